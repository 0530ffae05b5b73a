"""Spellings brought to one form, so that Laçın, Lacin and LAÇIN meet.

Case, accents, apostrophes and the difference between hyphen and space carry no identity in a place name as it travels
through news texts. Folding may bring two names together that differ in their own language (ı and i, ə and a); that is
safe, because a name that fits two places is reported as ambiguous.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ı": "i", "ə": "a", "ǝ": "a", "ә": "a", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
# Accents of Latin, Greek and Cyrillic, and the optional vowel points of Hebrew and Arabic. Marks of the Indic scripts
# are letters of the word and stay.
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")
_SIGN = re.compile(r"[^\w\s]|_")
_APOSTROPHES = re.compile("['’‘ʻʼʽ`´′″ʹʺʿʾˌ“”\"«»]")


def fold(text: str) -> str:
    """The folded words of a name, separated by single spaces; folding twice changes nothing.

    >>> fold("  Deir-ez Zor ")
    'deir ez zor'
    >>> fold("LAÇIN") == fold("Laçın") == fold("lacin")
    True
    >>> fold("Kel'badzhar")
    'kelbadzhar'
    """
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    plain = unicodedata.normalize("NFKD", plain.casefold().translate(_LETTERS))
    plain = unicodedata.normalize("NFC", _MARKS.sub("", _APOSTROPHES.sub("", plain)))
    return " ".join(_SIGN.sub(_spaced, plain).split())


def _spaced(sign: re.Match[str]) -> str:
    """A space for a sign; vowel signs of Indic scripts are marks, not word characters, to regular expressions."""
    return sign.group() if unicodedata.category(sign.group())[0] == "M" else " "


def key(text: str) -> str:
    """The key under which a name is indexed: folded, without spaces ("Sarı baba" and "Sarıbaba" meet)."""
    return fold(text).replace(" ", "")

"""Text as the rules read it: normalised characters with a map back to the original, sentences, language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

# Signs that mean the same to a reader, brought to one sign so that a rule needs to know only that one.
_SAME_SIGN = {
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
    ),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
}
_VARIANT = re.compile(f"[{''.join(map(re.escape, _SAME_SIGN))}]")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_END = re.compile(r"[.!?\u2026]+[\"')\]]*(?=\s+|$)|\n+|\s*\n\s*")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"[\w.]+$")
_BRACKETED = re.compile(r"\([a-z]{2,5}$")
_AFTER = re.compile(r"\s*[\"'(\[]*\s*(\S)")


@dataclass(frozen=True, slots=True)
class Normal:
    """The normalised `text` and, for each of its characters and its end, the offset in the original."""

    text: str
    lower: str
    original: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the characters start..end of the normalised text."""
        if self.offsets is None:
            return start, end
        if end <= start:
            return self.offsets[start], self.offsets[start]
        begin, after = self.offsets[end - 1], end
        while self.offsets[after] == begin:
            after += 1
        limit = self.offsets[after]
        while limit - begin > 1 and self.original[limit - 1] in _INVISIBLE:
            limit -= 1
        return self.offsets[start], limit


def normalise(original: str) -> Normal:
    """Bring spaces, dashes and quotation marks to one sign each, drop invisible signs, compose to NFC.

    The original is untouched: every offset of a result can be mapped back with `Normal.span`.
    """
    plain = not any(sign in original for sign in _INVISIBLE) and unicodedata.is_normalized("NFC", original)
    if plain:
        text = _same_signs(original)
        return Normal(text, lowered(text), original, None)
    signs: list[str] = []
    offsets: list[int] = []
    index = 0
    while index < len(original):
        if original[index] in _INVISIBLE:
            index += 1
            continue
        end = ahead = index + 1
        while ahead < len(original) and (original[ahead] in _INVISIBLE or unicodedata.combining(original[ahead])):
            # a mark goes to its letter over invisible signs too
            ahead += 1
            end = end if original[ahead - 1] in _INVISIBLE else ahead
        letter = "".join(sign for sign in original[index:end] if sign not in _INVISIBLE)
        for sign in unicodedata.normalize("NFC", letter):
            signs.append(sign)
            offsets.append(index)
        index = end
    offsets.append(len(original))
    text = _same_signs("".join(signs))
    return Normal(text, lowered(text), original, tuple(offsets))


def _same_signs(text: str) -> str:
    return _VARIANT.sub(lambda sign: _SAME_SIGN[sign.group()], text)


def recased(normal: Normal, capitals: Mapping[str, str]) -> Normal:
    """The text with the small letters that a language gives to capitals of its own: "I" is the capital of "ı"."""
    table = str.maketrans(dict(capitals))
    return replace(normal, lower=lowered(normal.text.translate(table))) if capitals else normal


def lowered(text: str) -> str:
    """Lower case, sign for sign; "ё" is read as "е", as most texts write it."""
    text = text.replace("İ", "i")
    lower = text.lower().replace("ё", "е")
    if len(lower) == len(text):
        return lower
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def sentences(
    text: str, abbreviations: frozenset[str], closing: Mapping[str, frozenset[str]] | None = None
) -> list[tuple[int, int]]:
    """Spans of the sentences of a normalised text, in order; a line break ends one.

    `closing` are the abbreviations that may end a sentence, each with the words that then begin the next, in lower
    case; none where any capital letter does.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and not _ends(text, match, abbreviations, closing or {}):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _ends(
    text: str, match: re.Match[str], abbreviations: frozenset[str], closing: Mapping[str, frozenset[str]]
) -> bool:
    after = _AFTER.match(text, match.end())
    if after is None:
        return True
    if after.group(1).islower():
        return False
    if match.group()[0] != ".":
        return True
    if match.group() == ".)" and _BRACKETED.search(text, max(0, match.start() - 6), match.start()):
        return False  # "Col. (res.) Ivo Kern"
    before = _BEFORE.search(text, max(0, match.start() - 30), match.start())
    word = before.group() if before else ""
    initial = all(len(part) == 1 and part.isalpha() and part.isupper() for part in word.split("."))
    following = _WORD.match(text, after.start(1))
    if word in closing and following is not None:
        return not closing[word] or following.group().lower() in closing[word]
    return not initial and word.lower() not in abbreviations


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


# Letters and frequent words that tell languages of one script apart. Source: own observation of the
# development texts; small on purpose, `language=` of the caller always wins.
_LETTERS = (("uk", "іїєґ"), ("az", "ə"), ("hy", "աեիոն"), ("ar", "ابتلم"), ("ru", "ыэъ"))
_SMALL_WORDS = {
    "en": "the of and in to was were is by that on for with has have from said a an are be been he she it its they "
    "their his her we our you not no or but at as this these who which when more than after before had will one "
    "two all",
    "es": "el la los las de del que en y un una por con para se fueron según a al es no lo como más su sus fue son han "
    "hay entre desde hasta tras sobre este esta pero también dos todo muy ya",
    "pt": "o a os as do da dos das em um uma que com não foram por no na de e para se mais ao aos à foi são pelo pela "
    "pelos pelas sua seu entre desde até após sobre este esta mas também dois duas já",
    "fr": "le la les des du et en une un dans que par sur est ont selon de à au aux qui pas pour il elle ils ce cette "
    "sont été avec ses son sa leur mais depuis deux plus après avant",
    "de": "der die das und in den von mit dem ein eine wurden nach auf ist zu im des sich nicht für als auch an aus "
    "bei er sie es wird sind war hat haben wurde durch seit zwei mehr vor",
    "tr": "ve bir bu için ile olarak da de mayın olan göre daha çok kadar sonra önce ise gibi en iki üzere tarafından "
    "oldu edildi etti dedi söyledi duyurdu bildirdi açıkladı hafta geçen yıl kişi",
    "it": "il la di che e un una per con sono nel della i le gli lo del dei delle al alla non si da dal è ha hanno più "
    "stato stati due dopo su come anche",
    "ru": "и в на по не что с из за от были",
    "uk": "і в на з що та за від до було",
}
# What a headline about mines is made of, where there is no room for small words.
_FIELD_WORDS = {
    "en": "mine mines mined landmine landmines demining deminers sappers cleared found lifted planted laid destroyed "
    "killed injured wounded died near anti tank personnel ordnance hectares children",
    "es": "mina minas antipersonal halladas hallaron desminado muertos heridos murió soldado niños municipio",
    "pt": "minas terrestres achadas encontradas desminar desminagem mortos feridos morreram soldado município próximo "
    "milhões reunião ano horas durou",
    "fr": "mines déminage démineurs tués blessés",
    "de": "minen gefunden geräumt räumung getötet verletzt",
    "tr": "mayınlar bulundu imha öldü yaralandı",
    "az": "mina mayın minalanmış minaya minaların tapılıb tapıldığı aşkarlanıb götürülüb basdırılıb yaralanıb bildirib "
    "bildirilir rayonunda hektar uşaqdır ilin ilk bu gün polis ton milyon azı",
    "ru": "мин мины мина снято сняли найдено найдена обезвредила обезвредили сапёр сапёры погиб погибли ранен ранены "
    "разминирование разминировании разминированию района район под близ осталось планируют очистить года нарушает",
    "uk": "мін міна знято знайшли знешкоджено сапери загинув загинули поранено хвилин через оператори повернули шт",
}
_SMALL = {
    language: frozenset(f"{_SMALL_WORDS.get(language, '')} {_FIELD_WORDS.get(language, '')}".split())
    for language in dict.fromkeys((*_SMALL_WORDS, *_FIELD_WORDS))
}


def detect_language(text: str) -> str:
    """ISO 639-1 code by script, telling letters and frequent words, Russian for other Cyrillic; else "und"."""
    sample = text[:4000].lower()
    words = _WORD.findall(sample)
    if not words:
        return "und"
    for language, letters in _LETTERS:
        if sum(sample.count(letter) for letter in letters) >= max(1, len(words) // 12):
            return language
    scores = {language: sum(map(small.__contains__, words)) for language, small in _SMALL.items()}
    best = max(scores, key=lambda language: scores[language])
    if scores[best] >= max(1, len(words) // 25):
        return best
    return "ru" if sum("а" <= letter <= "я" for letter in sample) > len(sample) // 2 else "und"

"""Endings cut from words: in an agglutinative language cases are written behind a noun, one after another.

"Ağdamda", "ANAMA-nın", "45-i" are read as a noun and an ending, as English reads "ANAMA's": the name stands as it is
called, and what governs it is a word of its own. An ending is written "+da" in the packs. Only the endings that a pack
declares are cut, from words whose stem the pack or the gazetteer knows, and from names inside a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from minetrace.reading.chunks import Chunk

_COUNTED = ("number", "designation")
_JOINTS = ("-", "'")
_CLOSING = ('"', ")")
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Endings:
    """The endings of a language, the shortest first; `sure` are cut from unknown names too; `harmony`: the vowels that
    may follow the last vowel of a stem; `stems`: lower-case words of the pack that may take endings; `small`: those of
    them that no name is made of ("Aydan" is no "ayda" with an ending)."""

    forms: tuple[str, ...]
    sure: frozenset[str]
    harmony: Mapping[str, str]
    stems: Collection[str]
    small: Collection[str] = ()

    def cut(self, tokens: list[Chunk], names: Collection[str]) -> list[Chunk]:
        """The tokens with their endings as tokens of their own; `names` are those of the gazetteer in lower case."""
        found: list[Chunk] = []
        for index, token in enumerate(tokens):
            before = tokens[index - 1] if index else None
            if before is not None and token.kind == "word" and self._hangs(found, before, token):
                if before.text in _JOINTS:
                    found.pop()
                found.append(replace(token, lower=f"+{token.lower}"))
                continue
            opening = before is None or before.text in ('"', ":", "-")
            at = self._stem(token, names, opening) if token.kind == "word" else 0
            if not at:
                found.append(token)
                continue
            behind = at + (token.text[at] in _JOINTS)
            found.append(replace(token, end=token.start + at, text=token.text[:at], lower=token.lower[:at]))
            ending = replace(token, start=token.start + behind, text=token.text[behind:])
            found.append(replace(ending, lower=f"+{token.lower[behind:]}"))
        return found

    def _hangs(self, found: list[Chunk], before: Chunk, token: Chunk) -> bool:
        """Whether a word hangs on what stands before it: "45-i", "TM-62-dən", "Report"a."""
        if token.lower not in self.forms or before.end != token.start:
            return False
        joined = before.text in _JOINTS and len(found) > 1 and found[-2].end == before.start
        return before.text in _CLOSING or (joined and found[-2].kind in (*_COUNTED, "word"))

    def _stem(self, token: Chunk, names: Collection[str], opening: bool) -> int:
        """The length of the stem of a word that ends in an ending; 0 where nothing is to be cut."""
        text = token.lower
        for sign in _JOINTS:
            head, joint, tail = text.rpartition(sign)
            if joint and tail in self.forms and token.text[0].isupper():
                return len(head)
        if text in self.stems:
            return 0
        capital = token.text[0].isupper()
        whole = capital and token.text.lower() in names
        # a gazetteer may list "Azərbaycanda" too, but "Bərdə" is a name without an ending
        forms = [form for form in self.forms if text.endswith(form) and (not whole or form in self.sure)]
        cuts = [len(text) - len(form) for form in forms]
        for at in cuts:
            if capital and not opening and text[:at] in self.small:
                continue
            # "Əli" is no "əl" with an ending
            if at > 1 and text[:at] in self.stems and not (capital and len(text) - at == 1 and at <= _SHORTEST_NAME):
                return at
        if not capital:
            return 0
        for at in cuts:
            if at > 1 and token.text[:at].lower() in names:
                return at
        if whole:
            return 0
        return next((at for at in reversed(cuts) if not opening and self._is_name(text, at)), 0)

    def _is_name(self, text: str, at: int) -> bool:
        """Whether an unknown name may be cut here: by an ending that is nothing else, in harmony with its stem."""
        if text[at:] not in self.sure or at < _SHORTEST_NAME:
            return False
        last = next((sign for sign in reversed(text[:at]) if sign in self.harmony), "")
        first = next((sign for sign in text[at:] if sign in self.harmony), "")
        short = text[at] in self.harmony
        return first in self.harmony.get(last, "") and (
            not short or (at > _SHORTEST_NAME and text[at - 1] not in self.harmony)
        )

"""Who speaks where the verb stands last: before words such as "according to", and at the opening of a clause."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.names import is_capital
from minetrace.reading.unnamed import Unnamed

_REACH = 6
_ISSUED = 10
"""Chunks between what is issued and the verb."""


class HeadFinal(Unnamed):
    """Finds noun phrases in languages whose verbs and governing words stand behind what belongs to them."""

    def left(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase before chunk `index`, over those to whom something is said: "ANAMA "Report"a bildirib"."""
        if not self.pack.head_final:
            return super().left(chunks, index)
        phrase = super().left(chunks, self._over_recipient(chunks, index))
        return self._quoted_name(chunks, phrase) if phrase is not None else self._in_quotes_before(chunks, index)

    def _in_quotes_before(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "«Report» xəbər verir ki": a name that stands between quotation marks before its verb."""
        at = index - 1
        while at > 0 and (chunks[at].kind == "period" or self.light(chunks[at])):
            at -= 1
        if at < 2 or chunks[at].text != '"':
            return None
        opening = next((k for k in range(at - 2, max(-1, at - 5), -1) if chunks[k].text == '"'), None)
        named = opening is not None and all(is_capital(chunk) for chunk in chunks[opening + 1 : at])
        return (opening + 1, at) if named and opening is not None else None

    def _quoted_name(self, chunks: list[Chunk], phrase: tuple[int, int]) -> tuple[int, int]:
        """ "«Ağ Dəbilqə» təşkilatı": the name in quotation marks before what kind of body it is."""
        first, last = phrase
        if first < 2 or chunks[first - 1].text != '"' or any(map(self._bare_name, chunks[first:last])):
            return phrase
        opening = next((at for at in range(first - 2, max(-1, first - 8), -1) if chunks[at].text == '"'), None)
        return (opening + 1, first - 1) if opening is not None and opening + 1 < first - 1 else phrase

    def governed(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase that a word such as "according to" behind it governs: "ANAMA-ya görə"."""
        dative = chunks[index].lower in self.pack.words["dative_postpositions"]
        phrase = super().left(chunks, index) if dative else self.left(chunks, index)
        if phrase is not None and self._carried(chunks, phrase, index):
            phrase = phrase[0] + 1, phrase[1]
        return None if phrase is not None and self._only_document(chunks, phrase) else phrase

    def clause_subject(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """All from where a clause opens to its verb, or only the opening where the verb stands last."""
        return self.opening(chunks, index) if self.pack.head_final else super().clause_subject(chunks, index)

    def clause_rest(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """All behind a verb to the end of its clause; nothing where the verb stands last."""
        return None if self.pack.head_final else super().clause_rest(chunks, index)

    def opening_subject(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The body before the first verb acts in the later ones too."""
        return self.opening(chunks, index) if self.pack.head_final else super().opening_subject(chunks, index)

    def opening(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "Müdafiə Nazirliyi Laçında 14 minanın tapıldığını açıqlayıb": the subject that opens a clause."""
        start = max((at + 1 for at in range(index) if self._parts_clauses(chunks[at])), default=0)
        for first in range(start, index):
            chunk = chunks[first]
            if chunk.kind == "number" or chunk.means(("thing", "outcome", "speech")):
                return None
            before = chunks[first - 1] if first > start else None
            opens = before is None or before.kind in ("period", "sign") or before.lower.startswith("+")
            phrase = self.right(chunks, first) if opens and self._admissible(chunk) else None
            if phrase is None or phrase[0] != first or phrase[1] > index:
                continue
            cited = next((at for at in range(phrase[1], index) if chunks[at].has("according")), None)
            if cited is not None and self._carried(chunks, phrase, cited):
                return first, first + 1
            heads = [at + 1 for at in range(*phrase) if chunks[at].means(("office", "office_suffix", "title"))]
            # "Emin Hüseynov Ağdamda": the name behind who speaks is where it was
            placed = [at for at in range(phrase[1] - 1, first, -1) if self._bare_name(chunks[at])][:1]
            whole = [] if self._goes_past(chunks, phrase) else [phrase[1]]
            for last in (*whole, *placed, *reversed(heads)):
                if self._is_subject(chunks, first, last):
                    return first, last
        return None

    def _carried(self, chunks: list[Chunk], phrase: tuple[int, int], index: int) -> bool:
        """ "Report Daxili İşlər Nazirliyinin məlumatına istinadən xəbər verir": a medium in front of whom it cites."""
        first, last = phrase
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        told = (
            after is not None and after.has("speech") and chunks[index].lower.split()[-1] in self.pack.words["citing"]
        )
        medium = self._bare_name(chunks[first]) and chunks[first].text not in self.pack.countries
        opens = first == 0 or chunks[first - 1].kind in ("sign", "period")
        body = any(chunk.has("office") or chunk.text.isupper() for chunk in chunks[first + 1 : last])
        return told and medium and opens and body and last - first > 1

    def _goes_past(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """ "Xarici İşlər Nazirliyi Laçın yolunda": the head of a name stands last, no place behind it."""
        bodies = [at for at in range(*phrase) if chunks[at].has("office") and not chunks[at].has("title")]
        if not bodies or bodies[-1] == phrase[1] - 1:
            return False
        return all(self._bare_name(chunk) for chunk in chunks[bodies[-1] + 1 : phrase[1]])

    def opens_clause(self, chunks: list[Chunk], start: int, end: int) -> bool:
        """Whether what stands between two offsets is the first word of its sentence, without an ending."""
        after = next((chunk for chunk in chunks if chunk.start >= end), None)
        bare = after is None or not after.lower.startswith("+")
        return self.pack.head_final and bare and (chunks[0].start, chunks[0].end) == (start, end)

    def _is_placed(self, chunks: list[Chunk], chunk: Chunk) -> bool:
        """Whether a name has an ending or a type of place behind it: "Agentlik Füzulidə ..."."""
        after = next((other for other in chunks if other.start >= chunk.end), None)
        return self.pack.head_final and after is not None and (after.lower[0] == "+" or after.has("place_type"))

    def told_of(self, chunks: list[Chunk], index: int, phrase: tuple[int, int]) -> bool:
        """ "Ağdam üzrə 40 mina göstərilib": what a passive tells of, no speaker; "ANAMA-dan bildirilib" names one."""
        if not any(sense.kind == "speech" and sense.flags.get("voice") == "passive" for sense in chunks[index].senses):
            return False
        behind = chunks[phrase[1]].lower if phrase[1] < index else ""
        body = any(chunk.has("office") or self._name_of_body(chunk) for chunk in chunks[slice(*phrase)])
        return behind not in self.pack.words["passive_sources"] or (not body and behind in self.pack.words["locatives"])

    def issues_before(self, chunks: list[Chunk], index: int) -> bool:
        """ "Məlumatı Daxili İşlər Nazirliyi yayıb": where the verb stands last, what is issued stands before."""
        lead = chunks[max(0, index - _ISSUED) : index] if self.pack.head_final else []
        return any(chunk.means(("document", "tally_noun")) for chunk in lead)

    def _only_document(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """ "Hesabata əsasən": the report told of before, no name."""
        part = chunks[slice(*phrase)]
        return all(chunk.has("document") or chunk.lower[0] == "+" for chunk in part)

    def _parts_clauses(self, chunk: Chunk) -> bool:
        return chunk.text in (";", ":") or chunk.lower in self.pack.words["that"]

    def _is_subject(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """Whether a phrase stands without case and names a body or a person, not a place."""
        part = chunks[first:last]
        after = chunks[last] if last < len(chunks) else None
        if after is not None and after.lower.startswith("+"):
            return False
        if after is not None and after.has("place_type") and after.lower not in self.pack.words["bare_types"]:
            return False
        named = sum(is_capital(chunk) and chunk.kind == "word" for chunk in part) > 1
        return named or any(chunk.means(("office", "title")) or self._name_of_body(chunk) for chunk in part)

    def _over_recipient(self, chunks: list[Chunk], index: int) -> int:
        """The index where the name of somebody who is told begins, if one stands right before a verb."""
        at = index - 1
        while at >= 1 and index - at < _REACH and chunks[at].lower not in self.pack.words["recipients"]:
            if not (chunks[at].kind == "period" or self.light(chunks[at])):
                return index
            at -= 1
        if at < 1 or chunks[at].lower not in self.pack.words["recipients"]:
            return index
        if chunks[at - 1].text == '"':
            return next((k for k in range(at - 2, max(-1, at - 8), -1) if chunks[k].text == '"'), index)
        first = at
        while first > 0 and is_capital(chunks[first - 1]):
            first -= 1
        return first if first < at else index

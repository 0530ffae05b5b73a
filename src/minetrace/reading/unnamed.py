"""Who speaks and is told by no name, or behind where it was said, where case alone joins words.

"источник в больнице Орши", "волонтёр «Красного Креста»", "двух местных жителей"; "написал в телеграме глава области".
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.subjects import Subjects

_FURTHEST = 9
_PERSONS = ("person", "title", "office_suffix")


class Unnamed(Subjects):
    """Finds persons who speak under what they are, and who stands behind the place, page or programme they spoke at."""

    def _trimmed(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int]:
        whole = self._told_by_trade(chunks, first, last)
        return whole or super()._trimmed(chunks, first, last)

    def _told_by_trade(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int] | None:
        """ "источник в МВД", "сотрудник школы сапёров": what a person is, whole, where no name follows."""
        words, head = self.pack.words, first
        if not self.pack.genitive:
            return None
        while head < last - 1 and self._describes(chunks[head]):
            head += 1
        told = chunks[head].lower in words["told_people"] or self._office_of_place(chunks, head, last)
        if not told or self.person_in(chunks, first, last) is not None:
            return None
        while last > head + 1 and chunks[last - 1].kind == "sign":
            last -= 1
        return first, last

    def _office_of_place(self, chunks: list[Chunk], head: int, last: int) -> bool:
        """ "министр обороны Рутении", "главный военный прокурор": an office that a person holds, with what it is of."""
        held = chunks[head].has("title") and not chunks[head].has("office_suffix") and chunks[head].text.islower()
        plain = all(chunk.text.islower() and self._of_phrase(chunk) for chunk in chunks[head + 1 : last - 1])
        ends = chunks[last - 1]
        placed = ends.text.islower() or ends.text in self.pack.countries
        return held and last - head > 1 and plain and placed

    def _describes(self, chunk: Chunk) -> bool:
        """An adjective in lower case, or the number of those who are told."""
        plain = chunk.kind in ("word", "lex", "number") and not chunk.means(("thing", "outcome", "speech"))
        ends = tuple(self.pack.words["adjective_endings|genitive_adjectives"])
        return chunk.kind == "number" or (plain and chunk.lower.endswith(ends))

    def person_in(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int] | None:
        """The person's name at the end of a description, also of one by a trade that no list holds."""
        found = super().person_in(chunks, first, last)
        if found is not None or not self.pack.genitive or last - first < 3:
            return found
        begin = last
        while begin > first and self._bare_name(chunks[begin - 1]) and not chunks[begin - 1].quoted:
            begin -= 1
        adjectives = tuple(self.pack.words["adjective_endings|genitive_adjectives"])
        lead = chunks[first:begin]
        plain = bool(lead) and all(self._plain(chunk) for chunk in lead if chunk.text.islower())
        plain = plain and not lead[0].text.isupper()
        plain = plain and all(chunk.text.islower() or chunk.text.isupper() for chunk in lead[1:])
        named = last - begin == 2 and not any(chunk.text.isupper() for chunk in chunks[begin:last])
        placed = named and chunks[begin].lower.endswith(adjectives)
        return (begin, last) if plain and named and not placed else None

    def clause_rest(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """All behind a verb to the end of its clause, also "военный историк Иван Кац", and behind where it was said."""
        first = self.over_venue(chunks, index) if self.pack.genitive else index
        found = super().clause_rest(chunks, first)
        if found is None and first < len(chunks) and self._describes(chunks[first]):
            found = super().clause_rest(chunks, first + 1)
            found = (first, found[1]) if found is not None and found[0] == first + 1 else None
        if found is not None or not self.pack.genitive:
            return found and self._with_where(chunks, *found)
        last = first
        while last < len(chunks) and last - first < _FURTHEST and chunks[last].kind in ("word", "lex"):
            last += 1
        closed = last >= len(chunks) or chunks[last].kind in ("sign", "period")
        return self.person_in(chunks, first, last) if closed and last - first > 2 else None

    def _with_where(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int]:
        """ "источник | в больнице Орши": where somebody without a name is."""
        unnamed = self._told_by_trade(chunks, first, last) is not None
        end = last
        while unnamed and end < len(chunks) and end - first < _FURTHEST and self._of_phrase(chunks[end]):
            end += 1
        return (first, end) if end >= len(chunks) or chunks[end].kind in ("sign", "period") else (first, last)

    def over_venue(self, chunks: list[Chunk], index: int) -> int:
        """ "написал в телеграме", "заявила на брифинге в Орше": where the words for who speaks begin."""
        words, at = self.pack.words, index
        while at < len(chunks) and chunks[at].kind == "period":
            at += 1
        if at >= len(chunks) or chunks[at].lower not in words["venue_leads"]:
            return index
        reach = chunks[at + 1 : at + 4]
        venue = next((k for k, chunk in enumerate(reach) if self._spoken_at(chunk)), None)
        if venue is None or any(map(self._holds_person, reach[:venue])):
            return index
        at += venue + 2
        last = at
        while last < len(chunks) and last - at < _FURTHEST and not self._holds_person(chunks[last]):
            if chunks[last].kind == "sign" and chunks[last].text != '"':
                break
            last += 1
        held = last < len(chunks) and self._holds_person(chunks[last])
        return last if held else at

    def _spoken_at(self, chunk: Chunk) -> bool:
        words = self.pack.words
        return chunk.lower in words["venues|own_pages|channels"]

    def _holds_person(self, chunk: Chunk) -> bool:
        return chunk.text.islower() and chunk.means(_PERSONS)

    def anonymous(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "по оценке двух местных жителей": who is told by no name behind a word of citing."""
        if not self.pack.genitive:
            return super().anonymous(chunks, index)
        head = index
        while head < len(chunks) and head - index < 3 and self._describes(chunks[head]):
            head += 1
        if head >= len(chunks) or not (
            chunks[head].has("person") or chunks[head].lower in self.pack.words["told_people"]
        ):
            return None
        last = head + 1
        while last < len(chunks) and last - head < _FURTHEST and self._of_phrase(chunks[last]):
            last += 1
        closed = last >= len(chunks) or chunks[last].kind in ("sign", "period")
        return (index, last if closed else head + 1)

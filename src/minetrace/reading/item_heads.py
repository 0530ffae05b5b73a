"""Heads of items: where, or where and when, what an item of a list or a round-up tells of happened.

"Velm. A driver died ...", "- Orlec: one team cleared ...", "3. 4 July, Velm district. Three herders ...".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack
from minetrace.reading.periods import Period

_WORDS = 4
"""A name in the head of an item has no more words than this."""
_BULLETS = " \t.()0123456789*\u2022\u2013-"


@dataclass(frozen=True, slots=True)
class ItemHead:
    """The places in the head of an item; where it ends; its day; whether it is a sentence of its own.

    `until` is the last paragraph below a head that is a line of its own.
    """

    places: tuple[Place, ...]
    end: int
    day: Period | None
    alone: bool
    until: int = -1


def item_heads(sentences: list[Sentence], text: str, pack: Pack, known: frozenset[str]) -> dict[int, ItemHead]:
    """The heads of items by the index of their sentence."""
    if not pack.words["heading_nouns"]:
        return {}
    found: dict[int, ItemHead] = {}
    for at, sentence in enumerate(sentences):
        line = text.rfind("\n", 0, sentence.start) + 1
        if text[line : sentence.start].strip(_BULLETS):
            continue
        follows = at + 1 < len(sentences) and sentences[at + 1].paragraph == sentence.paragraph
        head = _head(sentence, text, pack, known, bulleted=line < sentence.start or _opens_item(sentence))
        if head is not None and (follows or not head.alone):
            found[sentence.index] = head
    found |= _lines(sentences, text, pack, known)
    alone = [index for index, head in found.items() if head.alone]
    return {index: head for index, head in found.items() if not head.alone or len(alone) > 1}


class Heading:
    """The head of the item that is being told, until its paragraph ends."""

    def __init__(self) -> None:
        self.paragraph, self.until = -1, -1
        self.day: Period | None = None
        self.places: list[Place] = []

    def open(self, head: ItemHead, sentence: Sentence) -> None:
        """An item begins."""
        self.paragraph, self.day = sentence.paragraph, head.day
        self.until = max(head.until, sentence.paragraph)
        self.places = list(head.places)

    def give(self, sentence: Sentence, drafts: list[Draft], told: tuple[Place, ...]) -> None:
        """What an item tells of without a day or place of its own has those of its head; a finer place adds to one.

        `told` are the places told of before in the item. Rule S12.
        """
        if not self.paragraph <= sentence.paragraph <= self.until:
            return
        for draft in drafts:
            places = [*draft.places] if draft.own_places else [*told]
            if not places or self.day is not None:
                draft.places, draft.own_places = places, True
                draft.add_places(self.places)
                draft.rules.append("S12")
            lasting = draft.counting in ("stock", "running") or draft.stance == "planned"
            if self.day is not None and not draft.own_period and not lasting:
                draft.period, draft.own_period, draft.counting = self.day, True, "occurrence"


def _lines(sentences: list[Sentence], text: str, pack: Pack, known: frozenset[str]) -> dict[int, ItemHead]:
    """Lines that are a place and nothing else, two of them or more, each over what happened there."""
    headings = [at for at, sentence in enumerate(sentences) if _is_line(sentence, text)]
    found: dict[int, ItemHead] = {}
    for at, following in pairwise([*headings, len(sentences)]):
        head = _head(sentences[at], text, pack, known, bulleted=False, line=True)
        if head is not None and following > at + 1 and sentences[at].index:
            found[sentences[at].index] = replace(head, until=sentences[following - 1].paragraph)
    return found if len(found) > 1 else {}


def _is_line(sentence: Sentence, text: str) -> bool:
    """Whether a short sentence without a stop is a line of its own."""
    opens = not sentence.start or text[sentence.start - 1] == "\n"
    closes = text[sentence.end : sentence.end + 1] in ("\n", "") and text[sentence.end - 1].isalnum()
    return opens and closes and len(sentence.chunks) <= _WORDS + 1


def _opens_item(sentence: Sentence) -> bool:
    return sentence.chunks[0].text in ("-", "*", "\u2022") if sentence.chunks else False


def _head(
    sentence: Sentence, text: str, pack: Pack, known: frozenset[str], *, bulleted: bool, line: bool = False
) -> ItemHead | None:
    chunks = sentence.chunks
    at = 1 if _opens_item(sentence) else 0
    names: list[list[Chunk]] = []
    day: Period | None = None
    while at < len(chunks):
        chunk = chunks[at]
        if chunk.kind == "period" and chunk.data.kind == "day" and day is None:
            day, at = chunk.data, at + 1
        elif is_capital(chunk) and (width := _name(chunks, at, pack)):
            names.append(chunks[at : at + width])
            at += width
        else:
            break
        if at < len(chunks) and chunks[at].text == ",":
            at += 1
    if not names or len(names) > 2 or (day is not None and sentence.index == 0):
        return None
    sign = chunks[at].text if at < len(chunks) else "."
    alone = at >= len(chunks) or (sign == "." and at + 1 == len(chunks))
    if not alone and not (sign == ":" and _goes_on(chunks, at, bulleted)):
        return None
    if alone and text[sentence.end - 1] != "." and not line:
        return None
    places = tuple(Place(text[name[0].start : name[-1].end], None, False, name[0].start) for name in names)
    sure = day is not None or any(place.name.lower() in known for place in places)
    sure = sure or any(part.has("place_type") for name in names for part in name)
    told_by = not (alone or bulleted) and any(len(name) > 1 for name in names)  # "Karl Ober: we lost two men"
    if not sure and (told_by or not all(_proper(name, text, pack) for name in names)):
        return None
    return ItemHead(places, chunks[at - 1].end, day, alone)


def _goes_on(chunks: list[Chunk], colon: int, bulleted: bool) -> bool:
    """Whether an item is told behind the colon, and not what somebody said or counted."""
    behind = chunks[colon + 1 : colon + 2]
    if not behind:
        return False
    told = behind[0].kind != "number" and behind[0].text[:1].islower()
    return told or (bulleted and behind[0].kind == "number")


def _name(chunks: list[Chunk], at: int, pack: Pack) -> int:
    """How many chunks from here on are one name, its type of place with it; 0 where none begins."""
    end = at
    while end < len(chunks) and end - at < _WORDS:
        chunk = chunks[end]
        typed = end > at and chunk.has("place_type", "after")
        slashed = end > at and chunk.text == "/" and end + 1 < len(chunks) and is_capital(chunks[end + 1])
        plain = (
            is_capital(chunk) and chunk.kind in ("word", "lex") and not chunk.senses.kinds - {"place_type", "direction"}
        )
        if not (typed or plain or slashed) or chunk.lower in pack.words["function"]:
            break
        end += 1
    return end - at


def _proper(name: list[Chunk], text: str, pack: Pack) -> bool:
    """Whether words may be a name: none is a common noun of headings, or stands in small letters elsewhere."""
    for chunk in name:
        if chunk.text in pack.words["not_place"] or chunk.lower in pack.words["heading_nouns"] or chunk.text.isupper():
            return False
        if chunk.lower.endswith(tuple(pack.words["heading_endings"])) or f" {chunk.lower}" in text:
            return False
    return not any(chunk.text in pack.demonyms for chunk in name)

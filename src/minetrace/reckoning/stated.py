"""What many sources say: a claim together with the source that states it.

A source is named by an id, its publisher, its day and its address; where the text is at hand it is named by `text_id`
(equal texts have equal ids), so that copies can be told. No database: build one from a corpus document or from the
public keys of a kept claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from minetrace.terms.claim import Claim, Participant

_NAMES = {field.name.rstrip("_"): field.name for field in fields(Claim)}
_WORDS = frozenset({"action", "names", "places", "place_relations", "attributed_to"})
_PARTIAL = re.compile(r"^--(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A claim as one source states it.

    `published` is an ISO day or None, `language` an ISO 639-1 code or None, `address` where the source was read. `row`
    is the row of a data set that says it: rows tell of happenings of their own, however alike they are; None in a text.
    """

    claim: Claim
    source_id: str
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    text_id: str | None = None
    address: str | None = None
    row: int | None = None

    @property
    def id(self) -> str:
        """The claim's name among all sources: "source:claim"."""
        return f"{self.source_id}:{self.claim.id}"

    @property
    def speaker(self) -> str:
        """Who is said to have said it first: the end of the chain in the text, else the publisher."""
        return self.claim.attributed_to[-1] if self.claim.attributed_to else self.publisher or "an unnamed publisher"

    @property
    def label(self) -> str:
        """How a person names the source: publisher and day."""
        return f"{self.publisher or self.source_id}, {self.published or 'undated'}"

    @property
    def said_on(self) -> str:
        """The day it was said, for sorting: an undated source stands last."""
        return self.published or "9999-12-31"


def order(stated: Stated) -> tuple[str, str, tuple[int, int], str]:
    """The order of all listings: by day, source, place in the text, id."""
    return stated.said_on, stated.source_id, stated.claim.span, stated.id


def from_corpus(document: Mapping[str, Any]) -> tuple[Stated, ...]:
    """The claims of a corpus document; a claim's id is its index in the document, as its links name it."""
    numbered = [{**content, "id": str(index)} for index, content in enumerate(document["claims"])]
    return tuple(
        Stated(
            claim=claim_of(content),
            source_id=document["id"],
            publisher=document.get("publisher"),
            published=document.get("published"),
            language=document.get("language"),
            text_id=document["id"],
            address=document.get("url"),
        )
        for content in numbered
    )


def claim_of(content: Mapping[str, Any]) -> Claim:
    """A claim from its public keys (`Claim.as_dict`, a corpus claim, a kept claim); other keys are left aside."""
    known: dict[str, Any] = {}
    for key, value in content.items():
        name = _NAMES.get(key)
        if name is not None and name != "derivation" and value is not None:
            known[name] = _value(name, value)
    return Claim(**known)


def _value(name: str, value: Any) -> Any:
    if name in _WORDS:
        return tuple(value)
    if name == "span":
        return (int(value[0]), int(value[1]))
    if name == "who":
        return tuple(Participant(name=one["name"], role=one.get("role")) for one in value)
    if name == "total_of":
        return tuple(map(str, value))
    return str(value) if name == "part_of" else value


def days(claim: Claim) -> tuple[str | None, str | None]:
    """First and last day a claim refers to, either None; a year nobody stated is written as "--"."""
    if claim.from_ or claim.to:
        return claim.from_, claim.to
    if not claim.partial_date:
        return None, None
    first, _, last = claim.partial_date.partition("/")
    if not last:
        return _partial(first), _partial(first)
    return _partial(first), _partial(last)


def same_day(one: str | None, other: str | None) -> bool | None:
    """Whether two days are one, a year left out by either taken as open; None where either is not known."""
    if one is None or other is None:
        return None
    return one[-5:] == other[-5:] if "--" in (one[:2], other[:2]) else one == other


def sources(stated: Sequence[Stated]) -> tuple[str, ...]:
    """The labels of the sources that state these claims, each once, in order."""
    return tuple(dict.fromkeys(one.label for one in sorted(stated, key=order)))


def _partial(text: str) -> str | None:
    return text[:7] if _PARTIAL.match(text) else None

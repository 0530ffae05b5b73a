"""A claim as a sentence: who said what on which day, in which source, and the way to its characters."""

from __future__ import annotations

from dataclasses import dataclass

from minetrace.desk import passages
from minetrace.reckoning import wording
from minetrace.reckoning.stated import Stated


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim in the form "X said Y on Z": `what` is its figure in English words, `medium` the source if another.

    `day` is the ISO day of publication, empty where none is recorded; `href` opens the statement at the characters.
    """

    claim: str
    speaker: str
    what: str
    quote: str
    language: str
    day: str
    medium: str
    stance: str
    href: str


def saying(one: Stated) -> Saying:
    """A claim of a kept source as a sentence."""
    publisher = one.publisher or ""
    return Saying(
        claim=str(one.claim.id),
        speaker=one.speaker,
        what=wording.phrase(one.claim),
        quote=" ".join(one.claim.quote.split()),
        language=one.language or "",
        day=one.published or "",
        medium=publisher if publisher != one.speaker else "",
        stance=one.claim.stance,
        href=passages.address(one.source_id, one.claim.id),
    )

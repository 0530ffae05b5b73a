"""Whose words a question asks for: speakers that the register knows, and those that a question leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from minetrace.figures.answer import LeftOut
from minetrace.figures.question import Question
from minetrace.register.models import VERSIONS
from minetrace.register.proposing import speaker_of
from minetrace.sources.claims import KeptClaim
from minetrace.sources.models import Claim, Decision
from minetrace.terms.problem import Problem
from minetrace.terms.speakers import Speaker, near_names, same_speaker, speaker, without_country

OTHER_SPEAKERS = "stated by other speakers"
NAMED = 8
"""How many names a sentence lists at most; the others are counted."""


def listed(names: Sequence[str], between: str = ", ") -> str:
    """Names as one list: at most 8, then "and N more"."""
    more = f"{between}and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return between.join(names[:NAMED]) + more


def require_known(question: Question) -> None:
    """Raise MT-513, with near spellings, for a speaker that no record and no claim bears in any spelling."""
    asked = question.speaker
    if asked is None or any(same_speaker(asked, name) for name in _of_records()):
        return
    known = set()
    for name in _of_claims():
        if same_speaker(asked, name):
            return
        known.add(name)
    near = near_names(asked, known | set(_of_records()))
    raise Problem("MT-513", speaker=asked, near="; ".join(near) or "none")


def others_of_kind(kind: str, asked: str) -> list[str]:
    """Speakers of reported records of a kind, except the one asked for in all his spellings."""
    return [name for name in _of_kind(kind) if not same_speaker(asked, name)]


def spoken_by_others(asked: str, counts: Mapping[str, int], examples: Sequence[str]) -> LeftOut:
    """The rows that a speaker leaves out: "stated by other speakers: A (3), B, no country named (1)"."""
    spelled: dict[Speaker, list[str]] = defaultdict(list)
    for name in sorted(counts):
        spelled[speaker(name)].append(name)
    totals = sorted((-sum(counts[name] for name in names), names[0]) for names in spelled.values())
    names = [f"{name}{_countryless(name, asked)} ({-total:,})" for total, name in totals]
    return LeftOut(f"{OTHER_SPEAKERS}: {listed(names)}", sum(counts.values()), tuple(examples))


def _countryless(name: str, asked: str) -> str:
    return ", no country named" if without_country(name, asked) else ""


def _of_records() -> Iterator[str]:
    for kind in VERSIONS:
        yield from _of_kind(kind)


def _of_kind(kind: str) -> Iterable[str]:
    reported = VERSIONS[kind]._default_manager.filter(basis="reported", speaker__isnull=False)
    names = reported.order_by("speaker").values_list("speaker", flat=True).distinct()
    return [name for name in names if name is not None]


def _of_claims() -> Iterator[str]:
    decisions = {one.claim_id: one for one in Decision.objects.filter(ended_by__isnull=True)}
    for row in Claim.objects.select_related("source").order_by("pk").iterator(chunk_size=2000):
        yield speaker_of(KeptClaim(row, None, (), None, {}, decisions.get(row.id)))

"""What a text says of a visit besides who came: when and where it was, who invited, what they verified."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grounds import named_grounds
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack

_STRENGTH = ("quantity_counted", "type_identified", "documents_seen", "presence_seen", "access_only", "nothing_stated")
SIGNS = (",", ";", ":", '"', "(", ")", "-")
"""Signs that end what was visited and who invited."""


def negated(sentence: Sentence, mark: Chunk) -> bool:
    """Whether a verb is denied: "did not visit"."""
    return any(
        0 <= mark.start - other.end <= 22 or other.start <= mark.start < other.end
        for other in sentence.marked("negative")
    )


def take_details(
    sentence: Sentence,
    mark: Chunk,
    draft: Draft,
    periods: list[Chunk],
    runs: list[Run],
    places: list[Run],
    pack: Pack,
    text: str,
) -> None:
    """Fill in the day, places, host, stance and verification of a visit that a verb or noun tells."""
    inside = [chunk for chunk in periods if draft.start <= chunk.start < draft.end]
    days = sorted(inside or periods, key=lambda chunk: (chunk.start > mark.end, abs(chunk.start - mark.end)))
    if days:
        draft.period, draft.own_period = days[0].data, True
        draft.chunks.append(("period", days[0].start, days[0].end))
    here = [
        place
        for place in places
        if (mark.end <= place.start or mark.has("visit_passive") or pack.head_final or "V02" in draft.rules)
        and place.kind == "place"
        and not _at_home(sentence, place, pack)
    ]
    named = named_grounds(sentence, runs, mark.end, draft.end, pack) if mark.has("visit") else []
    here += [run for run in named if run not in here]
    draft.places = [Place.of(place) for place in sorted(here, key=lambda run: run.start)]
    draft.own_places = bool(here)
    for invitation in sentence.marked("invitation"):
        host = _host(sentence, invitation, mark, pack)
        if host:
            draft.invited_by = text[host[0].start : host[-1].end].strip(" '\"")
    if any(0 <= mark.start - plan.end <= 12 for plan in sentence.marked("plan")):
        draft.stance = "planned"
        plans = [plan for plan in sentence.marked("plan") if 0 <= draft.start - plan.end <= 1]
        draft.start = plans[0].start if plans else draft.start
    lead = next((chunk for chunk in reversed(sentence.chunks) if chunk.end <= mark.start), None)
    if lead is not None and lead.lower in pack.words["future"]:
        draft.stance = "planned"
    stated = [m.value("verification") or "" for m in sentence.marks if m.has("verification") and _so(sentence, m, pack)]
    sense = mark.sense("visit") or mark.sense("visit_passive") or mark.sense("visit_take")
    if sense is not None and sense.flags.get("planned"):
        draft.stance = "planned"
    stated.append(str(sense.flags.get("verified", "nothing_stated")) if sense else "nothing_stated")
    draft.verified = min(stated, key=_STRENGTH.index)


def _at_home(sentence: Sentence, place: Run, pack: Pack) -> bool:
    """ "attachés accredited in Baku": where the visitors are at home is not where they went."""
    return place.first > 1 and sentence.chunks[place.first - 2].lower in pack.words["visitor_tails"]


def _so(sentence: Sentence, mark: Chunk, pack: Pack) -> bool:
    """Not "they counted nothing", "did not confirm the number"."""
    behind = next((chunk for chunk in sentence.chunks if chunk.start >= mark.end), None)
    return not negated(sentence, mark) and not (behind is not None and behind.lower in pack.words["nothing"])


def _opens_visitor(sentence: Sentence, chunk: Chunk) -> bool:
    return any(mark.start == chunk.start for mark in sentence.marked("visitor"))


def _host(sentence: Sentence, invitation: Chunk, visit: Chunk, pack: Pack) -> list[Chunk]:
    """The words that name who invited, behind "at the invitation of"."""
    if pack.head_final:
        return host_before(sentence, invitation, pack)
    host: list[Chunk] = []
    words = pack.words
    if pack.genitive and len(invitation.lower.split()) > 2:
        return host
    for chunk in sentence.chunks:
        if chunk.start < invitation.end or (not host and chunk.lower in words["definite"]):
            continue
        if (
            chunk.text in SIGNS
            or chunk.text == "."
            or chunk.kind == "period"
            or visit.start <= chunk.start < visit.end
            or chunk.lower in words["object_ends"]
            or chunk.lower in words["day_leads"]
            or (
                host and pack.articles and chunk.lower in words["article"] and host[-1].lower not in words["host_links"]
            )
            or (host and pack.genitive and (chunk.has("title") or _opens_visitor(sentence, chunk)))
        ):
            break
        host.append(chunk)
    return host


def host_before(sentence: Sentence, invitation: Chunk, pack: Pack) -> list[Chunk]:
    """The words that name who invited before "dəvəti ilə": capitals, offices, and the genitive behind them."""
    before = [chunk for chunk in sentence.chunks if chunk.end <= invitation.start]
    first = len(before)
    while (
        first
        and before[first - 1].kind != "period"
        and (before[first - 1].capital or before[first - 1].has("office") or before[first - 1].lower[0] == "+")
    ):
        first -= 1
    host = before[first:]
    while host and host[-1].lower in pack.words["possessive"]:
        host.pop()
    return host

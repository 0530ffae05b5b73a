"""What claims of one text take over from each other once all are read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene

_TELLING = 20
"""A figure from which on the same number twice is the same figure."""

_BODY = 4
"""Sentences in which a text tells what its headline is about."""
_DEEDS = frozenset(("found", "cleared", "seized"))


def merge_rounding(drafts: list[Draft]) -> None:
    """A rounded figure and the exact one after it are two claims of one happening: they share place, time and maker.

    Rule C06: the first is hedged, both are things, and the exact value lies within twelve hundredths above it.
    """
    things = [draft for draft in drafts if draft.kind == "ordnance" and draft.value]
    for first, second in itertools.pairwise(things):
        rounded = first.hedge in ("more than", "about", "almost", "up to") and second.hedge == "exact"
        if (
            not rounded
            or first.value is None
            or second.value is None
            or not 0.95 * first.value <= second.value <= 1.12 * first.value
        ):
            continue
        if first.total_of or second.part_of is not None:
            continue
        if not first.own_period and second.period is not None:
            first.period, first.counting = second.period, second.counting
        second.add_places(first.places)
        first.add_places(second.places)
        first.laid_by = first.laid_by or second.laid_by
        second.laid_by = second.laid_by or first.laid_by


def take_deeds(scenes: Sequence[Scene], drafts: list[Draft]) -> None:
    """A headline without a verb takes what the text tells was done: "389 objects in a day. Sappers disposed of them".

    Rule P09: of the same figure further on, else of the first verb that can be said of things. Figures further on
    that have gone on with the headline, without a verb of their own, take it too.
    """
    things = [draft for draft in drafts if draft.kind == "ordnance"]
    leads = list(itertools.takewhile(lambda draft: "P07" in draft.rules, things))
    if not leads or leads[0].sentence != 0:
        return
    again = next((one for one in things if one not in leads and _same_figure(leads[0], one)), None)
    body = [p for scene in scenes[1:_BODY] for p in scene.predicates if not (p.outcome or p.unreal)]
    told = (p.actions & _DEEDS for p in body if p.things or "cleared" not in p.actions)  # land is cleared too
    deeds = set(again.actions) if again is not None else set(next(filter(None, told), ()))
    for draft in leads if deeds else ():
        draft.actions = set(deeds)
        draft.rules.append("P09")


def _same_figure(lead: Draft, later: Draft) -> bool:
    if lead.value is None or later.value is None or later.part_of is not None:
        return False
    return later.value == lead.value or (lead.hedge != "exact" and lead.value <= later.value <= 1.12 * lead.value)


def fill_back(drafts: list[Draft]) -> None:
    """A lead without a period or speaker takes those of the sentence right after it, where one matter goes on.

    Rule S07.
    """
    firsts = [draft for draft in drafts if draft.sentence == drafts[0].sentence] if drafts else []
    for draft in firsts:
        same = [later for later in drafts if later.sentence - draft.sentence in (1, 2) and later.kind == draft.kind]
        if not draft.speakers and not draft.own_speaker and draft.sentence == 0 and not draft.background:
            spoken = next((later for later in same if later.speakers and _restates(draft, later)), None)
            if spoken is not None:
                draft.speakers = spoken.speakers
        happened = next((later for later in same if _headed(draft, later)), None)
        if happened is not None and happened.period is not None:
            draft.period, draft.counting = replace(happened.period), happened.counting
            finer = happened.own_places and draft.value == happened.value
            if finer and all(place.country for place in draft.places):
                draft.places = list(happened.places)
            draft.rules.append("S07")
        repeated = next((later for later in same if _repeats(draft, later)), None)
        if repeated is not None and repeated.period is not None:
            draft.period, draft.counting = replace(repeated.period), repeated.counting
            draft.add_places(repeated.places)
            draft.rules.append("S07")
        open_span = draft.period is None or (draft.period.op == "undated_span" and draft.period.start is None)
        if draft.kind not in ("ordnance", "area") or not open_span or draft.counting in ("stock", "running"):
            continue
        dated = next(
            (
                later
                for later in drafts
                if later.sentence == draft.sentence + 1 and later.kind in ("ordnance", "area") and later.own_period
            ),
            None,
        )
        if (
            dated is not None
            and (dated.speakers, dated.stance) == (draft.speakers, draft.stance)
            and dated.period is not None
            and dated.period.kind == "span"
        ):
            draft.period, draft.counting = replace(dated.period), "tally"
            draft.rules.append("S07")


def _headed(lead: Draft, later: Draft) -> bool:
    """Whether a later claim gives the day of the harm that a headline tells of: as many or hardly more, of one fate."""
    dated = later.period is not None and later.period.kind == "day" and later.counting == "occurrence"
    if lead.kind != "casualty" or lead.sentence != 0 or lead.period is not None or not dated:
        return False
    more = lead.hedge == "more than" and lead.outcome == later.outcome and lead.value and later.value
    return _restates(lead, later) or bool(more and lead.value <= later.value <= 1.12 * lead.value)  # type: ignore[operator]


def _repeats(lead: Draft, later: Draft) -> bool:
    """Whether a later claim gives the day of a headline's figure, number for number."""
    exact = lead.value is not None and lead.value == later.value and lead.value >= _TELLING
    told = lead.period is None and later.own_period and lead.counting not in ("stock", "running")
    return lead.sentence == 0 and lead.kind == "ordnance" and exact and told and lead.speakers == later.speakers


def _restates(lead: Draft, later: Draft) -> bool:
    """Whether a later claim tells of the matter of the headline: things always, harm where value and fate agree."""
    if lead.kind == "ordnance":
        return not lead.actions or bool(lead.actions & later.actions) or "laid" not in lead.actions
    if lead.kind == "area" and lead.hedge != "exact" and lead.value and later.value and lead.unit == later.unit:
        return 0.95 * lead.value <= later.value <= 1.12 * lead.value
    return lead.kind == "casualty" and (lead.value, lead.outcome) == (later.value, later.outcome)

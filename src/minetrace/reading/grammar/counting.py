"""What kind of count a claim is: one happening, a tally over a period, a running total, or a stock.

Rules: C01 a start without an end is running; C02 things in the ground, on maps or mined land are a stock; C03 words of
accumulation without a closed period are running; C04 a closed period longer than a day is a tally; C05 else by kind.
"""

from __future__ import annotations

from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.periods import Clock, Period

_FEW = 20
_COUNTED = 10
_TOLL_DAYS = frozenset(("weekday", "today", "yesterday"))
_IN_PASSING = frozenset(("bare_month", "month", "relative_month", "last_month", "same_month"))
"""Forms of time by which what happened on one day is dated roughly."""
_STOCK = frozenset(("laid", "present", "contaminated", "suspected"))


def count_kind(scene: Scene, draft: Draft, pack: Pack, clock: Clock) -> tuple[str, str]:
    """The kind of count of a draft and the rule that says so."""
    period = draft.period
    single = draft.source is not None and draft.source.article and draft.kind == "ordnance"
    if single:
        return "occurrence", "C05"
    done = draft.laid_by is not None and draft.actions == {"laid"} and draft.own_period and pack.genitive
    if done and period is not None and period.kind == "span" and draft.form == "verb":
        # "в сентябре армия установила 54 мины": what somebody did then
        return "occurrence", "C05"
    lasting = period is None or period.kind != "day" or draft.form == "stock" or draft.kind == "area"
    # "The occupiers laid 9,000 mines in the autumn of 2022": dated, so what was done then
    then = draft.actions == {"laid"} and draft.form == "verb" and draft.own_period and pack.articles
    then = then and period is not None and period.kind == "span" and period.start is not None
    if draft.actions and draft.actions <= _STOCK and lasting and not then:
        return "stock", "C02"
    if period is not None and period.kind in ("since", "now"):
        return "running", "C01"
    if (period is None or period.kind == "asof") and _accumulates(scene, draft):
        return "running", "C03"
    if _harmed_until(draft, period, pack):
        return "running", "C03"
    if period is not None and period.kind == "span":
        return "tally", "C04"
    if period is not None and period.kind == "day":
        return "occurrence", "C05"
    return _by_kind(scene, draft), "C05"


def _harmed_until(draft: Draft, period: Period | None, pack: Pack) -> bool:
    """ "31 people had been killed as of 30 September": a count of the harmed up to a date, not a toll by Sunday."""
    until = pack.articles and draft.kind == "casualty" and period is not None and period.kind == "asof"
    return bool(until and period is not None and period.op not in _TOLL_DAYS and (draft.value or 0) >= _COUNTED)


def is_single(scene: Scene, draft: Draft) -> bool:
    """Whether a draft tells of one person or one thing by itself: one happening, whatever period it stands in."""
    if draft.stance == "planned" or draft.kind not in ("casualty", "ordnance"):
        return False
    if _one_blow(scene, draft):
        return True
    if draft.value != 1:
        return False
    if draft.source is None:
        return len(draft.names) == 1
    beside = [other for other in scene.drafts if other.kind == draft.kind and other is not draft]
    alone = all(draft.source.article and other.value == 1 for other in beside)
    part = draft.source.cue is not None or draft.source.of_them or "G02" in draft.source.rules
    verb = any(kind == "predicate" for kind, *_ in draft.chunks)
    return alone and not part and verb and (draft.source.article or draft.source.number.form == "words")


def _one_blow(scene: Scene, draft: Draft) -> bool:
    """ "In May two men were killed at Kuk by a shell": harm by one thing at one place, told with its month alone."""
    if draft.kind != "casualty" or not _placed(draft) or not _short(draft.period) or not 0 < (draft.value or 0) <= _FEW:
        return False
    single = [group for group in scene.groups if group.kind == "ordnance" and group.article]
    persons = draft.source is not None and draft.source.outcome is None  # "five victims in May" are a count
    return bool(single) and persons and any(predicate.outcome for predicate in scene.predicates)


def _placed(draft: Draft) -> bool:
    return draft.own_places and len(draft.places) == 1 and not draft.places[0].country


def _short(period: Period | None) -> bool:
    """Whether a span is a month or less, or a season: no period of a report."""
    if period is None or period.start is None or period.end is None or period.kind != "span":
        return False
    return period.op in _IN_PASSING


def _accumulates(scene: Scene, draft: Draft) -> bool:
    start, end = scene.sentence.start, _around(scene, draft)[1]
    marks = list(scene.sentence.marked("running", start, end))
    if draft.period is not None and not draft.names and draft.form == "verb" and _has_done(scene, draft):
        return True
    if draft.names or not marks:
        return False
    if draft.source is not None and "G20" in draft.source.rules and draft.period is None:
        # "The total is now 8,011."
        return True
    if draft.kind == "casualty":
        victims = draft.outcome == "affected" or (draft.value or 0) >= 10
        return victims
    return any(mark.value("running") and len(mark.lower.split()) > 1 for mark in marks)


def _has_done(scene: Scene, draft: Draft) -> bool:
    """ "As of 1 July 512 hectares have been released": a large count by a verb in the perfect, with its end alone."""
    starts = {start for kind, start, _ in draft.chunks if kind == "predicate"}
    verbs = [predicate for predicate in scene.predicates if predicate.start in starts]
    large = draft.kind == "area" or (draft.value or 0) >= _FEW
    return large and bool(verbs) and all(verb.perfect for verb in verbs) and not scene.sentence.quoted


def _around(scene: Scene, draft: Draft) -> tuple[int, int]:
    for unit in scene.units:
        if draft.source in unit.groups:
            return unit.start, unit.end
    return scene.sentence.start, scene.sentence.end


def _by_kind(scene: Scene, draft: Draft) -> str:
    if draft.kind == "area" or scene.sentence.marked("report_noun"):
        return "tally"
    if draft.kind == "casualty":
        noun = draft.source is not None and draft.source.outcome is not None
        noun = noun and not any(predicate.event for predicate in scene.predicates)
        return "tally" if noun and (draft.value or 0) > 5 else "occurrence"
    return "occurrence"

"""What kind of count a claim is: one happening, a tally over a period, a running total, or a stock.

Rules: C01 a start without an end is running; C02 things in the ground, on maps or mined land are a stock; C03 words of
accumulation without a closed period are running; C04 a closed period longer than a day is a tally; C05 else by kind;
C07 many by a verb in the perfect, with no time at all, have come about until now; C08 thousands that are cleared or
found with no time at all are the work of more than a day.
"""

from __future__ import annotations

import itertools

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import is_head
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.periods import Clock, Period

_FEW = 20
_COUNTED = 10
_HUNDRED = 100
_THOUSAND = 1000
_LAID_ONCE = 500
"""From so many things on, "laid" tells how many lie there; fewer are a deed."""
_TOLL_DAYS = frozenset(("weekday", "today", "yesterday"))
_IN_PASSING = frozenset(("bare_month", "month", "relative_month", "last_month", "this_month", "same_month", "season"))
_IN_PASSING |= {"last_week", "this_week", "weekend"}
"""Forms of time by which what happened on one day is dated roughly."""
_STOCK = frozenset(("laid", "present", "contaminated", "suspected"))


def count_kind(scene: Scene, draft: Draft, pack: Pack, clock: Clock) -> tuple[str, str]:
    """The kind of count of a draft and the rule that says so."""
    period = draft.period
    single = draft.source is not None and draft.source.article and draft.kind == "ordnance"
    if single and not _beside_a_tally(scene, draft):
        return "occurrence", "C05"
    done = draft.laid_by is not None and draft.actions == {"laid"} and draft.own_period and pack.genitive
    if done and period is not None and period.kind == "span" and draft.form == "verb":
        # "в сентябре армия установила 54 мины": what somebody did then
        return "occurrence", "C05"
    lasting = period is None or period.kind != "day" or draft.form == "stock" or draft.kind == "area"
    # "The occupiers laid 9,000 mines in the autumn of 2022": dated, so what was done then
    then = draft.actions == {"laid"} and draft.form == "verb" and draft.own_period and pack.articles
    then = then and period is not None and period.kind == "span" and period.start is not None
    since = draft.actions == {"laid"} and draft.own_period and pack.articles
    if since and period is not None and period.kind == "since" and not {"S03", "S04"} & set(draft.rules):
        return "running", "C01"  # "80 mines sown since January"
    if draft.actions and draft.actions <= _STOCK and lasting and not then:
        return ("occurrence", "C05") if _laid_once(draft, pack) else ("stock", "C02")
    if period is not None and period.op == "since_then" and (draft.value or _FEW + 1) <= _FEW:
        return "occurrence", "C05"
    if period is not None and period.kind in ("since", "now"):
        return "running", "C01"
    if period is None and draft.source is not None and draft.source.brought:
        return "running", "C03"  # "bringing the total to 90,000"
    if (period is None or period.kind == "asof") and _accumulates(scene, draft):
        return "running", "C03"
    if _harmed_until(draft, period, pack):
        return "running", "C03"
    if period is None and pack.articles and _until_now(scene, draft, pack):
        return "running", "C07"
    if (
        period is None
        and (pack.articles or pack.genitive)
        and any(map(_thousands, (draft, *_counted_beside(scene, draft))))
    ):
        return "tally", "C08"
    if period is not None and period.kind == "span":
        return "tally", "C04"
    if period is not None and period.kind == "day":
        return "occurrence", "C05"
    return _by_kind(scene, draft), "C05"


def _harmed_until(draft: Draft, period: Period | None, pack: Pack) -> bool:
    """ "31 people had been killed as of 30 September": a count of the harmed up to a date, not a toll by Sunday."""
    until = pack.articles and draft.kind == "casualty" and period is not None and period.kind == "asof"
    return bool(until and period is not None and period.op not in _TOLL_DAYS and (draft.value or 0) >= _COUNTED)


def _beside_a_tally(scene: Scene, draft: Draft) -> bool:
    """ "23 bomblets and a rocket came to light in the first half of March": counted with what stands beside."""
    if draft.period is None or draft.period.kind != "span":
        return False
    unit = next((unit for unit in scene.units if draft.source in unit.groups), None)
    least = _FEW if _short(draft.period) else 1
    return unit is not None and any((group.number.value or 0) > least for group in unit.groups)


def _laid_once(draft: Draft, pack: Pack) -> bool:
    """ "soldiers planted 12 mines on the slope": a deed of no known day; "has laid 9,000 mines" is what lies there."""
    told = draft.actions == {"laid"} and draft.form == "verb" and not draft.own_period
    unnumbered = draft.source is not None and draft.source.number.form == "none"
    if told and unnumbered and (pack.articles or pack.genitive):
        return True  # "мины ставили боевики", "the army had laid PPM-2 mines"
    return told and pack.articles and draft.value is not None and draft.value < _LAID_ONCE


def _until_now(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """ "Our teams have turned up 58 mines", "48 mines have been logged": many by a verb in the perfect."""
    starts = {start for start, _ in draft.verbs}
    verbs = [predicate for predicate in scene.predicates if predicate.start in starts]
    if any(chunk.text == ";" for verb in verbs for chunk in scene.sentence.between(draft.end, verb.start)):
        return False  # "22 mines were marked; none has been destroyed"
    many = (draft.value or draft.low or 0) > _FEW and draft.form == "verb" and draft.stance == "asserted"
    if not (many and verbs and all(verb.perfect for verb in verbs)):
        return False
    if (draft.value or 0) < _HUNDRED and _one_beside(scene, draft, pack):
        return False  # "deminers have lifted 23 mines from the grounds of a school"
    return draft.kind != "area" or not any(verb.passive for verb in verbs)


def _counted_beside(scene: Scene, draft: Draft) -> list[Draft]:
    """The other things of a sentence that are told by a number and without a time."""
    if draft.source is None or draft.source.article:
        return []
    return [other for other in scene.drafts if (other.kind, other.actions) == (draft.kind, draft.actions)]


def _thousands(draft: Draft) -> bool:
    """ "HALO lifted 1,800 mines there": of no known day, and not of one day."""
    worked = draft.kind == "ordnance" and draft.actions & {"cleared", "found"} and draft.period is None
    return bool(worked) and (draft.value or 0) >= _THOUSAND


def is_single(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """Whether a draft tells of one person or one thing by itself: one happening, whatever period it stands in."""
    if draft.stance == "planned" or draft.kind not in ("casualty", "ordnance"):
        return False
    if _in_a_scene(scene, draft, pack):
        return True
    if draft.value != 1:
        return False
    if draft.source is None:
        return len(draft.names) == 1
    beside = [other for other in scene.drafts if other.kind == draft.kind and other is not draft]
    alone = all(other.value == 1 for other in beside)
    part = draft.source.cue is not None or draft.source.of_them or "G02" in draft.source.rules
    verb = bool(draft.verbs)
    return alone and not part and verb and (draft.source.article or draft.source.number.form == "words")


def _in_a_scene(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """ "In May two men were killed at Kuk by a shell", "this May a bus was torn apart: 12 killed": few, and one thing.

    What happened once is told with somebody or something that is one and no number: a shell, a bus, a garden.
    """
    few = draft.value is None or 0 < draft.value <= _FEW
    if not (few and draft.form == "verb" and _short(draft.period)) or scene.sentence.marked("report_noun"):
        return False
    if any(is_head(chunk) and chunk.has("outcome") for chunk in scene.sentence.between(draft.start, draft.end)):
        return False  # "five victims in May" are a count
    return _one_beside(scene, draft, pack)


def _one_beside(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """Whether a sentence tells of somebody or something that is one, besides what the draft counts."""
    ones, chunks = pack.words["indefinite|pointing_one"], scene.sentence.chunks
    return any(
        chunk.lower in ones and not draft.start <= chunk.start < draft.end and _is_one(chunks[at + 1 : at + 4], pack)
        for at, chunk in enumerate(chunks)
    )


def _is_one(behind: list[Chunk], pack: Pack) -> bool:
    """Whether what stands behind an article is somebody or something, and no measure, time, paper or teller."""
    if not behind or behind[0].kind in ("period", "number", "sign", "aside"):
        return False
    if behind[0].has("tally_noun") or behind[0].has("hedge"):
        return False
    plain = itertools.takewhile(lambda chunk: chunk.kind != "sign", behind)
    return not any(chunk.lower in pack.words["no_one_thing"] or chunk.has("document") for chunk in plain)


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
        victims = (draft.outcome == "affected" and draft.value is not None) or (draft.value or 0) >= 10
        return victims
    return any(mark.value("running") and len(mark.lower.split()) > 1 for mark in marks)


def _has_done(scene: Scene, draft: Draft) -> bool:
    """ "As of 1 July 512 hectares have been released": a large count by a verb in the perfect, with its end alone."""
    starts = {start for start, _ in draft.verbs}
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

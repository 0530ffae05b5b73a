"""Places that are carried on: where things happen, and where is counted what is counted.

What happened without a place of its own happened where the text is; what is counted without one is counted where the
counts before it were, in the same paragraph. A count does not take the place of an event, nor a plan any. What is
carried on is a value: each sentence makes a new one from that which the sentences before left. Rules: S16 where things
happen; S18 where is counted; S19 the place in the title of a report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from minetrace.reading.additions import tells_event
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene, places_of
from minetrace.reading.pack import Pack

_NEAR = 2
"""What happened within so many days of what was told before happened there."""

_CUT_OFF = 4
"""So many chunks before a figure stands the word that makes it a part."""

_Places = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """Where things happened last, in which paragraph (-1: something was counted since), and on which day."""

    places: _Places = ()
    paragraph: int = -1
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Where was counted last, and in which paragraph.

    `kinds` are those of the claims that were counted there in this paragraph; `lasting` whether for years; `event`
    whether things happened there; `figures_in` the last paragraph with figures that had a place.
    """

    places: _Places = ()
    paragraph: int = -1
    kinds: frozenset[str] = frozenset()
    lasting: bool = False
    event: bool = False
    figures_in: int = -1


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sentences before carry on; `countries` those whose figures were told, `titled` the title's places."""

    happened: Happened = Happened()
    counted: Counted = Counted()
    countries: _Places = ()
    countries_in: int = -1
    titled: _Places = ()

    def left(self) -> Carried:
        """What is carried into a new section: what the title says."""
        return Carried(titled=self.titled)

    def told_in(self, paragraph: int) -> _Places:
        """The places of what happened in a paragraph so far."""
        return self.happened.places if self.happened.paragraph == paragraph else ()


def give(carried: Carried, scene: Scene, drafts: list[Draft], pack: Pack) -> None:
    """Give the drafts of a sentence that have no place those that are carried on."""
    for draft in drafts:
        if draft.own_places or draft.places:
            continue
        places, rule = _for(carried, scene, draft, pack)
        draft.places = list(places)
        draft.rules += [rule] if rule else []


def _for(carried: Carried, scene: Scene, draft: Draft, pack: Pack) -> tuple[_Places, str | None]:
    paragraph, counted = scene.sentence.paragraph, carried.counted
    single = draft.stance != "planned" and _is_single(draft)
    if single and (draft.counting == "occurrence" or counted.paragraph != paragraph):
        places = _where(carried, draft, paragraph)
        if places or not scene.remits:
            return places, "S16"
    if counted.places and _goes_on(counted, scene, draft, pack):
        return counted.places, "S18"
    if counted.paragraph != paragraph and carried.titled and draft.stance != "planned":
        return carried.titled, "S19"
    if scene.remits and not scene.places:
        return tuple(map(Place.of, scene.remits)), "S11"
    # "The state means to clear 50 square kilometres": of the country whose land was told
    national = draft.kind == "area" or (draft.kind != "casualty" and draft.counting in ("running", "stock"))
    told = carried.countries_in == paragraph and not scene.names_speaker
    return carried.countries if national and told else (), None


def _where(carried: Carried, draft: Draft, paragraph: int) -> _Places:
    """The place of an event: where in this paragraph things happened or were counted last, else where they did."""
    happened, counted = carried.happened, carried.counted
    here = counted.paragraph == paragraph or draft.counting == "tally" or not happened.places
    if happened.paragraph < 0 and here and counted.places:
        return counted.places
    if happened.paragraph != paragraph and draft.own_period and not _then(happened, draft):
        return ()  # another paragraph dates it anew
    return happened.places


def _then(happened: Happened, draft: Draft) -> bool:
    """Whether it happened within days of what was told before."""
    day = draft.period.start if draft.period is not None and draft.period.kind == "day" else None
    return day is not None and happened.day is not None and abs((day - happened.day).days) <= _NEAR


def _goes_on(counted: Counted, scene: Scene, draft: Draft, pack: Pack) -> bool:
    """Whether a count is of where the counts before it in its paragraph were."""
    further = draft.source is not None and draft.source.another
    if counted.paragraph != scene.sentence.paragraph:
        return False
    if draft.stance == "planned" and not further:
        # "It released 12 hectares in Velm. It means to tackle 15 more"
        opens = scene.sentence.chunks[0].lower in pack.words["plan_openers"]
        return opens and draft.kind in counted.kinds
    harm = draft.kind == "casualty" and draft.own_period
    years = draft.counting == "stock" or (draft.counting == "running" and harm)
    alike = draft.kind in counted.kinds and (draft.counting != "running" or counted.lasting)
    if scene.names_speaker and counted.kinds and not further and not alike:
        return False  # another body, on another matter
    anew = pack.genitive and counted.event and draft.own_period and not further
    if anew and not any(_wide(place, pack) for place in counted.places):
        return False  # "Пастух подорвался у Велма. За лето сняли 40 мин"
    return not years or counted.lasting or all(_wide(place, pack) for place in counted.places)


def follow(carried: Carried, scene: Scene, drafts: list[Draft], pack: Pack, *, dateline: bool, title: bool) -> Carried:
    """What is carried on behind a sentence that is read, its drafts with their places."""
    if _asks(scene, pack):
        carried = carried.left()
    if drafts:
        return _with_figures(carried, scene, drafts)
    if title:
        titled = (place for place in places_of(scene.places) if not place.country and _titles(place, pack))
        carried = replace(carried, titled=tuple(titled))
    return _mentioned(carried, scene, pack) if scene.places and not dateline else carried


def _with_figures(carried: Carried, scene: Scene, drafts: list[Draft]) -> Carried:
    paragraph = scene.sentence.paragraph
    told = [draft for draft in drafts if "S09" not in draft.rules and draft.stance != "planned"]
    wholes = [draft for draft in told if not _is_part(scene, draft)] or told
    events = [draft for draft in wholes if draft.own_places and _is_single(draft)]
    counts = [draft for draft in wholes if draft.counting != "occurrence"]
    placed = [draft for draft in counts if draft.places]
    happened, counted = carried.happened, carried.counted
    if placed:
        happened, counted = replace(happened, paragraph=-1), _counted_on(counted, placed, paragraph)
    elif counts:
        counted = replace(counted, places=(), paragraph=paragraph)
    elif events and counted.paragraph == paragraph:
        counted = replace(counted, places=(), paragraph=-1)
    if events:
        days = [draft.period.start for draft in events if draft.period is not None and draft.period.kind == "day"]
        happened = Happened(_together(events), paragraph, days[-1] if days else None)
        counted = replace(counted, event=True)
        if not days and not placed:
            kinds = frozenset(draft.kind for draft in events)
            counted = replace(counted, places=happened.places, paragraph=paragraph, kinds=kinds, lasting=False)
    countries = _by_name(Place.of(run) for run in scene.places if run.country)
    if countries:
        carried = replace(carried, countries=countries, countries_in=paragraph)
    return replace(carried, happened=happened, counted=counted)


def _counted_on(counted: Counted, placed: list[Draft], paragraph: int) -> Counted:
    """Where is counted behind figures with places; nowhere behind those of a list, each of another place."""
    goes_on, places = counted.paragraph == paragraph, _together(placed)
    listed = goes_on and counted.figures_in == paragraph and _apart(counted.places, places)
    kinds = frozenset(draft.kind for draft in placed) | (counted.kinds if goes_on else frozenset())
    lasting = placed[-1].counting in ("running", "stock")
    return Counted(() if listed else places, paragraph, kinds, lasting, event=False, figures_in=paragraph)


def _mentioned(carried: Carried, scene: Scene, pack: Pack) -> Carried:
    """Behind a sentence without figures that says where the text is."""
    paragraph, places = scene.sentence.paragraph, tuple(places_of(scene.places))
    happened, counted = carried.happened, carried.counted
    goes_on = happened.paragraph == paragraph or (pack.articles and tells_event(scene, pack))
    before = happened.places if goes_on else ()
    listed = counted.paragraph == paragraph and _apart(counted.places, places)
    return replace(
        carried,
        happened=replace(happened, places=_by_name([*before, *places]), paragraph=paragraph),
        counted=Counted(() if listed else places, paragraph, figures_in=counted.figures_in),
    )


def _asks(scene: Scene, pack: Pack) -> bool:
    """Whether a sentence is a new question, on no place."""
    last = scene.sentence.chunks[-1:]
    asked = pack.articles or pack.genitive
    return asked and not scene.places and bool(last) and last[0].text == "?"


def _is_single(draft: Draft) -> bool:
    """Whether a draft tells of something that happened: also a count to which no time of its own is told."""
    sectioned = "S10" in draft.rules
    return draft.counting == "occurrence" or (draft.counting == "tally" and not draft.own_period and not sectioned)


def _is_part(scene: Scene, draft: Draft) -> bool:
    """ "38 km2, 11 of them in Velm", "of which Velm holds 11": where a part is, is not where the text goes on."""
    source = draft.source
    if source is None:
        return False
    lead = scene.sentence.chunks[max(0, source.first - _CUT_OFF) : source.first]
    return source.of_them or source.cue == "including" or any(chunk.has("cue", "of which") for chunk in lead)


def _wide(place: Place, pack: Pack) -> bool:
    """Whether a place is a country or a larger part of one, for which years are counted."""
    return place.country or place.name.isupper() or _is_larger(place, pack)


def _titles(place: Place, pack: Pack) -> bool:
    """Whether a name in a title is surely one: in capitals all words look like names."""
    return not place.name.isupper() or _is_larger(place, pack)


def _is_larger(place: Place, pack: Pack) -> bool:
    return not pack.words["larger_types"].isdisjoint(place.name.lower().split())


def _apart(some: _Places, others: _Places) -> bool:
    """Whether two lists of places have none in common."""
    return bool(some) and {place.name for place in some}.isdisjoint(place.name for place in others)


def _together(drafts: list[Draft]) -> _Places:
    return _by_name(place for draft in drafts for place in draft.places)


def _by_name(places: Iterable[Place]) -> _Places:
    """Places, each name once, as told first."""
    found: dict[str, Place] = {}
    for place in places:
        found.setdefault(place.name, place)
    return tuple(found.values())

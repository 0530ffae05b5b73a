"""Places that are only where somebody or something comes from, has an office, or was going."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack

_OFFICE = 12
"""So many chunks may what an office is of stand before the place where it is."""


def drop_origins(chunks: list[Chunk], places: list[Run], pack: Pack) -> list[Run]:
    """Where somebody comes from, or has an office, gives way to any other place of the sentence."""
    weak: list[Run] = []
    places = _without_origins(chunks, places, pack)
    for run in places:
        within = bool(weak) and weak[-1].last + 1 == run.first and chunks[weak[-1].last].text == ","
        within = within or (pack.genitive and bool(weak) and weak[-1].last == run.first)  # "села Велм Орского района"
        if within or _is_home(chunks, run, pack) or _is_journey(chunks, run, pack) or _of_office(chunks, run, pack):
            weak.append(run)
    places = [
        run for run in places if run not in weak or not (_is_seat(chunks, run, pack) or _comes_from(chunks, run, pack))
    ]
    strong = [run for run in places if run not in weak]
    return strong if any(run.kind == "place" for run in strong) else places


def _without_origins(chunks: list[Chunk], places: list[Run], pack: Pack) -> list[Run]:
    """ "eleven machines are on order from Slovakia, Croatia and Switzerland": where things come from."""
    kept: list[Run] = []
    last = -2
    for run in places:
        lead = [chunk.lower for chunk in chunks[max(0, run.first - 2) : run.first]]
        comes = len(lead) == 2 and lead[0] in pack.words["origin_nouns"] and lead[1] in pack.words["origin_cues"]
        if comes or last == run.first - 1:
            last = run.last
            last += last < len(chunks) and (chunks[last].text == "," or chunks[last].lower in pack.words["and"])
            last -= 1
            continue
        kept.append(run)
    return kept


def _is_home(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    index = run.first - 1
    while index >= 0 and chunks[index].lower in pack.words["place_adjectives"]:
        index -= 1
    if pack.genitive and _is_water(chunks, run, pack):
        return True
    of = index
    while pack.genitive and of > 0 and chunks[of].has("place_type", "before"):
        of -= 1
    if pack.genitive and chunks[of].lower in pack.words["inhabitants"]:
        return True  # "житель села Велм"
    if index < 1:
        return False
    lead, noun = chunks[index], chunks[index - 1]
    after = chunks[run.last] if run.last < len(chunks) else None
    # "the Directorate of Mine Action in Velm said"
    person = noun.means(("person", "title", "office")) or (pack.articles and noun.capital)
    says = after is not None and after.has("speech") and not after.has("nonclaim")
    return (lead.lower in pack.words["origin_cues"] and noun.has("person")) or (
        lead.has("place_cue") and person and says
    )


def _is_water(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "в Каменском районе рыбаки нашли в Днестре": a river beside a place is only where at it."""
    banked = run.first > 0 and chunks[run.first - 1].lower in pack.words["banks"]
    return banked or run.words[0].lower() in pack.words["waters"]


def _comes_from(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "a shepherd from Velm lost a leg", "sappers from Velm": where somebody is at home says not where it happened."""
    lead = chunks[max(0, run.first - 2) : run.first]
    person = pack.articles and len(lead) == 2 and lead[0].has("person") and not lead[0].has("outcome")
    typed = chunks[run.last - 1].has("place_type")  # "a boy from Orla commune" is hurt where he lives
    return person and not typed and lead[1].lower in pack.words["origin_cues"]


def _of_office(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "Velm county commissioner Ana Ruiz", "an ambulance of the Velm district hospital", "residents of Velm", "the
    mission in Mali": whose office or home it is."""
    if not pack.articles:
        return False
    after = chunks[run.last] if run.last < len(chunks) else None
    index = run.first - 1
    while index >= 0 and chunks[index].lower in pack.words["place_adjectives"]:
        index -= 1
    lead, noun = (chunks[index] if index >= 0 else None), (chunks[index - 1] if index > 0 else None)
    placed = lead is not None and lead.means(("place_cue", "direction"))
    bears = after is not None and (after.means(("title", "office")) or after.lower in pack.words["care"])
    if bears and not placed:
        return not (after is not None and after.capital and after.lower in pack.words["unit_types"])
    if lead is None or noun is None:
        return False
    if lead.text == "(" and after is not None and after.text == ")":
        return noun.has("title") or noun.has("office")
    if lead.lower in pack.words["of"]:
        return noun.has("person") or noun.lower in pack.words["inhabitants"]
    return lead.has("place_cue", "in") and noun.lower in pack.words["seats"]


def _is_seat(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "the chiefs of staff in Velm said": where a body of the state sits is never where it happened."""
    if not pack.articles or run.first < 2 or not chunks[run.first - 1].has("place_cue", "in"):
        return False
    return (
        chunks[run.first - 2].lower in pack.words["seats"]
        and chunks[run.last : run.last + 1] != []
        and any(chunk.has("speech") for chunk in chunks[run.last : run.last + 2])
    )


def _is_journey(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "on its way from Luena to Lucusse": where it was going."""
    near = [chunk.lower for chunk in chunks[max(0, run.first - 5) : run.first]]
    while near and near[-1] in pack.words["place_adjectives"]:
        near.pop()
    if near and near[-1] in pack.words["both_ends"]:
        return False  # "on the road between Arif and Velm": anywhere on it
    on_way = any(word in pack.words["journeys"] for word in near)
    return on_way and bool(near) and (near[-1] in pack.words["weak_place_cues"] or near[-1] in pack.words["journeys"])


def local_voices(sentence: Sentence, runs: list[Run], pack: Pack) -> list[Run]:
    """ "Villagers in Arif say that two children died", "residents of Arif speak of deaths": theirs is where it was."""
    chunks = sentence.chunks
    if pack.genitive:
        spoken = any(chunk.has("speech") for chunk in chunks)
        free = [run for run in runs if run.text not in pack.words["not_place"]]
        return [run for run in free if spoken and run.kind in ("unknown", "other") and _lives_at(chunks, run, pack)]
    return [
        run
        for run in runs
        if run.kind in ("unknown", "place")
        and (
            _local_force(chunks, run, pack)
            or (
                run.first > 1
                and (chunks[run.first - 1].has("place_cue", "in") or chunks[run.first - 1].lower in pack.words["of"])
                and chunks[run.first - 2].lower in pack.words["local_voices"]
                and any(chunk.has("speech") for chunk in chunks[run.last : run.last + 2])
            )
        )
    ]


def remits(sentence: Sentence, runs: list[Run], pack: Pack) -> list[Run]:
    """ "..., the mayor of Arif told a paper", "the head of the Velm community says": the place that an office is of."""
    chunks = sentence.chunks
    if not pack.articles or not any(chunk.has("speech") for chunk in chunks):
        return []
    return [run for run in runs if run.kind in ("unknown", "place") and _is_headed(chunks, run, pack)]


def _is_headed(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    at, after = run.first - 1, chunks[run.last] if run.last < len(chunks) else None
    at -= at > 0 and chunks[at].lower in pack.words["definite"]
    if at < 1 or chunks[at].lower not in pack.words["of"]:
        return False
    held = chunks[at - 1].lower
    typed = after is not None and (after.has("place_type", "after") or after.lower in pack.words["settled"])
    typed = typed or chunks[run.last - 1].has("place_type", "after")
    return held in pack.words["local_heads"] or (typed and held in pack.words["other_heads"])


def _local_force(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "Arif police made safe a bomb": a force of the place that it is named by, where it is the one that acts."""
    behind = chunks[run.last : run.last + 1]
    force = bool(behind) and behind[0].text.islower() and behind[0].lower in pack.words["local_forces"]
    opens = not run.first or (run.first == 1 and chunks[0].text == '"')
    plain = not {word.lower() for word in run.words} & pack.words["not_local"] and not run.text.isupper()
    return force and opens and plain


def _lives_at(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "Фермер из Велма жалуется: «Мои 140 га»": where the one who speaks is from."""
    at = run.first - 1
    while at > 0 and (chunks[at].has("place_type", "before") or chunks[at].lower in pack.words["origin_cues"]):
        at -= 1
    return 0 <= at < run.first - 1 and (chunks[at].lower in pack.words["inhabitants"] or chunks[at].has("person"))


def office_places(sentence: Sentence, runs: list[Run], areas: list[tuple[int, int]]) -> list[Run]:
    """ "The office in Arif reports that its teams cleared ...": where the office is, its teams are."""
    chunks = sentence.chunks
    return [
        run
        for run in runs
        if run.kind == "unknown"
        and run.first > 1
        and chunks[run.first - 1].has("place_cue", "in")
        and chunks[run.first - 2].means(("office", "office_suffix"))
        and any(start <= run.end and run.end <= end for start, end in [*areas, (0, areas[0][0] if areas else 0)])
    ]


def presented(chunks: list[Chunk], place: Run, run: Run) -> bool:
    """ "the head of the mission in Mali, Ana Ruiz, paid tribute": a person behind an office and where it is."""
    commas = [chunk.text for chunk in (chunks[place.last], *chunks[run.last : run.last + 1])] == [",", ","]
    office = chunks[max(0, place.first - _OFFICE) : place.first]
    behind = chunks[run.last + 1 : run.last + 2]
    says = any(chunk.means(("speech", "action")) for chunk in behind)
    held = [at for at, chunk in enumerate(office) if chunk.has("title") or (chunk.has("person") and says)]
    told = any(chunk.kind == "period" or chunk.has("outcome") for chunk in office[held[-1] :]) if held else False
    return commas and len(run.words) == 2 and bool(held) and not told

"""Which names are places: by a type word beside them, a word of place before them, a list, or a gazetteer."""

from __future__ import annotations

from collections.abc import Iterable

from minetrace.reading.chunks import Chunk, Sentence, is_plural
from minetrace.reading.known_names import names_body, without_weaker
from minetrace.reading.names import Run, is_capital
from minetrace.reading.origins import drop_origins, presented
from minetrace.reading.pack import Pack
from minetrace.reading.place_neighbours import (
    at_site,
    moved_to,
    names_time,
    on_part,
    over_voice,
    owned,
    owns_body,
    recalled_in,
    reported_from,
    told_by_verb,
    told_with,
)
from minetrace.reading.place_phrases import by_phrase, direction_behind


def mark_places(
    sentence: Sentence, runs: list[Run], pack: Pack, known: frozenset[str], taken: Iterable[tuple[int, int]]
) -> list[Run]:
    """The runs that are places: by a type word beside them, a word of place before them, a list, or a known name.

    `known` are names of the gazetteer in lower case; `taken` are character spans of speakers, instruments and
    makers, in which no name is a place of an event. Sets `kind`, `relation`, and widens the name by its type word.
    """
    places: list[Run] = []
    spans = list(taken)
    for position, run in enumerate(runs):
        if run.kind in ("demonym", "other", "person") or any(a < run.end and run.start < b for a, b in spans):
            continue
        if (pack.head_final and _is_title(sentence.chunks, run)) or names_time(run, pack):
            continue
        if owns_body(sentence.chunks, run, pack):
            continue
        if run.first > 1 and sentence.chunks[run.first - 2].lower in pack.words["based"]:
            continue
        before = runs[position - 1] if position and runs[position - 1] in places else None
        if pack.genitive and run.words[-1].lower() in pack.words["care"]:
            continue  # "доставили в Орскую ЦРБ"
        if before is not None and _bears_name(sentence.chunks, before, run, pack):
            continue
        if run.kind == "height":
            run.kind, run.relation = "place", _relation_before(sentence.chunks, run.first, pack)
            places.append(run)
            continue
        if _is_place(sentence.chunks, run, before, pack, known):
            run.kind = "country" if run.country else "place"
            _widen(sentence.chunks, run, pack)
            places.append(run)
    places = without_weaker(places)
    return drop_origins(sentence.chunks, _listed(sentence, places, runs, pack, spans), pack)


def _bears_name(chunks: list[Chunk], place: Run, run: Run, pack: Pack) -> bool:
    """ "житель Орского района | Иван Кац": a person's name right behind where the person is from."""
    if not pack.genitive or place.last != run.first or not 2 <= len(run.words) <= 3 or run.country:
        return False
    lead = chunks[max(0, place.first - 5) : place.first]
    return any(chunk.has("person") or chunk.has("title") for chunk in lead)


def _is_title(chunks: list[Chunk], run: Run) -> bool:
    """ "«Qarabağ Bülleteni»nə bildirib": the name of a paper or of a body in quotation marks."""
    opened = run.first > 0 and chunks[run.first - 1].text == '"'
    closing = next((at for at in range(run.last, min(run.last + 3, len(chunks))) if chunks[at].text == '"'), None)
    inside = chunks[run.first : closing] if closing is not None else []
    return opened and bool(inside) and all(is_capital(chunk) or chunk.lower[0] == "+" for chunk in inside)


def _of_several(chunks: list[Chunk], place: Run, pack: Pack) -> bool:
    """ "у сёл Киран и Баган подорвался пастух": a name that opens a list behind a plural type of place."""
    return pack.genitive and place.first > 0 and is_plural(chunks[place.first - 1], pack)


def _heads_event(after: Chunk | None, pack: Pack) -> bool:
    """ "the Velm summit": a name that tells an event or a people apart."""
    return after is not None and after.lower in pack.words["events_by_place"]


def _settled(after: Chunk | None, run: Run, pack: Pack) -> bool:
    """ "in Velm community", "the Arif district's Velm community": a type of place beside others of people."""
    return after is not None and after.lower in pack.words["settled"] and not run.country


def _is_place(chunks: list[Chunk], run: Run, before: Run | None, pack: Pack, known: frozenset[str]) -> bool:
    after = chunks[run.last] if run.last < len(chunks) else None
    lead = after if pack.head_final else _lead(chunks, run.first, pack)
    relation = (lead.value("direction") or lead.value("place_cue")) if lead is not None else None
    measured_off = direction_behind(chunks, run, pack)
    if measured_off is not None:
        run.relation = measured_off
        return True
    if by_phrase(chunks, run, pack):
        return True
    typed = after is not None and after.has("place_type", "after")
    possessed_by = owned(chunks, before, run, pack)
    settled = _settled(after, run, pack) and (possessed_by or (lead is not None and lead.has("place_cue")))
    if not settled and (_is_venue(chunks, run, pack) or _heads_event(after, pack)):
        return False
    if settled or (typed and not run.country):
        beyond = chunks[run.last + 1] if pack.head_final and run.last + 1 < len(chunks) else None
        run.relation = relation or (beyond.value("direction") if beyond is not None else None)
        return True
    if run.country and _is_subject(chunks, run, pack):
        return True
    if not run.country and len(run.words) <= 2 and _has_counted(chunks, run, pack):
        return True
    if lead is not None and not (_opens_plainly(run, pack, known) and lead.start == run.end):
        if lead.has("direction"):
            run.relation = relation
            return True
        if lead.has("place_type", "before"):
            run.relation = _relation_before(chunks, run.first, pack)
            return not _is_border(chunks, run, pack)
        if lead.has("place_cue") and _cue_holds(chunks, lead, run, pack, after):
            run.relation = relation
            return True
    if (
        before is not None
        and before.kind in ("place", "country")
        and not before.by_name
        and not _other_acronym(before, run, known)
        and _joined(chunks, before, run, pack)
        and (not _is_agent(after) or _of_several(chunks, before, pack))
    ):
        run.relation = before.relation
        return True
    if before is not None and told_with(chunks, before, run, pack):
        run.relation = before.relation
        return True
    if _in_place_list(chunks, run, pack) or _heads_item(chunks, run, after):
        return True
    possessed = after is not None and after.lower in pack.words["possessive"]
    owner = possessed and run.last + 1 < len(chunks) and chunks[run.last + 1].lower in pack.words["place_offices"]
    if owner and not run.country:
        return True
    said = pack.genitive and run.first > 0 and chunks[run.first - 1].has("document")  # "сообщение Баку"
    said = said or (pack.articles and run.first > 0 and chunks[run.first - 1].lower in pack.words["companies|bodies"])
    acts = run.text in pack.words["governments"]
    acts = acts or (run.first > 0 and chunks[run.first - 1].lower in pack.words["agent_marks"])
    agent = said or acts or names_body(chunks, run.last + possessed) or (_is_agent(after) and not possessed)
    run.by_name = run.text.lower() in known and not run.country and not agent
    return run.by_name


def _opens_plainly(run: Run, pack: Pack, known: frozenset[str]) -> bool:
    """ "Yolda 5 mina tapılıb": where case says where, any noun may open a sentence with such an ending.

    "Hama'da", "Hama-da" is a name, whose ending stands apart.
    """
    named = run.country or run.text.lower() in known or run.text[1:].isupper()
    return pack.head_final and run.first == 0 and not named


def _heads_item(chunks: list[Chunk], run: Run, after: Chunk | None) -> bool:
    """ "8 May, Zorn: a beekeeper lost a foot": a place behind a day, before a colon; "Chad: ...": a country alone."""
    dated = [chunk.text if chunk.kind == "sign" else chunk.kind for chunk in chunks[run.last : run.last + 3]]
    if not run.first and dated in ([",", "period", ":"], ["period", ":"]):
        return not run.text.isupper()  # "Velm, 23 March: two blasts, 48 dead"
    if run.country and not run.first and after is not None:
        behind = chunks[run.last + 1 : run.last + 3] if after.text == "," else []
        if len(behind) == 2 and behind[0].kind == "period" and behind[1].text == ":":
            return True
        return after.text == ":" or (after.text == "." and run.last + 1 == len(chunks))
    if _labelled(chunks, run):
        return True
    if not run.first or after is None or after.text != ":":
        return False
    comma = run.first > 1 and chunks[run.first - 1].text == ","
    day = chunks[run.first - (2 if comma else 1)]
    return day.kind == "period" and (comma or day.text.endswith(","))


def _labelled(chunks: list[Chunk], run: Run) -> bool:
    """ "Department most affected: Velm, with 41 victims": a name behind a label that tells a type of place."""
    if run.first < 2 or chunks[run.first - 1].text != ":":
        return False
    label = [at for at in range(run.first - 1) if chunks[at].text in (".", ";", ",")]
    return any(chunk.has("place_type") for chunk in chunks[(label[-1] + 1 if label else 0) : run.first - 1])


def _relation_before(chunks: list[Chunk], first: int, pack: Pack) -> str | None:
    """The relation of a name whose type stands before it: "north of the village of Orsa", "on Mount Orel"."""
    index = first - 1
    while index >= 0 and (
        chunks[index].has("place_type", "before") or chunks[index].lower in pack.words["place_adjectives"]
    ):
        index -= 1
    return (chunks[index].value("direction") or chunks[index].value("place_cue")) if index >= 0 else None


def _is_subject(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """Whether a country has, clears or plans something of its own: "Kenya still has 20 km2 to clear"."""
    opens = (
        run.first == 0
        or chunks[run.first - 1].text in (",", ";", ":", '"', "-")
        or (chunks[run.first - 1].lower in pack.words["place_openers"])
        or (pack.articles and (chunks[run.first - 1].has("speech") or chunks[run.first - 1].kind == "period"))
    )
    index = over_voice(chunks, run.last)
    while index < len(chunks) and (
        chunks[index].lower in pack.words["place_adverbs|as_a_whole"]
        or (pack.articles and chunks[index].kind == "period")
    ):
        index += 1
    if index >= len(chunks) or not (chunks[index].has("records") or chunks[index].lower in pack.words["country_verbs"]):
        return False
    if chunks[index].has("records") and index == run.last:
        return True
    if run.first and chunks[run.first - 1].has("speech") and chunks[index].lower in pack.words["be"]:
        return False  # "says Velmia is as good as clean"
    acts = [chunk for chunk in chunks[index : index + 3] if chunk.has("action") or chunk.lower in pack.words["giving"]]
    return opens and not any(chunk.has("action", "laid") or chunk.lower in pack.words["giving"] for chunk in acts[:1])


def _has_counted(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "Meta had 19 victims", "Phong Dien alone yielded 190 items": a place that has a count."""
    at = run.last
    while at < len(chunks) and chunks[at].lower in pack.words["place_adverbs"]:
        at += 1
    if at + 1 >= len(chunks) or chunks[at].lower not in pack.words["place_verbs|sharing"]:
        return False
    if run.text.isupper():
        return False
    accounts = chunks[at].lower in pack.words["sharing"] and chunks[at + 1].lower in pack.words["share_leads"]
    at += accounts and at + 2 < len(chunks)
    lead = chunks[run.first - 1] if run.first else None
    opens = lead is None or lead.kind in ("sign", "period") or lead.lower in pack.words["and"]
    opens = opens or (lead is not None and lead.has("cue", "of which"))
    return opens and chunks[at + 1].kind == "number"


def _is_venue(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """Whether a name says where somebody spoke: "told reporters in Vienna", "at a briefing in Lima"."""
    index = run.first - 1
    if pack.genitive and any(chunk.lower in pack.words["care"] for chunk in chunks[run.last : run.last + 2]):
        # "доставлены в Орскую районную больницу"
        return any(chunk.lower in pack.words["moved"] for chunk in chunks[max(0, index - 5) : index + 1])
    while index >= 0 and chunks[index].lower in pack.words["place_adjectives"]:
        index -= 1
    index -= pack.genitive and index > 1 and chunks[index].has("place_type", "before")
    if pack.genitive and index > 0 and chunks[index].lower in pack.words["care"]:
        # "раненого доставили в больницу Орши"
        return any(chunk.lower in pack.words["moved"] for chunk in chunks[max(0, index - 5) : index])
    if index < 1 or not chunks[index].has("place_cue"):
        return False
    if moved_to(chunks, index, pack) or recalled_in(chunks, index, run, pack):
        return True
    index -= 1
    taken = pack.genitive and chunks[index].has("outcome")
    if taken and not pack.words["moved"].isdisjoint(chunks[index].lower.split()):
        return True  # "раненого увезли в Оршу"
    while index > 0 and (chunks[index].kind == "period" or chunks[index].lower in pack.words["day_leads"]):
        index -= 1
    noun = chunks[index]
    if pack.genitive and noun.lower in pack.words["treated"]:
        return True
    passive = chunks[index - 1].lower in pack.words["be"]
    if noun.lower.split()[-1] in pack.words["venues"] or (noun.lower in pack.words["venue_verbs"] and not passive):
        return True
    near = chunks[max(0, index - 5) : index]
    if noun.lower.split()[-1] in pack.words["care"]:
        return any(chunk.lower in pack.words["moved|takes_in"] for chunk in (*near, *chunks[run.last : run.last + 3]))
    spoken = any(chunk.has("speech") or chunk.lower in pack.words["speaking"] for chunk in near)
    return spoken and noun.lower.split()[-1] in pack.words["audience"]


def _in_place_list(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "in 13 localities, Tartar, Kalbajar and Khankendi among them": names behind a noun of places."""
    if run.first < 2 or (
        chunks[run.first - 1].text not in (",", ":", "(", "-") and not chunks[run.first - 1].has("cue", "including")
    ):
        return False
    noun = chunks[run.first - 2] if chunks[run.first - 2].text not in (",", ":") else chunks[max(0, run.first - 3)]
    return is_plural(noun, pack) and (noun.has("place_type") or noun.value("nonclaim") == "map")


def _cue_holds(chunks: list[Chunk], lead: Chunk, run: Run, pack: Pack, after: Chunk | None) -> bool:
    at = next((index for index in range(run.first - 1, -1, -1) if chunks[index] is lead), 0)
    before = chunks[at - 1] if at else None
    if _is_border(chunks, run, pack) or (before is not None and before.lower in pack.words["based"]):
        return False
    weak = lead.lower in pack.words["weak_place_cues"]
    told = before is not None and before.has("speech") and lead.lower in pack.words["to"]
    initials = run.text.isupper() and len(run.words) == 1 and (lead.text.islower() or not at) and pack.articles
    if told or (initials and weak):
        return False  # "confirmed to the CMC"
    if run.country:
        if pack.articles and (told_by_verb(chunks, at, pack) or reported_from(chunks, at, pack)):
            return True
        return not weak and (lead.has("place_cue", "in") or lead.has("place_cue", "throughout"))
    if lead.has("place_cue", "in") and run.text.lower().endswith(tuple(pack.words["locative_endings"])):
        return True  # "в Велме полиция сняла": case tells where, the body behind it is another noun phrase
    if before is not None and lead.lower in pack.words["to"] and chunks[run.first - 1].lower in pack.words["definite"]:
        return after is not None and after.has("place_type")  # "given back to the Awajun"
    office = after is not None and after.means(("office", "title"))
    most = 3 if lead.lower in pack.words["both_ends"] else 2
    if weak and (len(run.words) > most or office):
        return False
    noun = after is not None and after.kind == "word" and after.text.islower() and not pack.adverb(after.lower)
    named = noun and after is not None and after.lower not in pack.words["function"]
    if weak and pack.articles and named and not at_site(chunks, run, pack):
        return False  # "is returned to the Ranok cooperative": the name of a body
    if before is not None and before.lower in pack.words["dispersal"]:
        return True
    happened = before is not None and before.means(("thing", "action", "outcome")) and not before.has("speech")
    if happened and lead.lower in pack.words["surface_cues"] and len(run.words) <= 2:
        # "killed by a mine on Ozren"
        return not (after is not None and after.has("office"))
    if lead.lower in pack.words["surface_cues"] and on_part(chunks, at, run.first, pack):
        return True
    return lead.lower not in pack.words["surface_cues"] and not (after is not None and after.has("office"))


def _lead(chunks: list[Chunk], first: int, pack: Pack) -> Chunk | None:
    """The chunk that governs a name: over articles and adjectives ("in the eastern part of", "in liberated Lachin")."""
    index = first - 1
    while index >= 0 and chunks[index].lower in pack.words["place_adjectives"]:
        index -= 1
    if index < 0:
        return None
    if pack.genitive and index and chunks[index].lower in pack.words["place_parts"]:
        # "на восточной окраине Орши"
        return _lead(chunks, index, pack) or chunks[index]
    if (
        chunks[index].lower in pack.words["of"]
        and index
        and (chunks[index - 1].kind == "word" or chunks[index - 1].has("place_type"))
    ):
        part = chunks[index - 1].lower
        if part in pack.words["place_parts|place_nouns"] or chunks[index - 1].has("place_type"):
            return _lead(chunks, index - 1, pack) or chunks[index - 1]
    return chunks[index]


def _is_border(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    near = [chunk.lower for chunk in chunks[max(0, run.first - 5) : run.first]]
    return bool(run.country) and any(word in pack.words["border"] for word in near)


def _joined(chunks: list[Chunk], before: Run, run: Run, pack: Pack) -> bool:
    between = [chunk for chunk in chunks[before.last : run.first] if not chunk.has("place_type")]
    if [chunk.text for chunk in between[:3:2]] == ["(", ")"] and between[1].kind == "number":
        # "in Kars (31) and Van (18)"
        between = between[3:]
    allowed = pack.words["place_connectors|place_adjectives"] | {",", "("}
    together = len(between) <= 4 and bool(between) and all(chunk.lower in allowed for chunk in between)
    return together and not presented(chunks, before, run)


def _is_agent(after: Chunk | None) -> bool:
    return after is not None and after.means(("speech", "office", "title", "outcome", "person", "according"))


def _widen(chunks: list[Chunk], run: Run, pack: Pack) -> None:
    """Take a singular type word into the name: "Sarybaba height", "Karabakh economic region", "Mount Orel"."""
    if run.country:
        return
    before = chunks[run.first - 1] if run.first else None
    if before is not None and before.lower in pack.words["place_titles" if before.capital else "place_heads"]:
        run.text, run.start, run.first = f"{before.text} {run.text}", before.start, run.first - 1
    if run.last < len(chunks) and chunks[run.last].has("place_type", "after"):
        kind = chunks[run.last]
        gap = "" if kind.start == run.end else " "
        if kind.lower not in pack.words["loose_types"]:
            run.text, run.end, run.last = f"{run.text}{gap}{kind.text}", kind.end, run.last + 1


def _other_acronym(before: Run, run: Run, known: frozenset[str]) -> bool:
    """ "in Velm and UNMAS": an acronym beside a place is none, but for "в ДНР и ЛНР"."""
    acronym = run.text.isupper() and len(run.text) > 2 and run.text.lower() not in known and not run.country
    return acronym and not before.text.isupper()


def _listed(
    sentence: Sentence, places: list[Run], runs: list[Run], pack: Pack, spans: list[tuple[int, int]]
) -> list[Run]:
    """Names before a typed last member belong to the list: "the Dashkasan, Kalbajar and Lachin districts"."""
    found = list(places)
    order = sorted(runs, key=lambda run: run.first)
    for position in range(len(order) - 2, -1, -1):
        run, after = order[position], order[position + 1]
        free = run not in found and not any(a < run.end and run.start < b for a, b in spans)
        alike = (run.kind, after.kind) in (("unknown", "place"), ("country", "country") if pack.articles else None)
        if free and after in found and alike and _joined(sentence.chunks, run, after, pack):
            run.kind, run.relation = after.kind, after.relation
            found.append(run)
    return sorted(found, key=lambda run: run.start)

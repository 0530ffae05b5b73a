"""Visits: who came to see the ground, when, at whose invitation, and what they are said to have verified.

Rules: V01 active ("inspected the mined area"), V02 passive ("was visited by"), V03 persons by name, V04 groups by role,
V05 a visit by its noun ("a visit by X to the minefield"), V06 company behind the object ("together with X"),
V07 by those who led them ("took X to the minefield").
"""

from __future__ import annotations

from dataclasses import replace

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grounds import Told, is_ground, named_grounds
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack
from minetrace.reading.visit_details import SIGNS, host_before, negated, take_details
from minetrace.reading.visitors import Visitor, find_visitors, participants

VISIT_KINDS = frozenset(("visit", "visit_noun", "visit_passive", "visit_take"))
"""What a sentence must hold to tell of a visit."""
_BEHIND = 6
"""Characters behind the object within which company is told: "on Saturday | with"."""
_NEAR = 40
"""Characters between "with" and whom it brings: "with the town's mayor"."""
_HARD_SIGNS = (";", ":", '"')


def find_visits(
    sentence: Sentence, runs: list[Run], periods: list[Chunk], places: list[Run], pack: Pack, text: str, told: Told
) -> list[Draft]:
    """The visits of a sentence: a verb or noun of visiting with visitors and a mined place."""
    drafts: list[Draft] = []
    for mark in sentence.marks:
        if mark.senses.kinds.isdisjoint(VISIT_KINDS):
            continue
        draft = None
        agent = _agent_from(sentence, mark, pack)
        if agent is not None:
            draft = _passive(sentence, mark, agent, runs, pack, text, told)
        if draft is None and mark.has("visit") and pack.head_final:
            draft = _verb_last(sentence, mark, runs, places, pack, text)
        elif draft is None and mark.has("visit"):
            draft = _active(sentence, mark, runs, places, pack, text, told)
        if draft is None and mark.has("visit") and pack.free_order and not pack.head_final:
            draft = _inverted(sentence, mark, runs, pack, text)
        if draft is None and mark.has("visit_noun"):
            draft = _nominal(sentence, mark, runs, places, pack, text, told)
        if draft is None and mark.has("visit_take"):
            draft = _taken(sentence, mark, runs, places, pack, text)
        if (
            draft is None
            or any(other.start < draft.end and draft.start < other.end for other in drafts)
            or _repeats(drafts, draft)
        ):
            continue
        take_details(sentence, mark, draft, periods, runs, places, pack, text)
        drafts.append(draft)
        later = _another_day(sentence, agent, pack) if agent is not None else None
        if later is None:
            continue
        who = find_visitors(sentence, runs, later[1], _list_end(sentence, later[1], pack), pack, text)
        if who:
            end = _trim(text, later[1], _with_day(sentence, who[-1].end))
            second = _draft(sentence, mark, later[0], end, who, ["V02"])
            take_details(sentence, mark, second, periods, runs, places, pack, text)
            drafts.append(second)
    return drafts


def _another_day(sentence: Sentence, agent: int, pack: Pack) -> tuple[int, int] | None:
    """ "was visited by monitors, and on 11 October by attachés": where a second visit that one verb tells begins, and
    where its visitors do; None without a day of its own.
    """
    chunks = sentence.chunks
    for at, chunk in enumerate(chunks):
        if chunk.start < agent or chunk.lower not in pack.words["visit_by"]:
            continue
        first = at
        while first and (chunks[first - 1].kind == "period" or chunks[first - 1].lower in pack.words["day_leads"]):
            first -= 1
        told = [other.start > chunk.start for other in chunks if other.kind == "period" and other.start >= agent]
        own_day = first < at or (True in told and False in told)
        if own_day and first and chunks[first - 1].lower in pack.words["and"]:
            return chunks[first].start, chunk.end
    return None


def _with_day(sentence: Sentence, end: int) -> int:
    """Take in the day right behind the visitors: "by attachés on 11 October"."""
    days = (chunk.end for chunk in sentence.chunks if chunk.kind == "period" and 0 <= chunk.start - end <= _BEHIND)
    return next(days, end)


def _repeats(drafts: list[Draft], draft: Draft) -> bool:
    """A second verb of the same visitors ("visited ... and inspected ...") is the same visit."""
    return any(
        [person.name for person in other.who] == [person.name for person in draft.who] or not draft.who
        for other in drafts
    )


def _active(
    sentence: Sentence, mark: Chunk, runs: list[Run], places: list[Run], pack: Pack, text: str, told: Told
) -> Draft | None:
    end = _object_end(sentence, mark.start, mark.end, pack, text)
    named = named_grounds(sentence, runs, mark.end, end, pack)
    places = [*places, *(run for run in named if run not in places)]
    who = find_visitors(sentence, runs, _own_subject(sentence, mark, pack), mark.start, pack, text)
    if named and told.hazard and _came_to_see(sentence, mark, who, pack):
        told = replace(told, places={*told.places, *(run.text.lower() for run in named)})
    company = [*_beside(sentence, runs, mark.end, end, pack, text), *_company(sentence, runs, end, pack, text)]
    if not (who or company) or not is_ground(sentence, mark.end, end, places, pack, told):
        return None
    object_ = sentence.between(mark.end, end)
    into = bool(object_) and object_[0].lower in pack.words["into"]
    if into or negated(sentence, mark) or _counts_people(sentence, mark, end, pack):
        return None
    return _draft(sentence, mark, mark.start, end, [*who, *company], ["V01", *(["V06"] if company else [])])


def _came_to_see(sentence: Sentence, mark: Chunk, who: list[Visitor], pack: Pack) -> bool:
    """ "were driven out to Arif", "military attachés visited Arif": brought there by others, or there to inspect."""
    words = {word for visitor in who for word in (visitor.role or visitor.name).lower().split()}
    brought = mark.lower.split()[0] in pack.words["brought"] and len(mark.lower.split()) > 1
    if brought and any(chunk.has("outcome") for chunk in sentence.chunks if chunk.start < mark.start):
        return False  # "was wounded and was flown to Arif"
    return bool(who) and (brought or not words.isdisjoint(pack.words["inspecting_visitors"]))


def _taken(sentence: Sentence, mark: Chunk, runs: list[Run], places: list[Run], pack: Pack, text: str) -> Draft | None:
    """ "The army took attachés of 17 states to the minefield": V07, by those who act."""
    to = next(
        (chunk for chunk in sentence.between(mark.end, sentence.end) if chunk.lower in pack.words["led_to"]), None
    )
    if to is None or negated(sentence, mark):
        return None
    end = _object_end(sentence, mark.start, to.end, pack, text)
    who = find_visitors(sentence, runs, mark.end, to.start, pack, text)
    target = any(to.end <= other.start < end for other in sentence.marked("visit_target"))
    words = {word for chunk in sentence.between(to.end, end) for word in chunk.lower.split()}
    if not who or not (target or words & pack.words["mined_words"]) or words & pack.words["other_sites"]:
        return None
    return _draft(sentence, mark, mark.start, end, who, ["V07"])


def _verb_last(
    sentence: Sentence, mark: Chunk, runs: list[Run], places: list[Run], pack: Pack, text: str
) -> Draft | None:
    """ "hərbi attaşelər minalanmış əraziyə səfər edib": who comes, the mined place, and the verb behind both."""
    targets = [target for target in sentence.marked("visit_target") if target.end <= mark.start]
    harm = any(chunk.has("outcome") and chunk.start < mark.end and mark.start < chunk.end for chunk in sentence.chunks)
    if not targets or harm or negated(sentence, mark):
        return None
    start = _own_subject(sentence, mark, pack)
    named = [place.start for place in places if place.kind == "place" and start < place.start < targets[-1].start]
    hosts = [host[0].start for mark in sentence.marked("invitation") if (host := host_before(sentence, mark, pack))]
    for begin in (*named[:1], targets[-1].start):
        who = find_visitors(sentence, runs, start, min(begin, *hosts) if hosts else begin, pack, text)
        if who:
            return _draft(sentence, mark, begin, mark.end, who, ["V01"])
    # "bu əraziyə hərbi attaşelər səfər edib": what was visited opens the clause
    who = find_visitors(sentence, runs, targets[-1].end, mark.start, pack, text)
    return _draft(sentence, mark, targets[-1].start, mark.end, who, ["V01"]) if who else None


def _agent_from(sentence: Sentence, mark: Chunk, pack: Pack) -> int | None:
    """Where the visitors of a passive begin: "was inspected by", "was inspected on Monday by"; None if it is none."""
    if mark.has("visit_passive"):
        return mark.end
    before = [chunk for chunk in sentence.chunks if chunk.end <= mark.start][-1:]
    shown = mark.lower in pack.words["shown"]
    if not mark.has("visit") or not (shown or any(chunk.lower in pack.words["be"] for chunk in before)):
        return None
    for chunk in sentence.chunks:
        if chunk.start < mark.end or chunk.kind == "period" or chunk.lower in pack.words["day_leads"]:
            continue
        return chunk.end if chunk.lower in pack.words["visit_to" if shown else "visit_by"] else None
    return None


def _passive(
    sentence: Sentence, mark: Chunk, agent: int, runs: list[Run], pack: Pack, text: str, told: Told
) -> Draft | None:
    later = _another_day(sentence, agent, pack)
    end = _list_end(sentence, agent, pack) if later is None else later[0]
    who = find_visitors(sentence, runs, agent, end, pack, text)
    subject = _phrase_start(sentence, mark, pack)
    if not who or subject >= mark.start or negated(sentence, mark):
        return None
    again = any(chunk.lower in pack.words["pronouns"] for chunk in sentence.between(subject, mark.start))
    if not (again or is_ground(sentence, subject, mark.start, [], pack, told) or sentence.marked("visit_target")):
        return None
    last = _trim(text, agent, _over_tail(sentence, max(visitor.end for visitor in who), pack))
    return _draft(sentence, mark, subject, last, who, ["V02"])


def _inverted(sentence: Sentence, mark: Chunk, runs: list[Run], pack: Pack, text: str) -> Draft | None:
    """ "минное поле у Орши осмотрели посол Японии и журналисты": what was visited stands first."""
    end = _list_end(sentence, mark.end, pack)
    who = find_visitors(sentence, runs, mark.end, end, pack, text)
    subject = _phrase_start(sentence, mark, pack)
    lead = [chunk for chunk in sentence.between(subject, mark.start) if chunk.kind != "period"]
    target = any(subject <= other.start < mark.start for other in sentence.marked("visit_target"))
    if not who or not lead or not target or negated(sentence, mark):
        return None
    last = _trim(text, mark.end, max(visitor.end for visitor in who))
    return _draft(sentence, mark, lead[0].start, last, who, ["V02"])


def _nominal(
    sentence: Sentence, mark: Chunk, runs: list[Run], places: list[Run], pack: Pack, text: str, told: Told
) -> Draft | None:
    """ "a visit by X to the minefield"; "during her visit to the minefield, X ...": V05."""
    chunks = sentence.chunks
    after = next((index for index, chunk in enumerate(chunks) if chunk.start >= mark.end), len(chunks))
    to = next(
        (i for i in range(after, len(chunks)) if chunks[i].lower in pack.words["visit_to"]),
        None,
    )
    if to is None or to + 1 >= len(chunks):
        return None
    end = _object_end(sentence, mark.start, chunks[to].end, pack, text, noun=True)
    if chunks[after].lower in pack.words["visit_by"]:
        who = find_visitors(sentence, runs, chunks[after].end, chunks[to].start, pack, text)
    elif to == after and after > 1:
        framed = text[end : end + 1] == "," and chunks[0].lower in pack.words["frame_leads"]
        named = find_visitors(sentence, runs, end + 1, sentence.end, pack, text) if framed else []
        who = [visitor for visitor in named[:1] if visitor.person]
    else:
        who = []
    if not who or not is_ground(sentence, chunks[to].end, end, places, pack, told):
        return None
    lead = next((chunk for chunk in reversed(chunks) if chunk.end <= mark.start), None)
    determined = lead is not None and lead.lower in pack.words["visitor_determiners"]
    return _draft(sentence, mark, lead.start if lead and determined else mark.start, end, who, ["V05"])


def _draft(sentence: Sentence, mark: Chunk, start: int, end: int, who: list[Visitor], rules: list[str]) -> Draft:
    draft = Draft("visit", start, end, sentence.index, who=participants(who))
    draft.rules = [*rules, "V03" if any(visitor.person for visitor in who) else "V04"]
    draft.chunks = [("visit", mark.start, mark.end)]
    return draft


# -- what stands where -----------------------------------------------------------------------------------------
def _subject_from(sentence: Sentence, mark: Chunk, pack: Pack) -> int:
    """Where the subject of a verb may begin: behind "that", a sign that parts clauses, or a verb of saying."""
    start, last = sentence.start, None
    for chunk in sentence.chunks:
        if chunk.start >= mark.start:
            break
        noun = last is not None and last.lower in pack.words["definite"] and pack.articles  # "the finds were shown"
        if chunk.text in _HARD_SIGNS or chunk.lower in pack.words["that"] or (_says(chunk) and not noun):
            start = chunk.end
        last = chunk
    return start


def _says(chunk: Chunk) -> bool:
    """A verb of saying, not the noun of the same letters ("states")."""
    return chunk.has("speech") and not chunk.has("nonclaim")


def _own_subject(sentence: Sentence, mark: Chunk, pack: Pack) -> int:
    """Behind an earlier verb of visiting only what follows "and" or a comma can be a subject of its own."""
    start = _subject_from(sentence, mark, pack)
    verbs = [m for m in sentence.marked("visit") + sentence.marked("visit_passive") if start <= m.start < mark.start]
    if not verbs:
        return start
    last = max(verb.end for verb in verbs)
    joints = [
        chunk.end
        for at, chunk in enumerate(sentence.chunks)
        if last <= chunk.start < mark.start
        and (chunk.text == "," or chunk.lower in pack.words["object_ends"])
        and not _joins_places(sentence.chunks, at, pack)
    ]
    return joints[0] if joints else mark.start


def _phrase_start(sentence: Sentence, mark: Chunk, pack: Pack) -> int:
    """Where the phrase right before a verb begins."""
    start = _subject_from(sentence, mark, pack)
    commas = [chunk.end for chunk in sentence.chunks if chunk.text in (",", "(") and start <= chunk.start < mark.start]
    begin = max([start, *commas])
    days = [chunk for chunk in sentence.chunks if chunk.kind == "period" and chunk.start >= begin]
    head = sentence.between(begin, mark.start)
    if days and head and head[0].lower in pack.words["day_leads"] and head[1:2] == days[:1]:
        head = head[2:]
    return head[0].start if head else mark.start


def _object_end(sentence: Sentence, start: int, after: int, pack: Pack, text: str, noun: bool = False) -> int:
    """The end of what was visited, with a day right behind it."""
    end = sentence.end
    for at, chunk in enumerate(sentence.chunks):
        if chunk.start >= after and (
            chunk.text in SIGNS or chunk.text == "." or chunk.lower in pack.words["object_ends"]
        ):
            if _joins_places(sentence.chunks, at, pack):
                continue
            end = chunk.start
            break
        if noun and chunk.start > after and chunk.lower in pack.words["noun_object_ends"]:
            end = chunk.start
            break
    days = [chunk for chunk in sentence.chunks if chunk.kind == "period" and chunk.start >= after]
    for chunk in days:
        between = text[end : chunk.start].strip(" ,")
        if chunk.end > end and chunk.start - end <= 5 and (not between or between.lower() in pack.words["day_leads"]):
            end = chunk.end
    # "побывала 25 августа на минном поле": a day right behind the verb closes nothing
    told = [chunk for chunk in days if chunk.end <= end and sentence.between(after, chunk.start)]
    limit = next((chunk.end for chunk in told), None)
    return _trim(text, start, limit or end)


def _joins_places(chunks: list[Chunk], at: int, pack: Pack) -> bool:
    """ "visited Sotk and Verin Shorzha and was shown": two names and no verb of the second."""
    if not pack.articles or chunks[at].lower not in pack.words["and"] or not 0 < at < len(chunks) - 1:
        return False
    last = at + 1
    while last < len(chunks) and chunks[last].kind == "word" and chunks[last].capital:
        last += 1
    closed = last == len(chunks) or chunks[last].kind in ("sign", "period") or chunks[last].lower in pack.words["and"]
    closed = closed or chunks[last].lower in pack.words["day_leads|object_ends"]
    return last > at + 1 and closed and chunks[at - 1].capital


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " .,;:\"'":
        end -= 1
    return end


def _list_end(sentence: Sentence, start: int, pack: Pack) -> int:
    return next(
        (
            chunk.start
            for chunk in sentence.chunks
            if chunk.start >= start and (chunk.text in _HARD_SIGNS or chunk.lower in pack.words["relative"])
        ),
        sentence.end,
    )


def _over_tail(sentence: Sentence, end: int, pack: Pack) -> int:
    """Take in where the visitors are at home: "accredited in Tbilisi"."""
    tail = [chunk for chunk in sentence.chunks if chunk.start >= end]
    if not tail or tail[0].lower not in pack.words["visitor_tails"]:
        return end
    stop = next((i for i, chunk in enumerate(tail) if chunk.kind in ("period", "sign")), len(tail))
    stop -= tail[stop - 1].lower in pack.words["day_leads"]
    return tail[stop - 1].end


def _company(sentence: Sentence, runs: list[Run], end: int, pack: Pack, text: str) -> list[Visitor]:
    """Who came along and is named behind the object: "toured the field together with the governor"."""
    mark = next((mark for mark in sentence.marked("company") if 0 <= mark.start - end <= 24), None)
    if mark is None:
        return []
    return find_visitors(sentence, runs, mark.end, _list_end(sentence, mark.end, pack), pack, text)


def _beside(sentence: Sentence, runs: list[Run], start: int, end: int, pack: Pack, text: str) -> list[Visitor]:
    """Who came along and is told inside the object: "came to Frýdlant with the town's mayor"."""
    inner = sentence.between(start, min(end + _BEHIND, sentence.end))
    lead = next((chunk for chunk in inner if chunk.lower in pack.words["brings"]), None)
    if lead is None:
        return []
    last = _list_end(sentence, lead.end, pack)
    for at, chunk in enumerate(sentence.chunks[:-1]):
        if lead.end <= chunk.start < last and chunk.lower in pack.words["and"] and _acts(sentence, at + 1, pack):
            last = chunk.start
    who = find_visitors(sentence, runs, lead.end, last, pack, text)
    # "with a lantern": the first part is no visitor
    return who if who and who[0].start - lead.end <= _NEAR else []


def _acts(sentence: Sentence, at: int, pack: Pack) -> bool:
    """Whether a verb in the past begins at a chunk: "and looked at the pit"."""
    chunk = sentence.chunks[at]
    told = chunk.means(("speech", "action", "outcome"))
    told = told or chunk.lower.endswith(tuple(pack.words["past_endings"]))
    return told or any(
        mark.start == chunk.start for mark in sentence.marked("visit") + sentence.marked("visit_passive")
    )


# -- whether it is a visit of ours -----------------------------------------------------------------------------
def _counts_people(sentence: Sentence, mark: Chunk, end: int, pack: Pack) -> bool:
    """Who counts casualties has not come to see mines."""
    object_ = sentence.between(mark.end, end)
    numbered = bool(object_) and object_[0].kind == "number"
    told = mark.value("visit") == "counted" or (numbered and pack.articles)
    return told and any(chunk.has("outcome") for chunk in object_)

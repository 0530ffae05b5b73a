"""Who came: the persons and groups in the subject of a visit, each with the capacity in which they came.

A subject is cut at commas, "and" and words of company ("together with", "led by") into parts; each part is a person
by name, an office, a group, or something that belongs to the part before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from minetrace.reading.chunks import Chunk, Sentence, is_plural
from minetrace.reading.names import Run, is_capital
from minetrace.reading.pack import Pack
from minetrace.terms.claim import Participant


@dataclass(slots=True, eq=False)
class Visitor:
    """One visitor in the making; `titled`: the role is only the title before the name; `group`: not one person."""

    start: int
    end: int
    name: str
    role: str | None
    person: bool
    titled: bool = False
    group: bool = False


@dataclass(slots=True, eq=False)
class _Part:
    """A part of a coordination: its chunks, and the word that joins it to the part before ("," "and" "with")."""

    chunks: list[Chunk]
    joiner: str


def find_visitors(sentence: Sentence, runs: list[Run], start: int, end: int, pack: Pack, text: str) -> list[Visitor]:
    """The visitors named between two offsets of a sentence, left to right; empty where nobody can be a visitor."""
    found: list[Visitor] = []
    parts = _parts(sentence, start, end, pack)
    for index, part in enumerate(parts):
        chunks = _unframed(sentence, part.chunks, pack)
        if chunks and chunks[-1].has("speech") and part.joiner == "," and pack.articles:
            break  # "..., the spokesperson said"
        while chunks and chunks[0].lower in pack.words["brought_by"]:
            chunks = chunks[1:]
        run = _person_in(sentence, runs, chunks, pack) if chunks else None
        if not chunks or _own_team(_before(chunks, run) if run else chunks, pack):
            continue
        if found and part.joiner == "and" and _left_open(found[-1], pack):
            # "representatives of the local | and foreign media": one group of both
            found[-1] = _completed(found[-1], chunks, text)
            continue
        relative = chunks[0].lower in pack.words["relative"]
        head = None if relative else _head(sentence, chunks, pack)
        before = found[-1] if found else None
        if run is not None:
            person = _person(chunks, run, pack, text)
            if before is not None and part.joiner == "," and _is_office(before) and _is_bare(person):
                before.name, before.person, before.end = person.name, True, person.end
                continue
            found.append(person)
        elif head is not None:
            phrase = _phrase(chunks, head, pack, text)
            named = _is_named_next(sentence, runs, parts[index + 1 : index + 2], pack, text)
            if before is not None and part.joiner == "," and not named and _takes_role(before, chunks, pack):
                before.role, before.end, before.titled = phrase, chunks[-1].end, False
                continue
            found.append(_office_or_group(chunks, head, phrase, pack, text))
        elif before is not None and _in_apposition(before, part, chunks, pack):
            before.role, before.end = text[_over_article(chunks, pack)[0].start : chunks[-1].end], chunks[-1].end
        elif before is not None:
            _belongs(before, part, chunks, pack, text)
    return found


def participants(visitors: list[Visitor]) -> tuple[Participant, ...]:
    """The visitors as a claim names them."""
    return tuple(Participant(name=visitor.name, role=visitor.role) for visitor in visitors)


def is_ranked(sentence: Sentence, run: Run, pack: Pack) -> bool:
    """Whether a title or rank stands before or in a name: "Colonel Petrov"."""
    before = sentence.chunks[run.first - 1] if run.first else None
    return any(word in pack.words["ranks"] for word in run.words) or (before is not None and before.has("title"))


# -- parts of a coordination -----------------------------------------------------------------------------------
def _parts(sentence: Sentence, start: int, end: int, pack: Pack) -> list[_Part]:
    """The coordinated parts, without those that say who invited and those that only frame the visit."""
    company = [mark for mark in sentence.marked("company") if start <= mark.start < end]
    invited = sentence.marked("invitation")
    parts: list[_Part] = []
    current: list[Chunk] = []
    joiner = ""
    for chunk in sentence.between(start, end):
        mark = next((mark for mark in company if mark.start <= chunk.start < mark.end), None)
        if mark is not None or chunk.text in (",", "(", ")") or chunk.lower in pack.words["and"]:
            if current:
                parts.append(_Part(current, joiner))
                current, joiner = [], ""
            joiner = "with" if mark is not None or joiner == "with" else "and" if chunk.text not in ",()" else ","
            joiner = "" if not parts and joiner != "with" else joiner
            continue
        current.append(chunk)
    if current:
        parts.append(_Part(current, joiner))
    kept = [cut for part in parts if (cut := _uninvited(part, invited, pack, sentence)).chunks]
    if len(kept) > 1 and kept[0].chunks[0].lower in pack.words["frame_leads"] and kept[1].joiner == ",":
        frame = _unframed(sentence, kept[0].chunks, pack)
        kept = kept if frame and frame[0] is not kept[0].chunks[0] else kept[1:]
    return kept


def _uninvited(part: _Part, invited: list[Chunk], pack: Pack, sentence: Sentence) -> _Part:
    """The part up to the words that say who invited; where case alone ends their name, also what stands behind it."""
    cuts = [mark for mark in invited if part.chunks[0].start <= mark.start < part.chunks[-1].end]
    if not cuts:
        return part
    kept = [chunk for chunk in part.chunks if chunk.start < cuts[0].start]
    if pack.genitive and len(cuts[-1].lower.split()) > 2:
        # "по нашему приглашению послы": who invited is told before
        return _Part([*kept, *(chunk for chunk in part.chunks if chunk.start >= cuts[-1].end)], part.joiner)
    host = [chunk for chunk in part.chunks if chunk.start >= cuts[-1].end]
    if pack.articles:
        # "at the request of the Ministry | the observers of the Contact Group"
        begins = [at for at in range(2, len(host)) if host[at].lower in pack.words["article"]]
        begins = [at for at in begins if host[at - 1].lower not in pack.words["visitor_links|and"]]
        kept += host[begins[0] :] if begins else []
    guests = [m.start for m in sentence.marked("visitor") if host and m.start > host[0].start and pack.genitive]
    titles = [chunk.start for chunk in host[1:] if chunk.has("title") and pack.genitive]
    if guests or titles:
        kept += [chunk for chunk in host if chunk.start >= min([*guests, *titles])]
    return _Part(kept, part.joiner)


def _unframed(sentence: Sentence, chunks: list[Chunk], pack: Pack) -> list[Chunk]:
    """Without a day in front or behind, and without what stands behind a verb that only says for how long."""
    if pack.genitive and chunks and chunks[0].lower in pack.words["frame_leads"]:
        # "в ходе визита в Оршу министр обороны Иван Кац"
        holder = next((i for i, c in enumerate(chunks) if c.has("title") and i > 1), None)
        named = len(chunks) > 1 and all(is_capital(chunk) and chunk.kind == "word" for chunk in chunks[-2:])
        chunks = chunks[holder:] if holder is not None and named else chunks
    day = next((index for index, chunk in enumerate(chunks) if chunk.kind == "period"), None)
    if day is not None:
        fronted = all(chunk.lower in pack.words["frame_leads"] for chunk in chunks[:day])
        chunks = chunks[day + 1 :] if fronted else chunks[:day]
    stop = next((i for i, chunk in enumerate(chunks) if i and chunk.text in pack.words["visitor_stops"]), len(chunks))
    chunks = chunks if stop < len(chunks) and _ends_in_visitor(sentence, chunks, stop, pack) else chunks[:stop]
    while chunks and (chunks[-1].lower in pack.words["frame_leads"] or chunks[-1].kind == "sign"):
        chunks = chunks[:-1]
    return chunks


def _ends_in_visitor(sentence: Sentence, chunks: list[Chunk], stop: int, pack: Pack) -> bool:
    """ "глава миссии в Баку Марио Ланци", "аккредитованные в Баку журналисты": who comes is named behind a place."""
    if not pack.genitive or any(chunk.kind == "period" for chunk in chunks[stop:]):
        return False
    last, named = chunks[-1], [chunk for chunk in chunks[-2:] if is_capital(chunk) and chunk.kind == "word"]
    titled = any(chunk.has("title") for chunk in chunks)
    noun = any(mark.end == last.end for mark in sentence.marked("visitor")) and stop + 2 < len(chunks)
    return noun or (titled and len(named) == 2 and stop + 3 < len(chunks))


def _own_team(chunks: list[Chunk], pack: Pack) -> bool:
    """Clearance teams at work are not visitors."""
    lead = []
    for chunk in chunks:
        if chunk.lower in pack.words["visitor_links"]:
            break
        lead += chunk.lower.split()
    return any(word in pack.words["own_teams"] for word in lead)


# -- what a part is --------------------------------------------------------------------------------------------
def _person_in(sentence: Sentence, runs: list[Run], chunks: list[Chunk], pack: Pack) -> Run | None:
    start, end = chunks[0].start, chunks[-1].end
    inside = [run for run in runs if start <= run.start and run.end <= end and _personal(sentence, run, pack)]
    return inside[-1] if inside else None


def _personal(sentence: Sentence, run: Run, pack: Pack) -> bool:
    words = [word for word in run.words if word not in pack.words["ranks"]]
    if run.kind != "unknown" or not 1 <= len(words) <= 4 or any(word.isupper() and len(word) > 3 for word in words):
        return False
    before = sentence.chunks[run.first - 1] if run.first else None
    after = sentence.chunks[run.last] if run.last < len(sentence.chunks) else None
    if before is not None and (before.lower in pack.words["visitor_links"] or before.lower in pack.words["definite"]):
        return False
    if after is not None and (
        after.means(("office", "place_type", "instrument")) or after.lower in pack.words["possessive"]
    ):
        return False
    return len(words) >= 2 or is_ranked(sentence, run, pack)


def _head(sentence: Sentence, chunks: list[Chunk], pack: Pack) -> Chunk | None:
    """The noun of an office or group: the last one before the first "of", "from" ... of the part."""
    links = [c.start for c in chunks if c.lower in pack.words["visitor_links"] and not pack.head_final]
    link = links[0] if links else chunks[-1].end
    marks = [m for m in sentence.marked("visitor", chunks[0].start, chunks[-1].end) if m.start < link]
    if not marks and pack.genitive:
        # "аккредитованные в Баку журналисты": what is told of them stands before the noun
        marks = [m for m in sentence.marked("visitor", chunks[0].start, chunks[-1].end) if m.end == chunks[-1].end]
    if marks:
        head = marks[-1]
        inner = sentence.marked("visitor", head.end, chunks[-1].end)
        if head.lower in pack.words["quantity_groups"]:
            # "a group of reporters" are reporters
            nearer = [mark for mark in inner if not _between(chunks, head.end, mark.start, pack)]
            return nearer[0] if nearer else head
        return head
    roles = pack.words["visit_role_words"]
    words = [c for c in chunks if c.start < link and (c.lower in roles or c.lower.rpartition("-")[2] in roles)]
    return words[-1] if words else None


def _between(chunks: list[Chunk], start: int, end: int, pack: Pack) -> list[Chunk]:
    """Chunks between two nouns other than "of" and adjectives in lower case."""
    between = [chunk for chunk in chunks if start <= chunk.start and chunk.end <= end]
    return [chunk for chunk in between if chunk.lower in pack.words["definite"] or chunk.lower in pack.words["and"]]


def _is_named_next(sentence: Sentence, runs: list[Run], following: list[_Part], pack: Pack, text: str) -> bool:
    """Whether the next part is only the name of this office: "the governor, Sok Vannak,"."""
    for part in following:
        run = _person_in(sentence, runs, part.chunks, pack) if part.joiner == "," else None
        if run is not None:
            return _is_bare(_person(part.chunks, run, pack, text))
    return False


def _is_bare(visitor: Visitor) -> bool:
    return visitor.role is None or visitor.titled


def _is_office(visitor: Visitor) -> bool:
    return not visitor.person and not visitor.group


def _takes_role(before: Visitor, chunks: list[Chunk], pack: Pack) -> bool:
    """An office in apposition goes to the name before it: "X, deputy head of the mission,"."""
    plural = is_plural(chunks[0], pack) and chunks[0].lower not in pack.words["definite"]
    return before.person and _is_bare(before) and not plural


def _left_open(before: Visitor, pack: Pack) -> bool:
    """Whether what a group is of ends in an adjective: "representatives of the local"."""
    return (before.role or "").split(" ")[-1].lower() in pack.words["open_adjectives"] and before.group


def _completed(before: Visitor, chunks: list[Chunk], text: str) -> Visitor:
    role = before.role or ""
    said = text[before.end - len(role) : chunks[-1].end]
    return replace(before, end=chunks[-1].end, role=said, name=said if before.name == role else before.name)


def _in_apposition(before: Visitor, part: _Part, chunks: list[Chunk], pack: Pack) -> bool:
    """ "Prince Henry, patron of the charity,": a phrase in small letters behind the name: in what capacity."""
    plain = all(not chunk.has("speech") and chunk.kind in ("word", "lex") for chunk in chunks)
    first = _over_article(chunks, pack)[0]
    small = (
        first.text.islower()
        and first.lower not in pack.words["function"]
        and not first.lower.endswith(tuple(pack.words["verb_endings"]))
    )
    return pack.articles and before.person and before.role is None and part.joiner == "," and plain and small


def _over_article(chunks: list[Chunk], pack: Pack) -> list[Chunk]:
    return chunks[1:] if len(chunks) > 1 and chunks[0].lower in pack.words["visitor_determiners"] else chunks


def _person(chunks: list[Chunk], run: Run, pack: Pack, text: str) -> Visitor:
    lead = _before(chunks, run)
    lead += [chunk for chunk in chunks if run.start <= chunk.start][: _of_country(run, pack)] if lead else []
    while lead and lead[0].lower in pack.words["visitor_determiners"]:
        lead = lead[1:]
    ranks = {word.lower() for word in pack.words["ranks"]}
    kept = list(lead)
    while kept and all(word in ranks for word in kept[-1].lower.split()):
        kept = kept[:-1]
    role = text[kept[0].start : kept[-1].end].removesuffix("'s") if kept else None
    titled = role is not None and len(kept) == 1
    start = lead[0].start if lead else run.start
    return Visitor(start, run.end, _plain_name(run, pack), role, True, titled)


def _before(chunks: list[Chunk], run: Run) -> list[Chunk]:
    return [chunk for chunk in chunks if chunk.end <= run.start]


def _plain_name(run: Run, pack: Pack) -> str:
    words = run.text.split()
    while len(words) > 1 and words[0] in pack.words["ranks"]:
        words = words[1:]
    while pack.genitive and len(words) > 2 and words[0].isupper():
        # "глава ANAMA Вугар Сулейманов"
        words = words[1:]
    return " ".join(words[_of_country(run, pack) :])


def _of_country(run: Run, pack: Pack) -> int:
    """ "посол Франции Жан Клер": how many words of a run are what the office is of."""
    words, at = run.words, 0
    endings = tuple(pack.words["genitive_endings"])
    while pack.genitive and len(words) - at > 2 and words[at].endswith(endings):
        at += 1
    return at if at and not words[-1].endswith(("вича", "вны")) else 0


def _phrase(chunks: list[Chunk], head: Chunk, pack: Pack, text: str) -> str:
    """The noun with all that belongs to it: "Turkish head of the joint centre"."""
    lead = [chunk for chunk in chunks if chunk.start < head.start]
    if any(chunk.lower in pack.words["quantity_groups"] for chunk in lead):
        first = next(i for i, chunk in enumerate(lead) if chunk.lower in pack.words["quantity_groups"])
        lead = lead[first + 1 :]
    while lead and (
        lead[0].lower in pack.words["visitor_determiners"]
        or lead[0].lower in pack.words["visitor_links"]
        or lead[0].kind in ("number", "aside")
    ):
        lead = lead[1:]
    return text[lead[0].start if lead else head.start : chunks[-1].end].rstrip(" '\"")


def _office_or_group(chunks: list[Chunk], head: Chunk, phrase: str, pack: Pack, text: str) -> Visitor:
    """An office without a name, or a collective, is named by its whole phrase; several people by their noun."""
    words = head.lower.split()
    plural = pack.plural(words[0]) or (pack.plural(words[-1]) and head.lower not in pack.words["singular_visitors"])
    group = plural or head.lower in pack.words["plural_visitors"]
    whole = _phrase([chunk for chunk in chunks if chunk.start < head.end], head, pack, text)
    start = head.end - len(whole)
    collective = head.lower in pack.words["collective_visitors"]
    return Visitor(start, chunks[-1].end, whole if group else phrase, phrase, False, group=group or collective)


def _belongs(before: Visitor, part: _Part, chunks: list[Chunk], pack: Pack, text: str) -> None:
    """What the part before goes on with: "who heads the team", "of France and Italy"."""
    if before.person and before.role is None and chunks[0].lower in pack.words["relative"]:
        before.role, before.end = text[chunks[1].start : chunks[-1].end] if len(chunks) > 1 else None, chunks[-1].end
    elif part.joiner == "and" and before.role is not None and (is_capital(chunks[0]) or not before.person):
        before.role, before.end = text[before.end - len(before.role) : chunks[-1].end], chunks[-1].end
        before.name = before.name if before.person or before.group else before.role

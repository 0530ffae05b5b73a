"""Visits: who came to see the ground, when, at whose invitation, and what they are said to have verified.

Rules: V01 active ("inspected the mined area"), V02 passive ("was visited by"), V03 persons by name, V04 groups by role.
"""

from __future__ import annotations

import re

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack
from minetrace.terms.claim import Participant

_STRENGTH = ("quantity_counted", "type_identified", "documents_seen", "presence_seen", "access_only", "nothing_stated")
_CLAUSE_END = re.compile(
    r"[,;:\"()]|\s-\s|\.\s|\.$|\b(?:and|but|where|while|who|which|that|after|before|as|because|to)\s"
)


def find_visits(
    sentence: Sentence, runs: list[Run], periods: list[Chunk], places: list[Run], pack: Pack, text: str
) -> list[Draft]:
    """The visits of a sentence: a verb of visiting with visitors and a mined place."""
    drafts: list[Draft] = []
    for mark in sentence.marks:
        if mark.has("visit_passive"):
            draft = _passive(sentence, mark, runs, pack, text)
        elif mark.has("visit"):
            draft = _active(sentence, mark, runs, places, pack, text)
        else:
            continue
        if (
            draft is None
            or any(other.start < draft.end and draft.start < other.end for other in drafts)
            or _repeats(drafts, draft)
        ):
            continue
        _details(sentence, mark, draft, periods, places, pack, text)
        drafts.append(draft)
    return drafts


def _repeats(drafts: list[Draft], draft: Draft) -> bool:
    """A second verb of the same visitors ("visited ... and inspected ...") is the same visit."""
    return any(other.who == draft.who for other in drafts)


def _active(sentence: Sentence, mark: Chunk, runs: list[Run], places: list[Run], pack: Pack, text: str) -> Draft | None:
    end = _object_end(sentence, mark, text)
    who = _who(sentence, runs, sentence.start, mark.start, pack, text)
    if not who or not _mined(sentence, mark.end, end, places, pack, text):
        return None
    if _negated(sentence, mark, text) or _counts_people(sentence, mark, end):
        return None
    draft = Draft("visit", mark.start, end, sentence.index, who=tuple(who))
    draft.rules = ["V01", "V03" if any(person.role != person.name for person in who) else "V04"]
    draft.chunks = [("visit", mark.start, mark.end)]
    return draft


def _passive(sentence: Sentence, mark: Chunk, runs: list[Run], pack: Pack, text: str) -> Draft | None:
    end = _list_end(sentence, mark.end, text)
    who = _who(sentence, runs, mark.end, end, pack, text)
    subject = _subject_start(sentence, mark, text)
    if not who or subject >= mark.start:
        return None
    if not (_mined(sentence, subject, mark.start, [], pack, text) or sentence.marked("visit_target")):
        return None
    if _negated(sentence, mark, text):
        return None
    last = _last_visitor(sentence, runs, mark.end, end, text)
    draft = Draft("visit", subject, last, sentence.index, who=tuple(who))
    draft.rules = ["V02", "V04"]
    draft.chunks = [("visit", mark.start, mark.end)]
    return draft


def _object_end(sentence: Sentence, mark: Chunk, text: str) -> int:
    """The end of what was visited, with a day right behind it."""
    end = sentence.end
    for match in _CLAUSE_END.finditer(text, mark.end, sentence.end):
        end = match.start()
        break
    for chunk in sentence.chunks:
        if (
            chunk.kind == "period"
            and mark.end <= chunk.start
            and chunk.start - end <= 5
            and chunk.end > end
            and text[end : chunk.start].strip() in ("", "on", ",")
        ):
            end = chunk.end
    limit = next(
        (
            chunk.end
            for chunk in sentence.chunks
            if chunk.kind == "period" and chunk.start >= mark.end and chunk.end <= end
        ),
        None,
    )
    return _trim(text, mark.start, limit or end)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " .,;:\"'":
        end -= 1
    return end


def _list_end(sentence: Sentence, start: int, text: str) -> int:
    match = re.search(r"[;:\"]|\.\s|\.$|\bwho\b|\bwhich\b", text[start : sentence.end])
    return start + match.start() if match else sentence.end


def _subject_start(sentence: Sentence, mark: Chunk, text: str) -> int:
    head = text[sentence.start : mark.start]
    cut = max((match.end() for match in re.finditer(r"[,;:\"(]\s*|\bthat\s+(?=the|this|these|a)", head)), default=0)
    return sentence.start + cut


def _mined(sentence: Sentence, start: int, end: int, places: list[Run], pack: Pack, text: str) -> bool:
    """Whether what was visited has to do with mines: a known target, a word such as "mined", a place in such a text."""
    target = any(start <= mark.start < end for mark in sentence.marked("visit_target"))
    words = re.findall(r"[\w-]+", text[start:end].lower())
    placed = any(start <= place.start < end for place in places)
    hazard = bool(sentence.marked("hazard") or sentence.marked("mention"))
    return target or any(word in pack.words["mined_words"] for word in words) or ((placed or bool(words)) and hazard)


def _counts_people(sentence: Sentence, mark: Chunk, end: int) -> bool:
    """Who counts casualties has not come to see mines."""
    return mark.value("visit") == "counted" and any(chunk.has("outcome") for chunk in sentence.between(mark.end, end))


def _negated(sentence: Sentence, mark: Chunk, text: str) -> bool:
    return any(
        0 <= mark.start - other.end <= 22 or other.start <= mark.start < other.end
        for other in sentence.marked("negative")
    )


def _who(sentence: Sentence, runs: list[Run], start: int, end: int, pack: Pack, text: str) -> list[Participant]:
    """Persons by name with the capacity written beside them, then groups by role."""
    found: list[tuple[int, Participant]] = []
    used: list[tuple[int, int]] = []
    for run in runs:
        if (
            not (start <= run.start and run.end <= end)
            or run.kind in ("demonym", "country", "place", "other")
            or not _personal(sentence, run, pack)
        ):
            continue
        role, span = _role(sentence, run, start, end, pack, text)
        if role is None and not _ranked(sentence, run, pack):
            continue
        found.append((run.start, Participant(name=_without_rank(run.text, pack), role=role)))
        used += [span, (run.start, run.end)]
    visitors = sentence.marked("visitor", start, end)
    for mark in visitors:
        inner = any(
            0 < other.start - mark.end <= 14 and text[mark.end : other.start].startswith(" of ") for other in visitors
        )
        if inner or any(a <= mark.start < b or a < mark.end <= b for a, b in used):
            continue
        behind_name = any(0 < mark.start - b <= 8 and text[b : mark.start].strip(" ,") in ("", "the") for _, b in used)
        if behind_name or _own_team(sentence, mark, start, pack, text) or _inside_invitation(sentence, mark):
            continue
        phrase = _phrase(mark, end, text)
        days = [chunk.end for chunk in sentence.chunks if chunk.kind == "period" and chunk.end <= mark.start]
        name = _qualified(mark, max([start, *days]), text)
        found.append((mark.start, Participant(name=name, role=phrase if len(phrase) >= len(name) else name)))
        used.append((mark.start, mark.start + len(phrase)))
    return [person for _, person in sorted(found, key=lambda item: item[0])]


def _personal(sentence: Sentence, run: Run, pack: Pack) -> bool:
    words = [word for word in run.words if word not in pack.words["ranks"]]
    if not 1 <= len(words) <= 4 or any(word.isupper() and len(word) > 3 for word in words):
        return False
    after = sentence.chunks[run.last] if run.last < len(sentence.chunks) else None
    if after is not None and (after.has("office") or after.has("place_type") or after.has("instrument")):
        return False
    return len(words) >= 2 or _ranked(sentence, run, pack)


def _ranked(sentence: Sentence, run: Run, pack: Pack) -> bool:
    before = sentence.chunks[run.first - 1] if run.first else None
    return any(word in pack.words["ranks"] for word in run.words) or (before is not None and before.has("title"))


def _without_rank(name: str, pack: Pack) -> str:
    words = name.split()
    while len(words) > 1 and words[0] in pack.words["ranks"]:
        words = words[1:]
    return " ".join(words)


def _role(
    sentence: Sentence, run: Run, start: int, end: int, pack: Pack, text: str
) -> tuple[str | None, tuple[int, int]]:
    """The capacity in which a person came: the words before the name, or the apposition behind it."""
    before = text[start : run.start]
    rank = re.search(r"((?:\b[A-Z][a-z]+\s+)*)$", before)
    title = rank.group().strip() if rank else ""
    known = pack.words["visit_role_words"]
    titled = bool(title) and all(word in pack.words["ranks"] or word.lower() in known for word in title.split())
    head = before[: rank.start()] if rank and titled else before
    inner = re.sub(r",\s*$", "", head)
    marks = r"[,;:\"]\s*(?:and\s+)?|\band\s+(?=the\s|its\s)|\band\s*$|\bby\s+(?=the\s)"
    cuts = [match.end() for match in re.finditer(marks, inner)]
    days = [chunk for chunk in sentence.chunks if chunk.kind == "period" and start <= chunk.start]
    cuts += [chunk.end - start for chunk in days if chunk.end <= start + len(inner)]
    cut = max(cuts, default=0)
    segment = inner[cut:].strip()
    words = re.findall(r"[\w'-]+", segment.lower())
    if any(word in pack.words["visit_role_words"] for word in words):
        role = re.sub(r"^(?:and\s+)?(?:the|a|an|by|its)\s+", "", segment, flags=re.IGNORECASE)
        role = re.split(r"\s+(?:temporarily|currently|stationed|deployed|accredited)\b", role)[0]
        return role, (start + cut, run.start)
    if rank and titled and not all(word in pack.words["ranks"] for word in title.split()):
        return title, (start + rank.start(), run.start)
    behind = re.match(
        r",\s*((?:the\s+|a\s+|an\s+|its\s+)?[^,;\"]{3,80}?)(?=,|;|\"|$|\s+and\s|\s+(?:visited|inspected|toured|viewed|examined))",
        text[run.end : end],
    )
    if behind and any(
        word in pack.words["visit_role_words"] for word in re.findall(r"[\w'-]+", behind.group(1).lower())
    ):
        return re.sub(r"^(?:the|a|an|its)\s+", "", behind.group(1)), (run.end, run.end + behind.end())
    return None, (start + rank.start() if rank and titled else run.start, run.end)


def _own_team(sentence: Sentence, mark: Chunk, start: int, pack: Pack, text: str) -> bool:
    """Clearance teams at work are not visitors."""
    lead = re.findall(r"[\w'-]+", text[max(start, mark.start - 40) : mark.end].lower())
    return bool(lead) and any(word in pack.words["own_teams"] for word in lead[-4:])


def _inside_invitation(sentence: Sentence, mark: Chunk) -> bool:
    return any(
        0 <= mark.start - other.end <= 60
        and not any(c.text == "," and other.end <= c.start < mark.start for c in sentence.chunks)
        for other in sentence.marked("invitation")
    )


def _phrase(mark: Chunk, end: int, text: str) -> str:
    """The group with what belongs to it: "military attachés of foreign states"."""
    match = re.match(
        r"(?:\s+(?:of|from|for|to|at|in)\s+(?:the\s+)?[\w'-]+(?:\s+[A-Z][\w'-]+|\s+journalists|\s+reporters|\s+states|\s+agencies|\s+embassies|\s+countries|\s+organi[sz]ations|\s+mission|\s+media)*)+",
        text[mark.end : end],
    )
    return mark.text + (match.group() if match else "")


def _qualified(mark: Chunk, start: int, text: str) -> str:
    """The group with the capitalised words before it: "OSCE monitors", "Swiss diplomats"."""
    match = re.search(
        r"((?:[A-Z][\w'-]*\s+)+)$",
        text[start : mark.start],
    )
    lead = match.group(1) if match and not re.match(r"^(?:The|On|In|At|A|An)\s", match.group(1)) else ""
    return f"{lead}{mark.text}"


def _last_visitor(sentence: Sentence, runs: list[Run], start: int, end: int, text: str) -> int:
    ends = [mark.start + len(_phrase(mark, end, text)) for mark in sentence.marked("visitor", start, end)]
    ends += [run.end for run in runs if start <= run.start and run.end <= end and run.kind == "unknown"]
    return _trim(text, start, max(ends, default=end))


def _details(
    sentence: Sentence, mark: Chunk, draft: Draft, periods: list[Chunk], places: list[Run], pack: Pack, text: str
) -> None:
    days = sorted(periods, key=lambda chunk: abs(chunk.start - mark.end))
    if days:
        draft.period, draft.own_period = days[0].data, True
        draft.chunks.append(("period", days[0].start, days[0].end))
    here = [
        place for place in places if (mark.end <= place.start or mark.has("visit_passive")) and place.kind == "place"
    ]
    draft.places = [Place.of(place) for place in here]
    draft.own_places = bool(here)
    for invitation in sentence.marked("invitation"):
        match = re.match(
            r"\s+(?:the\s+)?([^,;\"]{3,80}?)(?=,|;|\"|\.$|\.\s|$|\s+(?:on|and|visited|inspected|toured)\s)",
            text[invitation.end : sentence.end],
        )
        if match:
            draft.invited_by = match.group(1).strip()
    if any(0 <= mark.start - plan.end <= 12 for plan in sentence.marked("plan")):
        draft.stance = "planned"
        plans = [plan for plan in sentence.marked("plan") if 0 <= draft.start - plan.end <= 1]
        draft.start = plans[0].start if plans else draft.start
    stated = [m.value("verification") or "" for m in sentence.marks if m.has("verification")]
    sense = mark.sense("visit") or mark.sense("visit_passive")
    stated.append(str(sense.flags.get("verified", "nothing_stated")) if sense else "nothing_stated")
    draft.verified = min(stated, key=_STRENGTH.index)

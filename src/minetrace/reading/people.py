"""People named one by one: persons by their names, and how many a coordination of names counts."""

from __future__ import annotations

from dataclasses import dataclass

from minetrace.reading.chunks import Chunk, Sentence, is_plural
from minetrace.reading.names import Run, is_capital
from minetrace.reading.ordnance import Layer
from minetrace.reading.pack import Pack


@dataclass(slots=True, eq=False)
class Persons:
    """A coordination of single persons: "Emin Mammadov, the driver and a villager". `count` is how many they are."""

    first: int
    last: int
    start: int
    end: int
    count: int
    names: tuple[str, ...]
    group: str
    embedded: bool = False


def person_runs(sentence: Sentence, runs: list[Run], pack: Pack) -> list[Run]:
    """Runs that read as names of persons: two or more words, no office in them, not a place."""
    found = []
    for run in runs:
        if run.kind != "unknown" or len(run.words) < 2 or len(run.words) > 4:
            continue
        after = sentence.chunks[run.last] if run.last < len(sentence.chunks) else None
        if after is not None and (after.means(("office", "place_type")) or after.lower in pack.words["possessive"]):
            continue
        lead = sentence.chunks[run.first - 1] if run.first else None
        if run.words[-1].lower() in pack.words["no_surname"] or (
            lead is not None and lead.lower in pack.words["article"]
        ):
            continue  # "the Giants Brigades"
        if lead is not None and lead.means(("place_cue", "direction")) and lead.lower not in pack.words["by"]:
            continue
        if any(word.isupper() and len(word) > 2 for word in run.words) and not _role_before(sentence.chunks, run.first):
            continue
        found.append(run)
    return found


def _role_before(chunks: list[Chunk], index: int) -> bool:
    return index > 0 and chunks[index - 1].means(("person", "title"))


def find_persons(sentence: Sentence, runs: list[Run], pack: Pack, layers: list[Layer]) -> list[Persons]:
    """Coordinations that hold at least one name, and not of who laid mines; roles alone are counted elsewhere."""
    chunks = sentence.chunks
    by_start = {run.first: run for run in person_runs(sentence, runs, pack)}
    found: list[Persons] = []
    index, last = 0, max(by_start, default=-1)
    while index <= last:
        persons = _coordination(chunks, index, by_start, pack) if _may_start(chunks, index, by_start, pack) else None
        if persons is None:
            index += 1
            continue
        if not any(layer.start <= persons.start < layer.end for layer in layers):
            found.append(persons)
        index = persons.last
    return found


def _may_start(chunks: list[Chunk], index: int, by_start: dict[int, Run], pack: Pack) -> bool:
    return (
        index in by_start
        or chunks[index].lower in pack.words["definite"]
        or chunks[index].lower in pack.words["indefinite"]
        or chunks[index].has("person")
        or is_capital(chunks[index])
    )


def _item(
    chunks: list[Chunk], index: int, by_start: dict[int, Run], pack: Pack
) -> tuple[int, int | None, Run | None, str | None] | None:
    """One person: (end, index of the name or None, run, group by role)."""
    at, role, words = index, None, 0
    while at < len(chunks) and words < 7:
        run = by_start.get(at)
        if run is not None:
            return _over_asides(chunks, run.last, pack), at, run, role
        chunk = chunks[at]
        if chunk.has("person"):
            role = chunk.value("person") if chunk.text not in pack.demonyms else role
            ahead = at + 1
            if ahead in by_start or (ahead < len(chunks) and chunks[ahead].means(("person", "title"))):
                at, words = ahead, words + 1
                continue
            if (
                role
                and not is_plural(chunk, pack)
                and (chunks[index].lower in pack.words["definite"] or chunks[index].lower in pack.words["indefinite"])
            ):
                named = ahead < len(chunks) and is_capital(chunks[ahead]) and chunks[ahead].kind == "word"
                # "его жена Вера"
                return ahead + (named and not pack.articles), None, None, role
            return None
        light = chunk.lower in pack.words["function"] and chunk.lower not in pack.words["definite|indefinite"]
        plain = chunk.kind in ("word", "lex") and not light
        possessive = chunk.lower in pack.words["possessive"]
        if not (plain or possessive) or chunk.means(("outcome", "action", "speech", "cue")):
            return None
        at, words = at + 1, words + 1
    return None


def _over_asides(chunks: list[Chunk], index: int, pack: Pack) -> int:
    """Skip "(born 1965)", ", 34," behind a name."""
    if index + 2 < len(chunks) and chunks[index].text == "(":
        close = next((k for k in range(index, min(len(chunks), index + 6)) if chunks[k].text == ")"), None)
        if close is not None and all(
            chunk.kind in ("aside", "number", "period", "sign", "word") for chunk in chunks[index:close]
        ):
            return close + 1
    if (
        index + 2 < len(chunks)
        and chunks[index].text == ","
        and chunks[index + 1].kind in ("number", "aside")
        and (chunks[index + 2].text == "," or chunks[index + 2].lower in pack.words["and"])
    ):
        return index + 3 if chunks[index + 2].text == "," else index + 2
    return index


def _coordination(chunks: list[Chunk], index: int, by_start: dict[int, Run], pack: Pack) -> Persons | None:
    items: list[tuple[Run | None, str | None]] = []
    at, first_name = index, None
    end, closed, joined, ends = index, False, False, []
    while True:
        item = _item(chunks, at, by_start, pack)
        if item is None:
            break
        end, name_at, run, role = item
        closed = closed or joined
        if run is not None and first_name is None:
            first_name = name_at
        items.append((run, role))
        ends.append(end)
        after = end
        while after < len(chunks) and (chunks[after].text == "," or chunks[after].lower in pack.words["and"]):
            after += 1
        if after == end or after >= len(chunks):
            break
        joined = any(chunks[k].lower in pack.words["and"] for k in range(end, after))
        of_org = chunks[after].lower in pack.words["of"]
        if of_org:
            break
        at = after
    if not closed and len(items) > 1:
        # names joined by commas alone are an apposition, not a list: "Khazar Babashov, a driver for ..."
        aside = items[0][0] is None and items[1][0] is not None
        # "the driver, Jean Moke, was killed": one person, told by role and name
        items, end = ([(items[1][0], items[0][1])], ends[1]) if aside else (items[:1], ends[0])
    elif ends:
        end = ends[-1]
    names = tuple(run.text for run, _ in items if run is not None)
    if not names or first_name is None:
        return None
    roles = {role for _, role in items if role}
    group = (
        roles.pop()
        if len(roles) == 1
        else "civilian"
        if roles and roles <= {"civilian", "journalist", "child", "woman", "man"}
        else "all"
    )
    told = len(items) == 1 and first_name > index and chunks[first_name - 1].text == ","
    return Persons(
        index, end, chunks[index if told else first_name].start, chunks[end - 1].end, len(items), names, group
    )

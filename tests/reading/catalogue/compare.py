"""Whether a reading carries what an entry of the catalogue says it should: see README.md beside this file."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Claim = dict[str, Any]
Entry = dict[str, Any]
Read = Callable[..., Any]

NOISE = {
    *("a", "an", "the", "of", "in", "on", "to", "for", "its", "and", "s"),
    *("region", "regions", "district", "districts", "province", "county", "governorate", "raion", "oblast"),
    *("village", "town", "city", "area", "height", "heights"),
    *("ministry", "minister", "national", "state", "affairs", "office"),
}
ALIKE = {"defence": "defense", "programme": "program", "organisation": "organization", "convention": "treaty"}


@dataclass(frozen=True)
class Result:
    """What became of one entry: its claims, how many were read right, and every fault in words."""

    entry: Entry
    right: int
    extra: int
    faults: tuple[str, ...]

    @property
    def share(self) -> float:
        """Claims read right of those given and those invented; 1.0 exactly where there is no fault."""
        whole = len(self.entry["claims"]) + self.extra
        return self.right / whole if whole else 1.0


def files() -> list[str]:
    """The names of all files of the catalogue, such as `en/visits`."""
    found = sorted(HERE.glob("??/**/*.json"))
    return [path.relative_to(HERE).with_suffix("").as_posix() for path in found]


def entries(name: str) -> list[Entry]:
    """The entries of one file."""
    loaded: list[Entry] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def span(text: str, claim: Claim) -> tuple[int, int]:
    """The offsets of a claim's quote in its text; ValueError where the quote is not there, or there more than once."""
    starts = [at.start() for at in re.finditer(re.escape(claim["quote"]), text)]
    if not starts or (len(starts) > 1 and "nth" not in claim) or claim.get("nth", 1) > len(starts):
        raise ValueError(f"{claim['quote']!r} stands {len(starts)} times in {text[:60]!r}")
    start = starts[claim.get("nth", 1) - 1]
    return start, start + len(claim["quote"])


def measure(name: str, read: Read) -> tuple[float, list[Result]]:
    """The share of one file that `read` reads right: of entries, or of claims in whole statements."""
    results = [judge(entry, read, name[:2]) for entry in entries(name)]
    if "/composed/" in name:
        return sum(result.share for result in results) / len(results), results
    return sum(not result.faults for result in results) / len(results), results


def judge(entry: Entry, read: Read, language: str) -> Result:
    """Read one entry, written in `language`, and compare."""
    day = datetime.date.fromisoformat(entry["published"]) if entry["published"] else None
    got = read(entry["text"], published=day, publisher=entry.get("publisher"), language=language).as_dict()["claims"]
    want = [{**claim, "span": span(entry["text"], claim)} for claim in entry["claims"]]
    pairs = paired(want, got)
    faults, right = [], 0
    for i, claim in enumerate(want):
        if i not in pairs:
            faults.append(f"missing   {claim['kind']} {claim['quote']!r}")
            continue
        wrong = [*differences(claim, got[pairs[i]]), *_wrong_links(claim, got[pairs[i]], pairs, got)]
        right += not wrong
        faults += [f"wrong     {claim['quote']!r}: {fault}" for fault in wrong]
    spare = [claim for j, claim in enumerate(got) if j not in pairs.values()]
    faults += [f"invented  {claim['kind']} {claim['quote']!r}" for claim in spare]
    return Result(entry, right, len(spare), tuple(faults))


def paired(want: list[Claim], got: list[Claim]) -> dict[int, int]:
    """Which claim read stands for which claim wanted, by their indexes: the most alike first."""
    ranked = []
    for i, gold in enumerate(want):
        for j, claim in enumerate(got):
            shared = _shared(gold["span"], claim["span"])
            if claim["kind"] == gold["kind"] and shared > 0:
                same_value = claim["value"] == gold["value"]
                ranked.append((same_value, -len(differences(gold, claim)), shared, -i, -j))
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(ranked, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _shared(a: tuple[int, int], b: tuple[int, int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def differences(gold: Claim, claim: Claim) -> list[str]:
    """How a claim read differs from the claim wanted, links aside, in words; empty where it is right."""
    wrong = []
    if not _same_quote(gold, claim):
        wrong.append(f"quotes {claim['quote']!r}")
    for key in gold.keys() - {"kind", "quote", "nth", "span", "part_of", "total_of"}:
        same = SAME.get(key, _equal)
        if not same(claim.get(key), gold[key]):
            wrong.append(f"{key} is {claim.get(key)!r}, not {gold[key]!r}")
    return sorted(wrong)


def _wrong_links(gold: Claim, claim: Claim, pairs: dict[int, int], got: list[Claim]) -> list[str]:
    wrong = []
    for key in ("part_of", "total_of"):
        if key not in gold:
            continue
        targets = gold[key] if isinstance(gold[key], list) else [] if gold[key] is None else [gold[key]]
        want = {got[pairs[i]]["id"] if i in pairs else f"the missing {i}" for i in targets}
        read = claim.get(key) or []
        mine = set(read) if isinstance(read, list) else {read}
        if mine != want:
            wrong.append(f"{key} links {len(mine)}, not {len(want)}" if len(mine) != len(want) else f"{key} differs")
    return wrong


def _same_quote(gold: Claim, claim: Claim) -> bool:
    if gold["kind"] in ("visit", "provision"):
        return True
    a, b = gold["span"], claim["span"]
    if a[0] <= b[0] and b[1] <= a[1]:
        return True
    union = max(a[1], b[1]) - min(a[0], b[0])
    return bool(2 * _shared(a, b) >= union)


def _words(text: object) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", str(text or "").casefold().replace("ı", "i").replace("ə", "a"))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    found = [ALIKE.get(word, word) for word in re.findall(r"\w+", plain)]
    return frozenset(word for word in found if word not in NOISE) or frozenset(found)


def _equal(mine: object, gold: object) -> bool:
    return mine == gold


def _same_set(mine: Iterable[str] | None, gold: Iterable[str]) -> bool:
    return set(mine or ()) == set(gold)


def _same_name(mine: str | None, gold: str | None) -> bool:
    a, b = _words(mine), _words(gold)
    return a == b or bool(a and b and (a <= b or b <= a))


def _same_names(mine: list[str] | None, gold: list[str]) -> bool:
    names = mine or []
    return all(any(_same_name(x, y) for x in names) for y in gold) and all(
        any(_same_name(x, y) for x in gold) for y in names
    )


def _same_chain(mine: list[str] | None, gold: list[str]) -> bool:
    return len(mine or []) == len(gold) and all(
        _same_names(x.split(" + "), y.split(" + ")) for x, y in zip(mine or [], gold, strict=True)
    )


def _same_instrument(mine: str | None, gold: str) -> bool:
    without_year = [
        re.sub(r"\((?:\w+ )*\d{4}\)", "", str(name or "")).replace("Mine Ban", "Ottawa") for name in (mine, gold)
    ]
    return _same_name(*without_year)


def _same_article(mine: str | None, gold: str | None) -> bool:
    return re.findall(r"\w+", mine or "") == re.findall(r"\w+", gold or "")


def _same_category(mine: str | None, gold: str) -> bool:
    # Sources use "unexploded ordnance" and "explosive remnants" for one another.
    return mine == gold or {mine, gold} == {"UXO", "ERW"}


def _same_party(mine: list[dict[str, str]] | None, gold: list[dict[str, str]]) -> bool:
    free = list(mine or [])
    for person in gold:
        hit = next((x for x in free if _same_person(x, person)), None)
        if hit is None:
            return False
        free.remove(hit)
    return not free


def _same_person(mine: dict[str, str], gold: dict[str, str]) -> bool:
    said = _words(f"{mine.get('name') or ''} {mine.get('role') or ''}")
    role = _words(gold["role"]) if gold.get("role") else frozenset()
    return _same_name(mine.get("name"), gold["name"]) and 2 * len(role & said) >= len(role)


SAME: dict[str, Callable[[Any, Any], bool]] = {
    "action": _same_set,
    "article": _same_article,
    "attributed_to": _same_chain,
    "category": _same_category,
    "instrument": _same_instrument,
    "invited_by": _same_name,
    "laid_by": _same_name,
    "model": _same_name,
    "names": _same_names,
    "places": _same_names,
    "who": _same_party,
}

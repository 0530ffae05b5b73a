"""How fast and how right figures are read from texts, beside two libraries for numbers and a bare search for digits.

Goal: at most 5 ms for 300 words on one processor, with flat memory over 100,000 texts. The figures looked for are the
values of the known claims on items, casualties and land: value and place in the text must agree. The peers read
numbers and do not say what is counted, so dates and ages count against them; that is the least a reader must tell
apart. Times are processor times, as other programs may run beside.

`python -m benchmarks.reading --memory` is the part that runs in a process of its own.
"""

from __future__ import annotations

import cProfile
import itertools
import json
import os
import pstats
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import minetrace
from benchmarks import page, peers, tiers

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "dev"
GOAL, WORDS, ROUNDS, PEER_ROUNDS = 5.0, 300, 31, 5
MANY, STEP = 100_000, 10_000
LONG = 20_000
COUNTED = ("ordnance", "casualty", "area")
NEAR = 25
DAY = date(2024, 5, 5)
_SMALL = re.compile(r"\b[1-9]\d?\b")
_DIGITS = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")

Value = tuple[float, int, int]
"""A number and its offsets in a text."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text with what is known of it."""

    text: str
    published: date | None
    publisher: str | None
    values: tuple[Value, ...]

    def read(self) -> list[Value]:
        """The values of the counted claims that the reader finds."""
        found = minetrace.read(self.text, published=self.published, publisher=self.publisher, language="en")
        return [(one.value, *one.span) for one in found.claims if one.kind in COUNTED and one.value is not None]


def main() -> None:
    """Measure and write the section, or (--memory) print the resident size after each step of many texts."""
    if sys.argv[1:] == ["--memory"]:
        _read_many()
        return
    load = os.getloadavg()[0]
    lines = [
        f"Goal: {GOAL:g} ms for {WORDS} words on one processor, memory flat over {MANY:,} texts. Processor times; "
        f"best, median and slowest of {ROUNDS} rounds ({PEER_ROUNDS} for libraries). The peers read numbers and do not "
        "say what is counted: their dates, ages and ordinals count against them.",
        "",
    ]
    for name, texts in _sets():
        lines += [*_set(name, texts), ""]
    lines += [*_starts(), "", *_memory()]
    lines += ["", f"Load of the machine when it began {load:.1f}, when it ended {os.getloadavg()[0]:.1f}."]
    page.write("reading", "Reading: figures, speed and memory", lines)


# ---- texts ----------------------------------------------------------------------------------------------------------


def _sets() -> Iterator[tuple[str, list[Text]]]:
    yield "Whole statements of the catalogue, English", [_of_catalogue(one) for one in _entries(whole=True)]
    if CORPUS.is_dir():
        known = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(CORPUS.glob("*.json"))]
        yield "Development texts, English", [_of_corpus(one) for one in known if one["language"] == "en"]


def _entries(*, whole: bool) -> list[dict[str, Any]]:
    compare = tiers.module("compare", tiers.COMPARE)
    names = [name for name in compare.files() if name.startswith("en") and ("/composed/" in name) == whole]
    entries = [entry for name in names for entry in compare.entries(name)]
    return [{**e, "claims": [{**c, "span": compare.span(e["text"], c)} for c in e["claims"]]} for e in entries]


def _of_catalogue(entry: dict[str, Any]) -> Text:
    return Text(entry["text"], _day(entry["published"]), entry.get("publisher"), _values(entry["claims"]))


def _of_corpus(known: dict[str, Any]) -> Text:
    return Text(known["text"], _day(known["published"]), known.get("publisher"), _values(known["claims"]))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written and len(written) == len("2024-05-05") else None


def _values(claims: list[dict[str, Any]]) -> tuple[Value, ...]:
    counted = [one for one in claims if one["kind"] in COUNTED and one.get("value") is not None]
    return tuple((float(one["value"]), *one["span"]) for one in counted)


# ---- figures and speed ----------------------------------------------------------------------------------------------


def _set(name: str, texts: list[Text]) -> list[str]:
    words = sum(len(one.text.split()) for one in texts)
    known = sum(len(one.values) for one in texts)
    ours = _timed(lambda: [one.read() for one in texts])
    best = min(ours)
    rows = [_row("minetrace", texts, [one.read() for one in texts], ours, best, words)]
    for peer, told in peers.measured([one.text for one in texts], PEER_ROUNDS).items():
        if "problem" in told:
            rows.append((peer, told["problem"], "", "", "", "", ""))
        else:
            rows.append(_row(peer, texts, told["found"], told["seconds"], best, words))
    bare = _timed(lambda: [_digits(one.text) for one in texts])
    rows.append(_row("digits alone", texts, [_digits(one.text) for one in texts], bare, best, words))
    per_words = best * 1000 * WORDS / words
    met = "met" if per_words <= GOAL else f"missed by {per_words - GOAL:.1f} ms"
    calls = _calls(texts) * WORDS / words
    head = ("reader", "P", "R", "F1 of values", f"ms for {WORDS} words", "median – slowest", "time by ours")
    return [
        f"### {name}",
        "",
        f"{len(texts)} texts, {words:,} words, {known} figures. Goal {met}: the reader is plain Python and makes "
        f"{round(calls, -2):,.0f} calls for {WORDS} words, none of which stands out; at {per_words * 1000 / calls:.2f} "
        f"µs each the goal leaves {GOAL * calls / per_words / WORDS:.0f} a word.",
        "",
        *page.table(head, *rows),
    ]


def _row(
    name: str, texts: list[Text], found: list[list[Value]], seconds: list[float], ours: float, words: int
) -> tuple[object, ...]:
    right = sum(_agreed(one.values, values) for one, values in zip(texts, found, strict=True))
    precision = right / max(1, sum(map(len, found)))
    recall = right / max(1, sum(len(one.values) for one in texts))
    both = 2 * precision * recall / (precision + recall) if right else 0.0
    low, middle, high = (one * 1000 * WORDS / words for one in (min(seconds), statistics.median(seconds), max(seconds)))
    quality = (f"{precision:.2f}", f"{recall:.2f}", f"{both:.2f}")
    return (name, *quality, f"{low:.3g}", f"{middle:.3g} – {high:.3g}", f"{min(seconds) / ours:.3g}")


def _agreed(known: tuple[Value, ...], found: list[Value]) -> int:
    """How many known values are found: the same number, overlapping or at most `NEAR` characters away, each once."""
    left, right = list(found), 0
    for value, start, end in known:
        near = [one for one in left if abs(one[0] - value) < 1e-6 and min(end, one[2]) - max(start, one[1]) > -NEAR]
        if near:
            left.remove(max(near, key=lambda one: min(end, one[2]) - max(start, one[1])))
            right += 1
    return right


def _digits(text: str) -> list[Value]:
    found = _DIGITS.finditer(text)
    return [(float(re.sub("[, ]", "", one.group())), *one.span()) for one in found]


def _calls(texts: list[Text]) -> int:
    """How many calls of functions, built-in ones included, reading the texts takes."""
    profile = cProfile.Profile()
    profile.runcall(lambda: [one.read() for one in texts])
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def _timed(work: Callable[[], object]) -> list[float]:
    work()
    seconds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return seconds


# ---- start, long texts, memory --------------------------------------------------------------------------------------


def _starts() -> list[str]:
    """What a first reading costs, and whether a long text costs more a word than a short one."""
    text = "Sappers found 12 anti-tank mines near Lode on 5 May 2024."
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        command = "from minetrace.cli.main import main; main()"
        rows = [
            ("Python alone", _started("-c", "pass")),
            ("`import minetrace`", _started("-c", "import minetrace")),
            ("first `minetrace.read(text)`", _started("-c", f"import minetrace; minetrace.read({text!r})")),
            ("`minetrace read FILE`", _started("-c", command, "read", file.name)),
            ("`minetrace --help`", _started("-c", command, "--help")),
        ]
    whole = "\n\n".join(one["text"] for one in _entries(whole=True))
    words = len(whole.split())
    texts = [whole, "\n\n".join([whole] * max(2, LONG // words))]
    times = [(f"one text of {len(one.split()):,} words", f"{_long(one):.3g}") for one in texts]
    return [
        "### Start, and long texts",
        "",
        *page.table(("started anew", "processor seconds"), *rows),
        "",
        *page.table(("long texts", f"ms for {WORDS} words"), *times),
    ]


def _started(*arguments: str) -> str:
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return f"{min(spent):.2f}"


def _long(text: str) -> float:
    """Milliseconds for `WORDS` words of one text, at best."""
    spent = []
    for _ in range(3):
        begin = time.process_time()
        minetrace.read(text, published=DAY, language="en")
        spent.append(time.process_time() - begin)
    return min(spent) * 1000 * WORDS / len(text.split())


def _memory() -> list[str]:
    command = [sys.executable, "-m", "benchmarks.reading", "--memory"]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    sizes = told["megabytes"]
    growth = sizes[-1] - sizes[0]
    flat = "flat" if growth <= sizes[0] * 0.02 else f"grew by {growth:.1f} MB"
    return [
        f"### Memory over {MANY:,} texts",
        "",
        f"Sentences of the catalogue with ever new figures, {told['words'] / MANY:.0f} words on average, "
        f"{MANY / told['seconds']:.0f} texts a second: {flat}.",
        "",
        *page.table(
            ("after texts", "resident, MB"),
            *((f"{STEP * (at + 1):,}", f"{size:.1f}") for at, size in enumerate(sizes)),
        ),
    ]


def _read_many() -> None:
    """Read many texts, each with figures of its own so that none repeats, and print the resident size on the way."""
    texts = [entry["text"] for entry in _entries(whole=False)]
    sizes, words, begin = [], 0, time.process_time()
    for number, text in enumerate(itertools.islice(itertools.cycle(texts), MANY), start=1):
        fresh = _SMALL.sub(partial(_other, number), text)
        minetrace.read(fresh, published=DAY, language="en")
        words += len(fresh.split())
        if number % STEP == 0:
            sizes.append(_resident())
    json.dump({"megabytes": sizes, "words": words, "seconds": time.process_time() - begin}, sys.stdout)


def _other(number: int, found: re.Match[str]) -> str:
    return str(1 + (int(found.group()) * 7 + number) % 97)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()

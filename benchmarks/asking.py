"""Questions as people put them to a register of many finds, timed in one process: figures, lists, what was known.

Every question of a sort is another one (another district, month or page), so no answer is one that was kept. Run as a
program with a home it prints the times as JSON.
"""

from __future__ import annotations

import datetime
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.filling import FIRST_YEAR, LAST_YEAR, districts

ROUNDS, SLOWEST = 40, 3.0
"""How many questions of a sort; fewer where they take more seconds than `SLOWEST` together, at least 3."""
SHOWN = 30
SORTS = (
    "figure: district and month",
    "figure: district and year, with a filter",
    "figure: month, everywhere",
    "figure: everything",
    "figure: district and year, known on an earlier day",
    "figure: everything, known on an earlier day",
    "list: first page",
    "list: a page in the middle",
    "list: a filter",
    "list: a text",
    "list: as known on an earlier day",
    "list: a filter, as known on an earlier day",
)


def asked(path: Path) -> dict[str, list[float]]:
    """Milliseconds of each question by its sort, after one that warms the connection."""
    from minetrace.config import setup
    from minetrace.config.home import load

    setup(load(path))
    from minetrace.ledger.models import Entry

    first, last = (Entry.objects.order_by(order).values_list("at", flat=True)[0] for order in ("at", "-at"))
    between = datetime.datetime.fromtimestamp((first + last) / 2e6, datetime.UTC).date().isoformat()
    out = {}
    for sort, make in _questions(between).items():
        rng = random.Random(sort)
        make(rng)()
        out[sort] = _timed(make, rng)
    return out


def _timed(make: Callable[[random.Random], Callable[[], object]], rng: random.Random) -> list[float]:
    times: list[float] = []
    while len(times) < 3 or (len(times) < ROUNDS and sum(times) < SLOWEST * 1000):
        work = make(rng)
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return times


def _questions(known_on: str) -> dict[str, Callable[[random.Random], Callable[[], object]]]:
    from minetrace.ledger.times import entry_known_on, head_number

    def then() -> int:
        return entry_known_on(datetime.date.fromisoformat(known_on), "UTC")

    makers: tuple[Callable[[random.Random], Callable[[], object]], ...] = (
        lambda rng: partial(_figure, places=(_district(rng),), **_month(rng)),
        lambda rng: partial(_figure, places=(_district(rng),), where=_filter(rng), **_year(rng)),
        lambda rng: partial(_figure, **_month(rng)),
        lambda _rng: _figure,
        lambda rng: partial(_figure, places=(_district(rng),), known_on=known_on, **_year(rng)),
        lambda _rng: partial(_figure, known_on=known_on),
        lambda _rng: lambda: _page(head_number(), 1),
        lambda rng: partial(lambda page: _page(head_number(), page), _middle(rng)),
        lambda rng: partial(lambda where: _page(head_number(), 1, where=where), _filter(rng)),
        lambda rng: partial(lambda text: _page(head_number(), 1, text=text), _text(rng)),
        lambda _rng: lambda: _page(then(), 1),
        lambda rng: partial(lambda where: _page(then(), 1, where=where), _filter(rng)),
    )
    return dict(zip(SORTS, makers, strict=True))


def _district(rng: random.Random) -> str:
    return rng.choice(list(districts()))


def _month(rng: random.Random) -> dict[str, str]:
    month = f"{rng.randint(FIRST_YEAR, LAST_YEAR - 1)}-{rng.randint(1, 12):02d}"
    return {"since": f"{month}-01", "until": f"{month}-28"}


def _year(rng: random.Random) -> dict[str, str]:
    year = rng.randint(FIRST_YEAR, LAST_YEAR - 1)
    return {"since": f"{year}-01-01", "until": f"{year}-12-31"}


def _filter(rng: random.Random) -> str:
    return f"category = '{rng.choice(('ap_mine', 'av_mine'))}' AND quantity >= {rng.choice((2, 3, 8))}"


def _text(rng: random.Random) -> str:
    return rng.choice(list(districts().values())).split()[0]


def _figure(*, where: str | None = None, **asked: Any) -> None:
    """What `minetrace figure` does: the answer, the question in words, the words that the shown rows rest on."""
    from minetrace.accounts.actor import keeper
    from minetrace.figures.ask import ask
    from minetrace.figures.question import Question, parse_where
    from minetrace.figures.trail import passages
    from minetrace.figures.words import question_in_words
    from minetrace.register import gazetteer

    question = Question(measure="ordnance.found", where=parse_where(where) if where else None, **asked)
    answer = ask(question, actor=keeper("bench"), time_zone="UTC")
    question_in_words(answer.question, gazetteer.current())
    answer.number_text()
    passages(answer.counted[:SHOWN])


def _middle(rng: random.Random) -> int:
    """The number of a page somewhere in the middle of all finds."""
    from minetrace.desk.records import lists
    from minetrace.register.models import Record

    return int(Record.objects.count() * rng.uniform(0.3, 0.7) / lists.PER_PAGE)


def _page(at: int, page: int, *, where: str = "", text: str = "") -> None:
    """What the page of a list does: counts by basis, how many match, the rows of one page."""
    from minetrace.accounts.actor import keeper
    from minetrace.desk.records import lists
    from minetrace.figures.listing import Wanted
    from minetrace.register.kinds import KINDS

    lists.listed(keeper("bench"), KINDS["find"], Wanted(where=where, text=text), at=at, page=str(page))


def middle(times: list[float], share: int) -> float:
    """A percentile of times."""
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    print(json.dumps(asked(Path(sys.argv[1]))))

"""A figure as a file: the figure itself, every row that it counts down to its sources, and what it leaves out.

The file is for others to check and to count again. It is no table of records: an import refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from minetrace.accounts.actor import Actor
from minetrace.doors.exporting import Line, permalink, reader_of, write
from minetrace.figures.answer import Answer, Counted
from minetrace.figures.ask import ask
from minetrace.figures.question import Question
from minetrace.figures.trail import Passage, passages
from minetrace.figures.words import question_in_words
from minetrace.register import gazetteer, view
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS

COLUMNS = (
    "part",
    "figure",
    "low",
    "high",
    "unit",
    "basis",
    "speaker",
    "why",
    "rows",
    "reference",
    "record",
    "version",
    "permalink",
    "sources",
    "words",
    "entry",
)
SHAPE = "shape"
_CHUNK = 500


def export_figure(actor: Actor, question: Question, path: Path, *, tier: str, time_zone: str) -> Answer:
    """Answer a question as a tier may see it and write the answer as a file, whole or not at all; returns the answer.

    `part` says what a row is: the "figure", a "counted" record or claim, or "left out" with how many rows for which
    reason. Raises MT-321, MT-711, MT-712 and what `ask` raises.
    """
    reader = reader_of(actor, tier)
    answer = ask(question, actor=reader, time_zone=time_zone)
    columns = COLUMNS if path.suffix.lower() in (".geojson", ".gpkg") else (*COLUMNS, SHAPE)
    write(path, columns, _lines(reader, answer), layer="figure", shape=SHAPE)
    return answer


def _lines(reader: Actor, answer: Answer) -> Iterator[Line]:
    words = question_in_words(answer.question, gazetteer.current())
    every = {"figure": words, "unit": answer.unit, "basis": answer.basis, "entry": str(answer.entry)}
    link = f"/figure/?{answer.question.to_query_string()}"
    whole = {"part": "figure", "low": str(answer.low), "high": _open(answer.high), "permalink": link}
    whole |= {"speaker": "; ".join(answer.speakers), "rows": str(len(answer.counted))}
    yield every | whole, None
    rows = iter(answer.counted)
    while chunk := list(islice(rows, _CHUNK)):
        shapes, numbers = _shapes(reader, chunk), _numbers(chunk)
        for row, found in zip(chunk, passages(chunk), strict=True):
            number = str(numbers.get((row.kind, row.version), ""))
            yield every | _counted(row, found) | {"version": number}, shapes.get((row.kind, row.version))
    for reason in answer.left_out:
        yield every | {"part": "left out", "why": reason.reason, "rows": str(reason.count)}, None


def _counted(row: Counted, found: Sequence[Passage]) -> dict[str, str]:
    claim = f"/sources/{row.source}/?claim={row.claim}" if row.claim else ""
    link = f"{permalink(row.reference)}?version={row.version}" if row.version else claim
    return {
        "part": "counted",
        "low": str(row.low),
        "high": _open(row.high),
        "speaker": row.speaker or "",
        "why": row.why,
        "reference": row.reference,
        "record": row.record or "",
        "permalink": link,
        "sources": "; ".join(dict.fromkeys(passage.source for passage in found)),
        "words": " … ".join(filter(None, (passage.quote or passage.locus for passage in found))),
    }


def _open(high: int | None) -> str:
    """The upper end; empty where it is open."""
    return "" if high is None else str(high)


def _numbers(rows: Sequence[Counted]) -> dict[tuple[str, Any], int]:
    """The number of each counted version within its record, as pages number them."""
    kinds = {row.kind for row in rows if row.version is not None}
    by_kind = {kind: [row.version for row in rows if row.kind == kind and row.version is not None] for kind in kinds}
    return {(k, one): n for k, versions in by_kind.items() for one, n in view.numbers(k, versions).items()}


def _shapes(reader: Actor, rows: Sequence[Counted]) -> dict[tuple[str, Any], BaseGeometry | None]:
    """The shapes of counted versions, where their kind has one and the tier sees it."""
    out: dict[tuple[str, Any], BaseGeometry | None] = {}
    for kind in {row.kind for row in rows if row.version is not None and KINDS[row.kind].geometry}:
        name = KINDS[kind].geometry or ""
        table: Any = VERSIONS[kind]._default_manager.select_related("record")
        for version in table.filter(pk__in=[row.version for row in rows if row.kind == kind]):
            out[kind, version.pk] = view.seen(reader, version).fields.get(name)
    return out

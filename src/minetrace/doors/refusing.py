"""Rows that could be read and that the register does not take: known only when they are compared with what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minetrace.doors.comparing import Scratch, Spooled
from minetrace.doors.report import Report
from minetrace.ledger.times import head_number
from minetrace.register import release
from minetrace.register.kinds.declaration import Kind
from minetrace.register.models import VERSIONS, Record, as_value
from minetrace.terms.problem import Problem


def refuse_strangers(scratch: Scratch, report: Report, kind: Kind) -> None:
    """Rows of an export whose record this register does not have are refused: they are another programme's."""
    strangers = ((row, Problem("MT-733", value=row.key, kind=kind.name)) for row in scratch.new())
    _refuse(scratch, report, kind, strangers, "record")


def refuse_releases(scratch: Scratch, report: Report, kind: Kind, basis: str) -> None:
    """Rows that would turn land of our own released are refused while a product, its depth or handover is missing."""
    if kind.name == "hazardous_area":
        _refuse(scratch, report, kind, _unreleasable(scratch, basis))


def _unreleasable(scratch: Scratch, basis: str) -> Iterator[tuple[Spooled, Problem]]:
    for row in scratch.new() if basis == "own" else ():
        if why := release.lacking(None, None, row.columns):
            yield row, Problem("MT-736", **why)
    for row in scratch.changed():
        if row.record is None or row.columns.get("hazard_status") not in release.RELEASED:
            continue
        before = VERSIONS["hazardous_area"]._default_manager.filter(
            record_id=row.record, ended_by__isnull=True, entry__lte=head_number(), basis="own"
        )
        held = before.first()
        if held is not None and (why := release.lacking(Record(id=row.record), held.fields(), row.columns)):
            yield row, Problem("MT-736", **why)


def _refuse(
    scratch: Scratch, report: Report, kind: Kind, rows: Iterable[tuple[Spooled, Problem]], column: str | None = None
) -> None:
    """Count rows that were accepted or doubtful until now as refused, and their terms no longer."""
    numbers = []
    for row, problem in rows:
        report.note(row.number, column, problem)
        report.count_terms({n: as_value(kind.field(n), row.columns.get(n)) for n in report.values}, -1)
        scratch.note_refusal(row.number, problem)
        numbers.append(row.number)
    doubtful = scratch.refuse(numbers)
    report.refused += len(numbers)
    report.doubtful -= doubtful
    report.accepted -= len(numbers) - doubtful

"""What an import's report says, in the words of the page: the file, its columns, counts, terms, checks and problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from minetrace.desk.forms import term_choices
from minetrace.desk.imports.forms import target_choices, word_field
from minetrace.desk.imports.jobs import Job
from minetrace.desk.shown import isolated
from minetrace.register.kinds import KINDS, Kind
from minetrace.terms.vocabulary import vocabulary

SHOWN_PROBLEMS = 200
"""How many problems a page lists; all are counted, and refused rows are in their file."""
_ORDERS = {
    "dmy": gettext_noop("day before month"),
    "mdy": gettext_noop("month before day"),
    "open": gettext_noop("nothing tells day from month"),
}
_SEPARATORS = {",": gettext_noop("comma"), ";": gettext_noop("semicolon"), "\t": gettext_noop("tabulator"), "|": "|"}
_CHECKS = {
    "invalid_geometry": gettext_noop("shapes that are not valid"),
    "null_geometry": gettext_noop("rows without a shape"),
    "empty_geometry": gettext_noop("empty shapes"),
    "duplicate_geometry": gettext_noop("shapes that occur again"),
    "overlapping_pairs": gettext_noop("pairs of shapes that overlap"),
    "contained_pairs": gettext_noop("pairs of shapes, one inside the other"),
}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file: its select box, what it holds now, why, and what stands in it."""

    position: int
    name: str
    held: str
    why: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of the file that is no term: its column, how often it stands there, and the terms it may mean."""

    position: int
    column: str
    word: str
    count: int
    choices: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem of a row: where, what, and what to do."""

    row: int | None
    column: str | None
    code: str
    what: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report as a page shows it."""

    report: Mapping[str, Any]
    facts: tuple[tuple[str, str], ...]
    columns: tuple[ColumnRow, ...]
    choices: list[tuple[str, str]]
    words: tuple[WordRow, ...]
    terms: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    checks: tuple[tuple[str, int], ...]
    problems: tuple[ProblemRow, ...]
    more_problems: int


def told(job: Job, report: Mapping[str, Any]) -> Told:
    """The report of a look or an import."""
    kind, file = KINDS.get(job.asked["kind"]), report["file"]
    found = report["problems"]
    rows = [
        ProblemRow(p["row"], p["column"], p["code"], p["sentence"], report["next_steps"].get(p["code"], ""))
        for p in found[:SHOWN_PROBLEMS]
    ]
    return Told(
        report=report,
        facts=tuple(_facts(file)),
        columns=tuple(_columns(report)) if kind else (),
        choices=target_choices(kind, file["targets"]) if kind else [],
        words=tuple(_words(kind, report)) if kind else (),
        terms=tuple(_terms(kind, report["values"])) if kind else (),
        checks=tuple((_(_CHECKS[name]), count) for name, count in report["quality"].items() if count),
        problems=tuple(rows),
        more_problems=sum(report["problem_counts"].values()) - len(rows),
    )


def _facts(file: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not file:
        return
    yield _("Rows"), isolated(f"{file['rows']:,}")
    if file["encoding"]:
        yield _("Letters"), isolated(file["encoding"])
    if file["separator"]:
        yield _("Separator"), _(_SEPARATORS.get(file["separator"], file["separator"]))
    if file.get("header", 1) > 1:
        yield _("Columns are named by row"), isolated(str(file["header"]))
    if file["crs"]:
        yield _("Coordinate system"), isolated(file["crs"])
    for column, ways in file["days"].items():
        said = ", ".join(f"{isolated(_written(way, order))} ({_(_ORDERS[order])})" for way, order in ways.items())
        yield _("Days in “%(column)s”") % {"column": column}, said


def _written(way: str, order: str) -> str:
    """A way of writing days, 9/9/9, with what its numbers are: d/m/y."""
    parts = iter({"dmy": "dmy", "mdy": "mdy"}.get(order, "??y"))
    return "".join(next(parts, "9") if letter == "9" else letter for letter in way)


def _columns(report: Mapping[str, Any]) -> Iterator[ColumnRow]:
    examples = report["file"]["examples"]
    for position, (name, one) in enumerate(report["mapping"].items()):
        held = f"{one['field']}:{one['part']}" if one["field"] else ""
        yield ColumnRow(position, name, held, one["why"], tuple(examples.get(name, ())))


def _words(kind: Kind, report: Mapping[str, Any]) -> Iterator[WordRow]:
    for position, one in enumerate(report["unknown_words"]):
        name = word_field(report, one["column"])
        field = next((f for f in kind.fields if f.name == name), None)
        if field is not None:
            terms = [("", _("not known: left out")), *term_choices(field.vocabulary or field.name)]
            yield WordRow(position, one["column"], one["word"], one["count"], terms)


def _terms(kind: Kind, values: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    for name, counts in values.items():
        field = kind.field(name)
        terms = vocabulary(field.vocabulary or field.name).terms
        said = tuple((_(terms[code].label) if code in terms else code, count) for code, count in counts.items())
        if said:
            yield _(field.label), said

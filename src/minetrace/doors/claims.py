"""A data set kept as a source whose rows are claims: one claim a row and figure, each quoting its cells.

Nothing of it enters the register: these are another's statements, to be read right, compared and taken like any claim.
Which columns state figures is said by a recipe: built in for known data sets, or in a profile under `claims`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.doors import profiles
from minetrace.doors.comparing import Scratch, content_of, key_of
from minetrace.doors.editions import edition_of
from minetrace.doors.files import Row, Table, csv_file, open_table
from minetrace.doors.files.table import named
from minetrace.doors.report import Report
from minetrace.doors.values import dates, numbers
from minetrace.doors.values.columns import Column, look_at
from minetrace.doors.words import data
from minetrace.ledger.times import head_number
from minetrace.sources.actions import About
from minetrace.sources.extraction.extract import check_size
from minetrace.sources.models import Source, TableRow
from minetrace.sources.tables import keep_table
from minetrace.terms.claim import Claim
from minetrace.terms.problem import Problem

Span = tuple[int, int]
_CELL = r'(?:"((?:[^"]|"")*)"|([^{s}\r\n]*))({s}|\r\n|\n|\r|\Z)'
_INSERT = 500


@dataclass(frozen=True, slots=True)
class _TextTable:
    """A table as text: its columns, its rows, and where each cell stands in the text."""

    text: str
    encoding: str | None
    media_type: str
    columns: tuple[str, ...]
    rows: list[tuple[Row, tuple[Span, ...]]]


def import_claims(
    actor: Actor,
    path: Path,
    about: About,
    *,
    profile: str | None,
    profile_folder: Path,
    originals: Path,
    dry_run: bool = False,
) -> Report:
    """Keep a table as a source of claims. Rows are new or unchanged against earlier editions of the data set.

    Raises MT-103 for a table over the limit of texts, MT-710 where no recipe fits, MT-701 to MT-705.
    """
    actor.require("add")
    check_size(path.stat().st_size if path.is_file() else 0, name=path.name)
    table = _as_text(path)
    recipe = _recipe(path.name, table.columns, profile, profile_folder)
    columns, count = look_at(table.columns, (row for row, _ in table.rows))
    if not count:
        raise Problem("MT-702", name=path.name)
    report = Report(mapping=_mapping(recipe, table.columns))
    claims: list[tuple[Claim, int]] = []
    for row, spans in table.rows:
        claims += [(claim, row.number) for claim in _of_row(recipe, columns, row, spans, table.text, report)]
    with Scratch() as scratch:
        edition = edition_of("claims", f"{profile or ''}\x1f{about.publisher or ''}", None, columns, count)
        _compare(scratch, edition.key, edition.name, table, report)
        if dry_run or not claims:
            return report
        source, new = keep_table(
            actor,
            path,
            media_type=table.media_type,
            text=table.text,
            encoding=table.encoding,
            about=about,
            folder=originals,
            claims=claims,
            notes=[f"{count} {code}" for code, count in sorted(report.problem_counts.items())],
        )
        if new:
            _remember(scratch, edition.name, source)
            report.entry = source.entry
    return report


def _as_text(path: Path) -> _TextTable:
    table = open_table(path)
    if table.media_type == csv_file.MEDIA_TYPE:
        try:
            text = path.read_bytes().decode(table.encoding or "utf-8")
        except UnicodeDecodeError as wrong:
            raise Problem("MT-704", name=path.name, reason=wrong) from None
        return _cut(table, text, csv_file.separator_of(io.StringIO(text)))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(row.cells for row in table.rows())
    return _cut(table, out.getvalue(), ",")


def _cut(table: Table, text: str, separator: str) -> _TextTable:
    lines = _lines(table.name, text, separator)
    header = next(lines, None)
    if header is None:
        raise Problem("MT-702", name=table.name)
    columns = named(cell for cell, _ in header)
    rows = []
    for number, line in enumerate(lines, start=2):
        cells = tuple(cell.strip() for cell, _ in line)
        if any(cells):
            missing = len(columns) - len(cells)
            spans = tuple(span for _, span in line) + ((0, 0),) * missing
            rows.append((Row(number, cells + ("",) * missing), spans))
    return _TextTable(text, table.encoding, table.media_type, columns, rows)


def _lines(name: str, text: str, separator: str) -> Iterator[list[tuple[str, Span]]]:
    """The cells of each line with where they stand, quotation marks left out. Raises MT-704."""
    cell = re.compile(_CELL.replace("{s}", re.escape(separator)))
    line: list[tuple[str, Span]] = []
    position = 0
    while position < len(text):
        match = cell.match(text, position)
        if match is None:
            line_number = text.count("\n", 0, position) + 1
            raise Problem("MT-704", name=name, reason=f"a quotation mark is not closed near line {line_number}")
        group = 1 if match[1] is not None else 2
        line.append((match[group].replace('""', '"') if group == 1 else match[group], match.span(group)))
        position = match.end()
        if match[3] != separator:
            yield line
            line = []
    if line:
        yield line


def _recipe(name: str, columns: Sequence[str], profile: str | None, folder: Path) -> Mapping[str, Any]:
    kept = profiles.load(folder, profile) if profile else None
    if kept is not None and kept.claims:
        found: Mapping[str, Any] = kept.claims
        figures = found.get("figures")
        if not isinstance(figures, list) or not all(isinstance(f, dict) and f.get("value") in columns for f in figures):
            raise Problem("MT-705", profile=profile, reason="`figures` names the columns that hold numbers")
        return found
    lower = {column.casefold() for column in columns}
    for recipe in data("claims.json").values():
        if set(recipe["needs"]) <= lower:
            chosen: Mapping[str, Any] = recipe
            return chosen
    raise Problem("MT-710", name=name)


def _of_row(
    recipe: Mapping[str, Any], columns: Sequence[Column], row: Row, spans: Sequence[Span], text: str, report: Report
) -> list[Claim]:
    """The claims of one row; what is wrong with it goes into the report."""
    by_name = {column.name.casefold(): column for column in columns}
    if len(row.cells) > len(columns):
        report.note(row.number, None, Problem("MT-731", cells=len(row.cells), columns=len(columns)))
        report.refused += 1
        return []
    before = sum(report.problem_counts.values())
    when = _when(recipe, by_name, row, report)
    if when["from_"] is not None:
        # The day is known; a last day that cannot be told leaves the period open, and its problem is listed.
        before = sum(report.problem_counts.values())
    written = dict.fromkeys(row.cells[by_name[name].position] for name in recipe.get("places", ()) if name in by_name)
    places = tuple(name for name in written if name)
    shared: dict[str, Any] = {**when, "places": places, "place_relations": (None,) * len(places)}
    shared["counting"] = recipe.get("counting", "tally")
    claims = []
    for figure in recipe["figures"]:
        claim = _figure(figure, by_name, row, spans, text, shared, report)
        if claim is not None:
            claims.append(claim)
            if claim.outcome:
                report.count_terms({"outcome": claim.outcome})
    if not claims:
        report.refused += 1
    elif sum(report.problem_counts.values()) > before:
        report.doubtful += 1
    else:
        report.accepted += 1
    return claims


def _when(recipe: Mapping[str, Any], by_name: Mapping[str, Column], row: Row, report: Report) -> dict[str, Any]:
    """From, to, and what was written where it cannot be read."""
    out: dict[str, Any] = {"from_": None, "to": None}
    for key, name, end in (("from_", recipe.get("from"), 0), ("to", recipe.get("to"), 1)):
        column = by_name.get(name) if name else None
        if column is None or not row.cells[column.position]:
            continue
        text = row.cells[column.position]
        found = dates.days(text, column.orders)
        if found is None:
            code = "MT-722" if dates.ambiguous(text, column.orders) else "MT-723"
            report.note(row.number, column.name, Problem(code, value=text))
            out["partial_date"] = out.get("partial_date") or text
        else:
            out[key] = found[end]
    column = by_name.get(recipe.get("year", ""))
    if column is not None and row.cells[column.position]:
        text = row.cells[column.position]
        year = numbers.whole(text)
        found = dates.days(str(year), dates.Orders()) if year else None
        if found is None:
            report.note(row.number, column.name, Problem("MT-724", value=text, wanted="a year"))
        else:
            out["from_"], out["to"] = found
    if out["from_"] and out["to"] and out["from_"] > out["to"]:
        report.note(row.number, None, Problem("MT-509", until=out["to"], since=out["from_"]))
        out["from_"] = out["to"] = None
    return out


def _figure(
    figure: Mapping[str, Any],
    by_name: Mapping[str, Column],
    row: Row,
    spans: Sequence[Span],
    text: str,
    shared: Mapping[str, Any],
    report: Report,
) -> Claim | None:
    found: dict[str, int] = {}
    cited: list[Span] = []
    for key in ("value", "low", "high"):
        column = by_name.get(str(figure.get(key, "")).casefold())
        if column is None or not row.cells[column.position]:
            continue
        number = numbers.whole(row.cells[column.position])
        if number is None:
            wrong = Problem("MT-724", value=row.cells[column.position][:80], wanted="a whole number")
            report.note(row.number, column.name, wrong)
            return None
        found[key] = number
        cited.append(spans[column.position])
    if "value" not in found:
        return None
    span = min(start for start, _ in cited), max(end for _, end in cited)
    ranged = found.get("low", found["value"]) != found["value"] or found.get("high", found["value"]) != found["value"]
    said: dict[str, Any] = {"value": found["value"], "hedge": "range" if ranged else "exact"}
    if ranged:
        said |= {"low": found.get("low"), "high": found.get("high")}
    said |= {key: figure[key] for key in ("unit", "outcome", "group", "category", "cause") if key in figure}
    kind = figure.get("kind", "casualty")
    return Claim(
        id=f"{row.number}.{figure['value']}", kind=kind, quote=text[span[0] : span[1]], span=span, **shared, **said
    )


def _mapping(recipe: Mapping[str, Any], columns: Sequence[str]) -> dict[str, dict[str, str | None]]:
    roles = {str(recipe.get(key)).casefold(): key for key in ("from", "to", "year") if recipe.get(key)}
    roles |= {name.casefold(): "places" for name in recipe.get("places", ())}
    for figure in recipe["figures"]:
        roles |= {str(figure[key]).casefold(): key for key in ("value", "low", "high") if key in figure}
    why = "the recipe of this data set says so"
    none = "it states no figure, day or place"
    return {
        column: {
            "field": roles.get(column.casefold()),
            "part": None,
            "why": why if column.casefold() in roles else none,
        }
        for column in columns
    }


def _compare(scratch: Scratch, key: int | None, data_set: str, table: _TextTable, report: Report) -> None:
    for row, _spans in table.rows:
        content = content_of(row)
        scratch.add(row.number, None if key is None else key_of(row.cells[key]), content, {})
    if key is None:
        scratch.count_equals()
    rows = TableRow.objects.filter(data_set=data_set, entry__lte=head_number()).order_by("id")
    scratch.know(rows.values_list("key", "content", "record").iterator(2000))
    for name, count in scratch.counts().items():
        setattr(report, name, count)


def _remember(scratch: Scratch, data_set: str, source: Source) -> None:
    aids = [
        TableRow(data_set=data_set, key=one.key, content=one.content, record=source.id, entry=source.entry)
        for found in (scratch.new(), scratch.changed())
        for one in found
    ]
    TableRow.objects.bulk_create(aids, batch_size=_INSERT)

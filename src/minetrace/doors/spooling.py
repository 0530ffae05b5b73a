"""The second pass over a file: each row is read, judged, counted, and kept in the scratch database."""

from __future__ import annotations

from collections import Counter
from typing import Any

from minetrace.doors.comparing import content_of, key_of
from minetrace.doors.converting import Converted, Converter, Note
from minetrace.doors.files import Row
from minetrace.doors.placing import Placer
from minetrace.doors.report import Quality
from minetrace.doors.work import Told, Work, record_ids, written_fields
from minetrace.register.models import as_value
from minetrace.terms.problem import Problem

_TOLD_EVERY = 500


def spool(work: Work, told: Told) -> None:
    """Read all rows into the scratch database; the report gets their counts, notes, terms and shapes."""
    report, scratch, mapped = work.report, work.scratch, written_fields(work)
    converter = _converter(work, mapped)
    terms: dict[str, Counter[Any]] = {f.name: Counter() for f in work.kind.fields if f.name in report.values}
    shaped = work.spatial or work.kind.geometry in mapped
    quality = Quality()
    content_at = _content_positions(work)
    first_day = f"{work.kind.first_period}_from"
    if work.edition.key is not None:
        scratch.use_keys()
    total = int(report.file["rows"])
    for done, row in enumerate(work.table.rows()):
        if done % _TOLD_EVERY == 0:
            told("reading the rows", done, total)
        converted = converter.convert(row)
        key = _key(work, row, converted)
        columns = _kept(converted)
        for note in converted.notes:
            report.note(row.number, note.column, note.problem)
            if columns is None:
                scratch.note_refusal(row.number, note.problem)
        if shaped:
            quality.add(converted.shape, scratch)
        if columns is None:
            report.refused += 1
        elif converted.notes:
            report.doubtful += 1
        else:
            report.accepted += 1
        if columns is not None:
            for name, counter in terms.items():
                counter[columns[name]] += 1
        content = work.edition.digest(columns or {}) if work.edition.of_records else content_of(row, content_at)
        scratch.add(
            row.number, key, content, columns, doubtful=bool(converted.notes), day=(columns or {}).get(first_day)
        )
    for name, counter in terms.items():
        for stored, times in counter.items():
            report.count_terms({name: as_value(work.kind.field(name), stored)}, times)
    report.quality = quality.result(scratch)
    if work.wish.beside is not None:
        report.quality["intersecting_pairs"] = quality.beside(work.wish.beside)
    if work.edition.key is None:
        scratch.count_equals()


def _converter(work: Work, mapped: frozenset[str]) -> Converter:
    targets = {name: one.target for name, one in work.matches.items() if one.target}
    place_targets = {n: t for n, t in targets.items() if work.kind.field(t.field).type == "places"}
    country = work.wish.country or work.profile.country
    return Converter(
        work.kind,
        work.columns,
        work.matches,
        Placer(work.gazetteer, work.columns, place_targets, country),
        gazetteer=work.gazetteer,
        written=mapped,
        constants=work.profile.constants,
        record_id=record_ids(),
        spatial=work.spatial,
        shapeless_is_fine=work.edition.of_records,
    )


def _kept(converted: Converted) -> dict[str, Any] | None:
    """The columns of a row that is not refused; what its kind cannot take is noted where nothing else refuses it."""
    if any(note.refuses for note in converted.notes):
        return None
    if converted.unfit is not None:
        converted.notes.append(Note(None, converted.unfit, refuses=True))
        return None
    return converted.columns


def _key(work: Work, row: Row, converted: Converted) -> str | None:
    """The row's key; an empty or repeated one refuses the row."""
    if work.edition.key is None or len(row.cells) > len(work.columns):
        return None
    column = work.columns[work.edition.key]
    text = row.cells[column.position]
    if not text:
        converted.notes.append(Note(column.name, Problem("MT-734"), refuses=True))
        return None
    key = text if work.edition.of_records else key_of(text)
    first = work.scratch.note_key(key, row.number)
    if first is not None:
        converted.notes.append(Note(column.name, Problem("MT-730", value=text, first=first), refuses=True))
        return None
    return key


def _content_positions(work: Work) -> list[int] | None:
    """Which cells say whether a row with a key has changed; without a key it is all of them."""
    if work.edition.key is None:
        return None
    return [column.position for column in work.columns if work.matches[column.name].target]

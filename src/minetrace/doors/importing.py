"""The verb `import`: a table becomes records of one kind, whole or not at all.

Two passes over the file: the first looks at the columns, the second converts each row into a scratch database, where it
is compared with what was imported before. Only then rows are staged and made current by one entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.doors import profiles
from minetrace.doors.comparing import Scratch, Spooled, content_of, key_of
from minetrace.doors.converting import Converted, Converter, Note
from minetrace.doors.editions import Edition, edition_of
from minetrace.doors.files import Row, Table, open_table
from minetrace.doors.matching import Match, match
from minetrace.doors.placing import Placer
from minetrace.doors.profiles import Profile
from minetrace.doors.refusing import refuse_releases, refuse_strangers
from minetrace.doors.report import Quality, Report
from minetrace.doors.targets import Target, vocabulary_of
from minetrace.doors.values.columns import Column, look_at
from minetrace.ledger.times import head_number
from minetrace.places import Gazetteer
from minetrace.register import gazetteer as places
from minetrace.register import staging, view
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Kind
from minetrace.register.kinds.validation import judged
from minetrace.register.models import VERSIONS, Record, Version
from minetrace.sources.actions import About
from minetrace.sources.models import Source
from minetrace.sources.tables import keep_table
from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of an import beside the file: the kind, the profile by name, what to do with what is not good."""

    kind: str
    profile: str | None = None
    dry_run: bool = False
    keep_good: bool = False
    withdraw_gone: bool = False
    basis: str = "own"
    speaker: str | None = None
    said_on: str | None = None
    country: str | None = None
    key: str | None = None
    columns: Sequence[str] = ()
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One import under way."""

    actor: Actor
    wish: Wish
    kind: Kind
    table: Table
    columns: list[Column]
    matches: Mapping[str, Match]
    profile: Profile
    gazetteer: Gazetteer
    edition: Edition
    report: Report
    scratch: Scratch
    spatial: bool


def import_table(
    actor: Actor, path: Path, wish: Wish, *, originals: Path, profile_folder: Path, told: Callable[[str], None] = print
) -> Report:
    """Import a table. `told` hears what is being done.

    Raises MT-321 for an actor who may not take and approve, MT-411 for a kind that is none, MT-415 for reported records
    without their speaker, MT-701 to MT-709 for files and profiles that do not fit. A refused row keeps everything out
    unless `keep_good`: the report then has `entry` None and `refused` above 0.
    """
    actor.require("take")
    actor.require("approve")
    if wish.kind not in KINDS:
        raise Problem("MT-411", kind="kind", value=wish.kind)
    if wish.basis == "reported" and not (wish.speaker or "").strip():
        raise Problem("MT-415")
    with Scratch() as scratch:
        work = _prepare(actor, path, wish, profile_folder, scratch)
        told("reading the rows")
        _convert_all(work)
        _compare(work)
        if wish.dry_run or (work.report.refused and not wish.keep_good):
            return work.report
        changes = work.report.new + work.report.changed + (work.report.gone if wish.withdraw_gone else 0)
        if changes:
            told("staging the records")
            _write(work, path, originals)
        if wish.profile:
            profiles.save(profile_folder, wish.profile, _decided(work))
    return work.report


def _prepare(actor: Actor, path: Path, wish: Wish, profile_folder: Path, scratch: Scratch) -> _Work:
    kind = KINDS[wish.kind]
    kept = profiles.load(profile_folder, wish.profile) if wish.profile else None
    profile = kept or Profile(kind=wish.kind)
    if profile.kind != wish.kind:
        raise Problem("MT-705", profile=wish.profile, reason=f"it is for records of kind {profile.kind}")
    table = open_table(path)
    columns, rows = look_at(table.columns, table.rows())
    if not rows:
        raise Problem("MT-702", name=table.name)
    _state_orders(wish, profile, columns)
    edition = edition_of(wish.kind, wish.profile, wish.key or profile.key, columns, rows)
    stated: dict[str, Target | None] = {
        name: profile.columns[name] for name in table.columns if name in profile.columns
    }
    stated |= edition.stated(table.columns)
    stated |= _from_command_line(wish, kind, table)
    if kept is not None:
        stated = {name: stated.get(name) for name in table.columns}
    # An export of a tier that does not see the shapes has none; that takes none away.
    spatial = table.spatial and (not edition.of_records or any(row.shape is not None for row in table.rows()))
    matches = match(kind, columns, stated, spatial=spatial)
    words = {name: profile.words.get(m.target.field, {}) for name, m in matches.items() if m.target}
    matches = {n: replace(m, words={**m.words, **words.get(n, {})}) for n, m in matches.items()}
    if not any(one.target for one in matches.values()) and not (spatial and kind.geometry):
        raise Problem("MT-703", name=table.name, kind=kind.label.lower())
    report = Report(mapping={name: _told_match(one) for name, one in matches.items()})
    for one in matches.values():
        declared = kind.field(one.target.field) if one.target else None
        if declared is not None and vocabulary_of(declared):
            report.count_terms({declared.name: None})
    return _Work(
        actor=actor,
        wish=wish,
        kind=kind,
        table=table,
        columns=columns,
        matches=matches,
        profile=profile,
        gazetteer=places.current(),
        edition=edition,
        report=report,
        scratch=scratch,
        spatial=spatial,
    )


def _convert_all(work: _Work) -> None:
    """The second pass: every row into the scratch database, counted and noted."""
    targets = {name: one.target for name, one in work.matches.items() if one.target}
    place_targets = {n: t for n, t in targets.items() if work.kind.field(t.field).type == "places"}
    country = work.wish.country or work.profile.country
    placer = Placer(work.gazetteer, work.columns, place_targets, country)
    converter = Converter(
        work.kind,
        work.columns,
        work.matches,
        placer,
        constants=work.profile.constants,
        record_id=_record_ids(),
        spatial=work.spatial,
        shapeless_is_fine=work.edition.of_records,
    )
    terms = [f.name for f in work.kind.fields if f.name in work.report.values]
    mapped = _written_fields(work)
    quality = Quality()
    if work.edition.key is not None:
        work.scratch.use_keys()
    for row in work.table.rows():
        converted = converter.convert(row)
        key = _key(work, row, converted)
        columns = None if converted.refused else _judged(work, converted)
        for note in converted.notes:
            work.report.note(row.number, note.column, note.problem)
        if work.spatial or work.kind.geometry in mapped:
            shape = row.shape if work.spatial else converted.fields.get(work.kind.geometry or "")
            quality.add(shape, work.scratch)
        _count(work.report, converted, terms)
        if columns is not None:
            columns = {name: columns.get(name) for name in mapped}
        content = _content(work, row, columns)
        work.scratch.add(row.number, key, content, columns, doubtful=bool(converted.notes))
    work.report.quality = quality.result()
    if work.edition.key is None:
        work.scratch.count_equals()


def _judged(work: _Work, converted: Converted) -> dict[str, Any] | None:
    try:
        return judged(work.kind, converted.fields, work.gazetteer)
    except Problem as problem:
        converted.notes.append(Note(None, problem, refuses=True))
        return None


def _count(report: Report, converted: Converted, terms: Sequence[str]) -> None:
    if converted.refused:
        report.refused += 1
        return
    if converted.notes:
        report.doubtful += 1
    else:
        report.accepted += 1
    report.count_terms({name: converted.fields.get(name) for name in terms})


def _key(work: _Work, row: Row, converted: Converted) -> str | None:
    """The row's key; an empty or repeated one refuses the row."""
    if work.edition.key is None or len(row.cells) > len(work.columns):
        return None
    column = work.columns[work.edition.key]
    text = row.cells[column.position]
    if not text:
        converted.notes.append(Note(column.name, Problem("MT-734"), refuses=True))
        return None
    key = text if work.edition.of_records else key_of(text)
    first = work.scratch.first_with(key)
    if first is not None:
        converted.notes.append(Note(column.name, Problem("MT-730", value=text, first=first), refuses=True))
        return None
    work.scratch.note_key(key, row.number)
    return key


def _content(work: _Work, row: Row, columns: Mapping[str, Any] | None) -> str:
    if work.edition.of_records:
        return work.edition.digest(columns or {})
    if work.edition.key is None:
        return content_of(row)
    return content_of(
        row, [c.position for c in work.columns if work.matches[c.name].target and c.position < len(row.cells)]
    )


def _compare(work: _Work) -> None:
    work.scratch.know(work.edition.known(sorted(_written_fields(work))))
    refuse_releases(work.scratch, work.report, work.kind, work.wish.basis)
    if work.edition.of_records:
        refuse_strangers(work.scratch, work.report, work.kind)
    for name, count in work.scratch.counts().items():
        setattr(work.report, name, count)
    if work.edition.of_records:
        work.report.gone = 0
    elif not work.wish.withdraw_gone:
        for _, record in islice(work.scratch.gone(), 1000):
            reference = Record.objects.filter(pk=record).values_list("reference", flat=True).first()
            work.report.note(None, None, Problem("MT-735", reference=reference or record))


def _write(work: _Work, path: Path, originals: Path) -> None:
    wish, report = work.wish, work.report
    batch = staging.begin(
        work.actor.name,
        wish.kind,
        path.name,
        source=_source(work, path, originals).id,
        data_set=work.edition.name,
        basis=wish.basis,
        speaker=wish.speaker,
        said_on=wish.said_on,
        new=report.new,
        rows=report.new + report.changed + report.gone,
    )
    try:
        if not work.edition.of_records:
            for chunk in _chunks(work.scratch.new()):
                batch.stage([_row_record(one) for one in chunk])
        for chunk in _chunks(work.scratch.changed()):
            batch.stage(_changes(wish.kind, chunk))
        if wish.withdraw_gone and not work.edition.of_records:
            gone = (Spooled(0, key, "", {}, record) for key, record in work.scratch.gone())
            for chunk in _chunks(gone):
                batch.stage(_changes(wish.kind, chunk, status="withdrawn"))
        counts = f"{report.new} new, {report.changed} changed, {report.gone if wish.withdraw_gone else 0} withdrawn"
        report.entry = batch.publish(f"{path.name}: {counts}; imported and approved in one by {work.actor.name}").number
    except BaseException:
        batch.discard()
        raise


def _changes(kind: str, chunk: Sequence[Spooled], status: str = "approved") -> list[staging.RowRecord]:
    current: dict[str, Version] = {
        version.record_id: version
        for version in VERSIONS[kind]._default_manager.filter(
            record__in=[one.record for one in chunk], ended_by__isnull=True, entry__lte=head_number()
        )
    }
    rows = []
    for one in chunk:
        before = current.get(one.record or "")
        if before is None or before.status != "approved":
            continue
        held = {f.name: getattr(before, f.name) for f in KINDS[kind].fields}
        rows.append(_row_record(replace(one, columns={**held, **one.columns}), before, status))
    return rows


def _row_record(one: Spooled, before: Version | None = None, status: str = "approved") -> staging.RowRecord:
    return staging.RowRecord(
        columns=one.columns, row=one.number, key=one.key, content=one.content, replaces=before, status=status
    )


def _chunks(rows: Iterator[Spooled]) -> Iterator[list[Spooled]]:
    while chunk := list(islice(rows, staging.CHUNK)):
        yield chunk


def _source(work: _Work, path: Path, originals: Path) -> Source:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    lines = [f"Table {path.name}", f"Columns: {', '.join(work.table.columns)}", f"SHA-256 of the original: {digest}"]
    text = "\n".join(lines) + "\n"
    about = replace(work.wish.about, publisher=work.wish.about.publisher or work.wish.speaker)
    source, _new = keep_table(
        work.actor,
        path,
        media_type=work.table.media_type,
        text=text,
        encoding=work.table.encoding,
        about=about,
        folder=originals,
    )
    return source


def _written_fields(work: _Work) -> frozenset[str]:
    """Fields that a row of this table decides, blank cells included."""
    out = set(work.profile.constants)
    for one in work.matches.values():
        if one.target is None:
            continue
        out.add(one.target.field)
        if one.target.part in ("period", "year", "month", "day"):
            out.add(one.target.field.removesuffix("_from") + "_to")
        if one.target.part == "range":
            out.add(one.target.field.removesuffix("_low") + "_high")
    if work.spatial and work.kind.geometry:
        out.add(work.kind.geometry)
    return frozenset(out)


def _record_ids() -> Callable[[str, str], str | None]:
    @lru_cache(50_000)
    def look_up(kind: str, text: str) -> str | None:
        try:
            record = view.find_record(text)
        except Problem:
            return None
        return record.id if record.kind == kind and record.entry <= head_number() else None

    return look_up


def _from_command_line(wish: Wish, kind: Kind, table: Table) -> dict[str, Target | None]:
    from minetrace.doors.targets import parse_target

    out: dict[str, Target | None] = {}
    for text in wish.columns:
        column, _, name = text.rpartition("=")
        target = parse_target(kind, name)
        if column not in table.columns or (target is None and name):
            fields = ", ".join(f.name for f in kind.fields)
            raise Problem("MT-709", value=text, columns=", ".join(table.columns), fields=fields)
        out[column] = target
    return out


def _state_orders(wish: Wish, profile: Profile, columns: Sequence[Column]) -> None:
    for column in columns:
        order = profile.dates.get(column.name)
        column.orders.stated = "dmy" if order == "dmy" else "mdy" if order == "mdy" else None


def _told_match(one: Match) -> dict[str, str | None]:
    if one.target is None:
        return {"field": None, "part": None, "why": one.why}
    return {"field": one.target.field, "part": one.target.part, "why": one.why}


def _decided(work: _Work) -> Profile:
    columns = {name: one.target for name, one in work.matches.items()}
    key = work.columns[work.edition.key].name if work.edition.key is not None else None
    country = work.wish.country or work.profile.country
    return replace(work.profile, columns=columns, key=key, country=country)

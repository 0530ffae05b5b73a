"""The verb `import`: a table becomes records of one kind, whole or not at all.

Two passes over the file: the first looks at the columns, the second converts each row into a scratch database, where it
is compared with what was imported before. Only then rows are staged and made current by one entry.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from minetrace.accounts.actor import Actor
from minetrace.doors import profiles
from minetrace.doors.comparing import Scratch, Spooled
from minetrace.doors.editions import ADDED
from minetrace.doors.files import csv_file
from minetrace.doors.refusing import refuse_releases, refuse_strangers
from minetrace.doors.report import Report
from minetrace.doors.spooling import spool
from minetrace.doors.work import Told, Wish, Work, decided, prepare, written_fields
from minetrace.ledger.times import head_number
from minetrace.register import indexes, staging
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS, Record, Version
from minetrace.sources.models import Source
from minetrace.sources.tables import keep_table
from minetrace.terms.problem import Problem

_MANY = 10_000
"""After how many rows the store is told to look at its tables anew."""
_BY_DAY = 50_000
"""From how many new rows on they are staged in the order of their days: the indexes by day and by place then grow where
they were written last, not anywhere. Fewer rows are held in memory whole, and stay as they stand in the file.
"""


def import_table(
    actor: Actor, path: Path, wish: Wish, *, originals: Path, profile_folder: Path, told: Told | None = None
) -> Report:
    """Import a table; fields above the actor's tier stay as they are, whatever the file holds.

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
    told = told or _silent
    with Scratch() as scratch:
        told("looking at the columns", 0, 0)
        work = prepare(actor, path, wish, profile_folder, scratch)
        spool(work, told)
        _compare(work)
        if wish.refused is not None:
            csv_file.write(wish.refused, [*work.table.columns, *ADDED], _refused_rows(work))
        if wish.dry_run or (work.report.refused and not wish.keep_good):
            return work.report
        changes = work.report.new + work.report.changed + (work.report.gone if wish.withdraw_gone else 0)
        if changes:
            _write(work, path, originals, told)
        if wish.profile:
            profiles.save(profile_folder, wish.profile, decided(work, profile_folder))
    return work.report


def _silent(_what: str, _done: int, _of: int) -> None:
    """Nobody listens."""


def _refused_rows(work: Work) -> Iterator[dict[str, str]]:
    """The refused rows as they stand in the file, each with its number and the reasons."""
    reasons = work.scratch.refusals()
    number, why = next(reasons, (0, ""))
    for row in work.table.rows() if number else ():
        if row.number == number:
            yield dict(zip(work.table.columns, row.cells, strict=False)) | dict(
                zip(ADDED, (str(number), why), strict=True)
            )
            number, why = next(reasons, (0, ""))


def _compare(work: Work) -> None:
    work.scratch.know(work.edition.known(sorted(written_fields(work))))
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


def _write(work: Work, path: Path, originals: Path, told: Told) -> None:
    wish, report = work.wish, work.report
    total, done = report.new + report.changed + (report.gone if wish.withdraw_gone else 0), 0

    def stage(rows: Sequence[staging.RowRecord]) -> None:
        nonlocal done
        told("staging the records", done, total)
        batch.stage(rows)
        done += len(rows)

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
            for chunk in _chunks(batch, work.scratch.new(by_day=report.new >= _BY_DAY)):
                stage([staging.RowRecord(one.packed, one.number, one.key, one.content) for one in chunk])
        for chunk in _chunks(batch, work.scratch.changed()):
            stage(_changes(wish.kind, chunk))
        if wish.withdraw_gone and not work.edition.of_records:
            gone = (Spooled(0, key, "", marshal.dumps({}), record) for key, record in work.scratch.gone())
            for chunk in _chunks(batch, gone):
                stage(_changes(wish.kind, chunk, status="withdrawn"))
        counts = f"{report.new} new, {report.changed} changed, {report.gone if wish.withdraw_gone else 0} withdrawn"
        report.entry = batch.publish(f"{path.name}: {counts}; imported and approved in one by {work.actor.name}").number
    except BaseException:
        batch.discard()
        raise
    if report.new + report.changed + report.gone > _MANY:
        indexes.survey(wish.kind)


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
        columns = {**before.stored(), **one.columns}
        rows.append(staging.RowRecord(columns, one.number, one.key, one.content, before, status))
    return rows


def _chunks(batch: staging.Batch, rows: Iterator[Spooled]) -> Iterator[list[Spooled]]:
    while chunk := list(islice(rows, batch.size)):
        yield chunk


def _source(work: Work, path: Path, originals: Path) -> Source:
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

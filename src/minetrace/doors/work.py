"""What an import works on: what is asked of it, the file looked at once, each column with what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.doors import profiles
from minetrace.doors.comparing import Scratch
from minetrace.doors.editions import Edition, edition_of
from minetrace.doors.figure_file import COLUMNS
from minetrace.doors.files import Table, open_table
from minetrace.doors.lists import LISTS
from minetrace.doors.matching import Match, match
from minetrace.doors.profiles import Profile
from minetrace.doors.report import Report
from minetrace.doors.targets import Target, parse_target, targets_of, vocabulary_of
from minetrace.doors.values.columns import Column, look_at
from minetrace.ledger.times import head_number
from minetrace.places import Gazetteer
from minetrace.places.fold import fold
from minetrace.register import gazetteer as places
from minetrace.register import view
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Kind
from minetrace.sources.actions import About
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

KEY = "the key: a row is known again by it"
"""What is said of a column that fills no field and is the key of its file."""

Told = Callable[[str, int, int], None]
"""Hears what is being done, how many rows of it are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of an import beside the file: the kind, the profile by name, what to do with what is not good.

    `refused` names a CSV file to write the refused rows into, with their reasons; `beside` a file of other areas, whose
    pairs with areas of this one that share ground the report counts.
    """

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
    words: Sequence[str] = ()
    refused: Path | None = None
    beside: Path | None = None
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
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


def prepare(actor: Actor, path: Path, wish: Wish, profile_folder: Path, scratch: Scratch) -> Work:
    """Look at a file and decide what its columns hold. Raises MT-411, MT-701 to MT-709."""
    kind = KINDS[wish.kind].narrowed(actor.sees)
    kept = profiles.load(profile_folder, wish.profile) if wish.profile else None
    profile = profiles.narrowed(kept, kind) if kept else Profile(kind=wish.kind)
    if profile.kind != wish.kind:
        raise Problem("MT-705", profile=wish.profile, reason=f"it is for records of kind {profile.kind}")
    profile = replace(profile, words=_words(wish, profile, kind))
    table = open_table(path)
    columns, rows = look_at(table.columns, table.rows())
    if not rows:
        raise Problem("MT-702", name=table.name)
    if any(set(one) <= set(table.columns) for one in (COLUMNS, *(one.columns for one in LISTS.values()))):
        raise Problem("MT-744", name=table.name)
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
    if edition.key is not None:
        name = columns[edition.key].name
        matches[name] = matches[name] if matches[name].target else Match(None, KEY)
    report = Report(mapping={name: _told_match(one) for name, one in matches.items()})
    report.file = _told_file(table, columns, rows, kind)
    for one in matches.values():
        declared = kind.field(one.target.field) if one.target else None
        if declared is not None and vocabulary_of(declared):
            report.count_terms({declared.name: None})
    return Work(
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


def written_fields(work: Work) -> frozenset[str]:
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


def record_ids() -> Callable[[str, str], str | None]:
    """A function that gives the id of a kind's record by its id or reference, or None."""

    @lru_cache(50_000)
    def look_up(kind: str, text: str) -> str | None:
        try:
            record = view.find_record(text)
        except Problem:
            return None
        return record.id if record.kind == kind and record.entry <= head_number() else None

    return look_up


def _from_command_line(wish: Wish, kind: Kind, table: Table) -> dict[str, Target | None]:
    out: dict[str, Target | None] = {}
    for text in wish.columns:
        column, _, name = text.rpartition("=")
        target = parse_target(kind, name)
        if column not in table.columns or (target is None and name):
            fields = ", ".join(f.name for f in kind.fields)
            raise Problem("MT-709", value=text, columns=", ".join(table.columns), fields=fields)
        out[column] = target
    return out


def _words(wish: Wish, profile: Profile, kind: Kind) -> dict[str, dict[str, str]]:
    """What words mean by field: as the profile says, and as is said now. Raises MT-331, MT-745."""
    out = {name: dict(pairs) for name, pairs in profile.words.items()}
    for text in wish.words:
        name, _, said = text.partition(":")
        word, _, code = said.rpartition("=")
        declared = next((field for field in kind.fields if field.name == name), None)
        terms = vocabulary_of(declared) if declared else None
        if terms is None or not word:
            raise Problem("MT-745", value=text)
        out.setdefault(name, {})[fold(word)] = vocabulary(terms).term(code).code
    return out


def _state_orders(wish: Wish, profile: Profile, columns: Sequence[Column]) -> None:
    for column in columns:
        order = profile.dates.get(column.name)
        column.orders.stated = "dmy" if order == "dmy" else "mdy" if order == "mdy" else None


def _told_match(one: Match) -> dict[str, str | None]:
    if one.target is None:
        return {"field": None, "part": None, "why": one.why}
    return {"field": one.target.field, "part": one.target.part, "why": one.why}


def _told_file(table: Table, columns: Sequence[Column], rows: int, kind: Kind) -> dict[str, Any]:
    """What the file is, told by its bytes and values; what its columns hold, with examples; what they may become."""
    told = {"name": table.name, "media_type": table.media_type, "rows": rows, "spatial": table.spatial}
    told |= {"encoding": table.encoding, "separator": table.separator, "crs": table.crs}
    told |= {"header": table.header}
    examples = {c.name: [text for text, _ in c.values.most_common(3)] for c in columns}
    days = {c.name: c.orders.proved() for c in columns if c.orders.seen}
    targets = [f"{target.field}:{target.part}" for target, _ in targets_of(kind)]
    return {**told, "examples": examples, "days": days, "targets": targets}


def decided(work: Work, folder: Path) -> Profile:
    """The profile that this import makes of what was decided; what its actor does not see stays as it was kept."""
    columns = {name: one.target for name, one in work.matches.items()}
    kept = profiles.load(folder, work.wish.profile) if work.wish.profile else None
    if kept is not None:
        seen = {field.name for field in work.kind.fields}
        columns |= {n: t for n, t in kept.columns.items() if n in columns and t is not None and t.field not in seen}
        return replace(_decisions(work, columns), constants=kept.constants)
    return _decisions(work, columns)


def _decisions(work: Work, columns: Mapping[str, Target | None]) -> Profile:
    key = work.columns[work.edition.key].name if work.edition.key is not None else None
    country = work.wish.country or work.profile.country
    return replace(work.profile, columns=columns, key=key, country=country)

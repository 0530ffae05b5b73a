"""A table of finds as text, a question about it, and the answer of the store, checked against the reference.

    ref | category | model | qty    | found                  | places            | basis
    a   | ap_mine  | PMN-E | 350    | 2022-08-15             | az/lachin-district | own

`qty` and other ranges: "350", "10..20", "9.." (at least), "..40" (at most), "" (not recorded). Days and periods: one
day, "first..last", an open end left out. Places: ids, parted by ";", with "north of az/..." for a relation. `basis` is
"own" or "reported: SPEAKER". A column named after a field takes that field. `state` says what became of the proposal:
approved (when the column is left out), submitted, returned, dropped, or withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.accounts.actor import Actor, keeper
from minetrace.figures import reference
from minetrace.figures.answer import Answer
from minetrace.figures.ask import ask
from minetrace.figures.question import Question, parse_where
from minetrace.figures.rows import assembled
from minetrace.places.words import relations
from minetrace.register import actions, gazetteer
from minetrace.register.actions import Draft
from minetrace.register.models import Record

ANNA, BORIS = keeper("anna"), keeper("boris")
ZONE = "Asia/Baku"
RANGES = {"qty": "quantity", "cleared": "cleared", "destroyed": "destroyed", "counted": "counted"}
PERIODS = {
    "found": "found",
    "cleared on": "cleared",
    "destroyed on": "destroyed",
    "visited": "visited",
    "happened": "happened",
}


@dataclass(frozen=True)
class Table:
    """What stands in the register: records by the name of their row."""

    records: Mapping[str, Record]

    def named(self, references: Any) -> list[str]:
        """Rows of the table for references of the register."""
        names = {record.reference: name for name, record in self.records.items()}
        return [names[reference] for reference in references]


def register(text: str, kind: str = "find") -> Table:
    """Write a table into the register, row by row, each in the state that it says."""
    head, *lines = [line for line in text.strip().splitlines() if line.strip()]
    names = [cell.strip() for cell in head.split("|")]
    records = {}
    for line in lines:
        row = dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True))
        records[row["ref"]] = write(draft(row, kind), row.get("state", "approved"))
    return Table(records)


def draft(row: Mapping[str, str], kind: str = "find") -> Draft:
    """The draft of a row."""
    fields: dict[str, Any] = {}
    basis, _, speaker = row.get("basis", "own").partition(":")
    for name, cell in row.items():
        if name in ("ref", "basis", "state", "said") or not cell:
            continue
        if name in RANGES:
            fields |= ends(cell, f"{RANGES[name]}_low", f"{RANGES[name]}_high", int)
        elif name in PERIODS:
            fields |= ends(cell, f"{PERIODS[name]}_from", f"{PERIODS[name]}_to", str)
        elif name == "made":
            fields |= ends(cell, "made_year_low", "made_year_high", int)
        elif name == "places":
            fields["places"] = [mention(one.strip()) for one in cell.split(";")]
        else:
            fields[name] = cell
    return Draft(
        kind=kind,
        fields=fields,
        basis="reported" if basis == "reported" else "own",
        speaker=speaker.strip() or None,
        said_on=row.get("said") or None,
    )


def ends(cell: str, first: str, last: str, kind: type) -> dict[str, Any]:
    """Both ends of a range or period."""
    low, dots, high = cell.partition("..")
    values = {first: low, last: high if dots else low}
    return {name: kind(value) for name, value in values.items() if value}


def mention(text: str) -> dict[str, str]:
    """A place with its relation: "az/lachin" or "north of az/saribaba-height"."""
    relation = next((r for r in relations() if text.startswith(f"{r} ")), "in")
    return {"place": text.removeprefix(f"{relation} "), "relation": relation}


def write(new: Draft, state: str = "approved", record: Record | None = None) -> Record:
    """Bring a draft into the register as far as its state says."""
    proposal = actions.propose(ANNA, new, record=record)
    if state == "returned":
        actions.return_(BORIS, proposal, why="look again")
    elif state == "dropped":
        actions.drop(ANNA, proposal)
    elif state != "submitted":
        actions.approve(BORIS, proposal, four_eyes=True)
    if state == "withdrawn":
        withdraw(proposal.record)
    return proposal.record


def withdraw(record: Record) -> None:
    """Withdraw a record, as two people."""
    actions.approve(BORIS, actions.withdraw(ANNA, record, why="a mistake"), four_eyes=True)


def answer(where: str = "", *, actor: Actor = ANNA, measure: str = "ordnance.found", **asked: Any) -> Answer:
    """Ask the store and the reference; they must agree in everything."""
    places = asked.pop("places", ())
    question = Question(
        measure=measure,
        where=parse_where(where) if where else None,
        places=(places,) if isinstance(places, str) else tuple(places),
        **asked,
    )
    assert Question.from_query_string(question.to_query_string()) == question
    assert Question.from_dict(question.as_dict()) == question
    return agreed(question, actor)


def agreed(question: Question, actor: Actor = ANNA) -> Answer:
    """The store's answer, equal to the reference's."""
    from_store = ask(question, actor=actor, time_zone=ZONE)
    plain = reference.evaluate(question, from_store.entry, gazetteer.known_at(from_store.entry), actor)
    assert from_store == assembled(question, from_store.entry, *plain)
    return from_store


def row_by_row(table: Table, given: Answer) -> dict[str, tuple[int, int | None]]:
    """What each counted row of the table adds."""
    names = table.named(row.reference for row in given.counted)
    return {name: (row.low, row.high) for name, row in zip(names, given.counted, strict=True)}


def left_out(table: Table, given: Answer) -> dict[str, list[str]]:
    """The rows of the table that were left out, by reason."""
    assert all(one.count == len(one.examples) for one in given.left_out)
    return {one.reason: table.named(one.examples) for one in given.left_out}

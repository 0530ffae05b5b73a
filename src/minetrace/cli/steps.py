"""`minetrace return`, `drop` and `records`: what else happens to proposals, and what the register holds."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.records import plain_values, proposal_named, told_fields
from minetrace.cli.screen import console, plain
from minetrace.terms.problem import Problem

ProposalArgument = Annotated[str, typer.Argument(help="The proposal's id or its ending, or the record's reference.")]


def return_(
    proposal: ProposalArgument,
    why: Annotated[str, typer.Option(help="What the author should mend.")],
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Send a proposal back to its author with the reason."""
    open_home(home)
    from minetrace.register import actions

    row = proposal_named(proposal)
    actions.return_(actor_named(name), row, why=why)
    console().print(f"{row.record.reference}: returned to its author")


def drop(
    proposal: ProposalArgument,
    why: Annotated[str, typer.Option(help="Why, in a few words.")] = "",
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Drop a proposal: it is kept and shown as dropped."""
    open_home(home)
    from minetrace.register import actions

    row = proposal_named(proposal)
    actions.drop(actor_named(name), row, why=why)
    console().print(f"{row.record.reference}: dropped")


def records(
    kind: Annotated[str, typer.Argument(help="A kind of record, for example find.")] = "find",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the current records of a kind with what sums them up."""
    open_home(home)
    from minetrace.ledger.times import head_number
    from minetrace.register import view
    from minetrace.register.kinds import KINDS

    if kind not in KINDS:
        raise Problem("MT-411", kind="kind", value=kind)
    rows = view.listing(actor_named(None), kind, at=head_number())
    if as_json:
        out = [{"reference": r.reference, "basis": r.basis, "fields": plain_values(r.fields)} for r in rows]
        print(json.dumps(out, ensure_ascii=False))
        return
    for row, fields in zip(rows, told_fields(rows), strict=True):
        told = [fields[name] for name in KINDS[kind].summary if name in fields]
        who = f"reported by {row.speaker}" if row.basis == "reported" else "own"
        console().print(plain(f"{row.reference}  {who}  {'  '.join(told)}"))
    if not rows:
        console().print(f"No {KINDS[kind].plural.lower()} are held.")

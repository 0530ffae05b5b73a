"""`minetrace claims`, `right`, `misread`, `otherwise`: what was read, and whether it was read right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, by_ending, open_home
from minetrace.cli.screen import console, plain
from minetrace.terms.problem import Problem

if TYPE_CHECKING:
    from minetrace.sources.claims import KeptClaim

ClaimArgument = Annotated[str, typer.Argument(help="The claim's id or its ending, as `minetrace claims` shows it.")]


def claims(
    source: Annotated[
        str | None, typer.Argument(help="The source's id or its ending; all sources when left out.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List kept claims with their ids, states, tiers (auto, review) and words."""
    open_home(home)
    from minetrace.sources.claims import kept_claims
    from minetrace.sources.models import Source

    chosen = Source.objects.order_by("id")
    rows = [by_ending(list(chosen.filter(id__endswith=source)), "source", source)] if source else list(chosen)
    out: list[dict[str, Any]] = []
    for row in rows:
        kept = kept_claims(row.id)
        out += [
            {"id": k.id, "source": row.id, "state": k.state, "tier": k.tier, "doubts": list(k.doubts), **k.read_as}
            for k in kept
        ]
        if not as_json:
            console().print(plain(f"{row.label}  (source {row.id[-8:]})"))
            for claim in kept:
                tier = claim.tier or "not stated"
                line = f"  {claim.id[-8:]}  {claim.state:10} {tier:10} {claim.row.counting:10} {claim.row.quote}"
                console().print(plain(line))
    if as_json:
        print(json.dumps(out, ensure_ascii=False))


def right(claim: ClaimArgument, home: HomeOption = None, name: AsOption = None) -> None:
    """Say that a claim was read right: this is what the text says."""
    open_home(home)
    _decide(claim, name, "right")


def misread(
    claim: ClaimArgument,
    reason: Annotated[str, typer.Option("--why", help="What the text says instead.")],
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Say that a claim was misread, and why."""
    open_home(home)
    _decide(claim, name, "misread", reason=reason)


def otherwise(
    claim: ClaimArgument,
    changes: Annotated[list[str], typer.Option("--set", help="key=value, value as JSON or text; several times.")],
    reason: Annotated[str, typer.Option("--why", help="Why, in a few words.")] = "",
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Say how a claim reads instead: a corrected reading beside the claim, which stays as it was read."""
    open_home(home)
    _decide(claim, name, "otherwise", reason=reason, corrected=pairs(changes))


def claim_named(ending: str) -> KeptClaim:
    """The kept claim that an id or its ending names."""
    from minetrace.sources.claims import kept_claim
    from minetrace.sources.models import Claim

    row = by_ending(list(Claim.objects.filter(id__endswith=ending)[:2]), "claim", ending)
    return kept_claim(row.id)


def pairs(changes: list[str]) -> dict[str, Any]:
    """Options of the form key=value; a value that is JSON is read as such. Raises MT-419."""
    out: dict[str, Any] = {}
    for change in changes:
        key, sign, value = change.partition("=")
        if not sign:
            raise Problem("MT-419", value=change)
        try:
            out[key.strip()] = json.loads(value)
        except ValueError:
            out[key.strip()] = value
    return out


def _decide(ending: str, name: str | None, verdict: Any, **details: Any) -> None:
    from minetrace.sources.actions import decide

    claim = claim_named(ending)
    decide(actor_named(name), claim.row, verdict, **details)
    console().print(plain(f"{verdict}: {claim.row.quote}"))
    if verdict != "misread" and claim.row.counting == "occurrence":
        console().print(f"Next: minetrace take {claim.id[-8:]}   takes it into the register")


def undo(claim: ClaimArgument, home: HomeOption = None, name: AsOption = None) -> None:
    """Take your last decision on a claim back; the one before it stands again."""
    open_home(home)
    from minetrace.sources.actions import undo_decision

    kept = claim_named(claim)
    undone = undo_decision(actor_named(name), kept.row)
    state = claim_named(claim).state
    console().print(plain(f"{'undone, now ' if undone else 'nothing to undo, '}{state}: {kept.row.quote}"))

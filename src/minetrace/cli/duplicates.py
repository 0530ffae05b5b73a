"""`minetrace duplicates`, `merge`, `unmerge`, `link`, `unlink`: which records hold one thing, and how others relate."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain, working

_SHOWN = 20


def duplicates(
    kind: Annotated[str | None, typer.Option(help="Only records of this kind.")] = None,
    different: Annotated[
        str | None, typer.Option(help="Say that two records hold two things: ONE,OTHER. They are not shown again.")
    ] = None,
    why: Annotated[str, typer.Option(help="The reason, with --different.")] = "",
    home: HomeOption = None,
    name: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """List records that may hold the same thing, with reasons; say which do not."""
    open_home(home)
    from minetrace.register.duplicates import candidates
    from minetrace.register.kinds import KINDS

    actor = actor_named(name)
    if different is not None:
        _different(actor, different, why)
        return
    with working("comparing records"):
        searched = [candidates(actor, one) for one in ([kind] if kind else KINDS)]
    if as_json:
        print(json.dumps([_plain(c) for search in searched for c in search.candidates], ensure_ascii=False))
        return
    screen = console()
    for search in searched:
        for c in search.candidates[:_SHOWN]:
            told = "; ".join(reason for reason, _ in c.reasons)
            screen.print(plain(f"{c.one.reference}  {c.other.reference}  {c.score:>3}  {told}"))
            for against, _ in c.against:
                screen.print(plain(f"    but {against}"))
        if len(search.candidates) > _SHOWN:
            screen.print(f"and {len(search.candidates) - _SHOWN:,} more of kind {search.kind}: --json")
        if search.too_common:
            screen.print(f"{search.kind}: {search.too_common:,} days, places or names were too common to compare")
    if not any(search.candidates for search in searched):
        screen.print("No two records look like one.")


def merge(
    keep: Annotated[str, typer.Argument(help="The record that goes on, for example F-000001.")],
    gone: Annotated[str, typer.Argument(help="The record that it answers for from now on.")],
    why: Annotated[str, typer.Option(help="Why they hold one thing.")],
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Merge two records that hold one thing: figures count it once, both histories stay."""
    opened = open_home(home)
    from minetrace.register import view
    from minetrace.register.merging import merge as merge_records

    pair = view.find_record(keep), view.find_record(gone)
    made = merge_records(actor_named(name), *pair, why, four_eyes=opened.four_eyes)
    console().print(f"{made.kept.reference} answers for {made.gone.reference}: ledger entry {made.entry}")


def unmerge(
    gone: Annotated[str, typer.Argument(help="The record that went into another.")],
    why: Annotated[str, typer.Option(help="Why they are two things after all.")],
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Part merged records: both are as they were, what was changed in between is proposed on each."""
    open_home(home)
    from minetrace.register import view
    from minetrace.register.merging import unmerge as part

    record = view.find_record(gone)
    proposals = part(actor_named(name), record, why)
    console().print(f"{record.reference} stands by itself again.")
    for proposal in proposals:
        told = f"Proposed on {proposal.record.reference}, proposal {proposal.id[-8:]}: what was changed in between"
        console().print(told)


def link(
    record: Annotated[str, typer.Argument(help="The record that the link leads from.")],
    relation: Annotated[str, typer.Argument(help="lies_in, part_of, follows_from, described_by, related ...")],
    other: Annotated[str, typer.Argument(help="The record that it leads to.")],
    held_from: Annotated[str | None, typer.Option("--from", help="Day since when it holds, YYYY-MM-DD.")] = None,
    held_to: Annotated[str | None, typer.Option("--to", help="Last day on which it held.")] = None,
    claim: Annotated[str | None, typer.Option(help="The claim that says so: its id or the ending of it.")] = None,
    why: Annotated[str, typer.Option(help="The reason, in words.")] = "",
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Link two records: a relation with its days and where it stands written."""
    open_home(home)
    from minetrace.cli.claims import claim_named
    from minetrace.register import view
    from minetrace.register.links import link as link_records

    cited = claim_named(claim).row if claim else None
    ends = view.find_record(record), view.find_record(other)
    made = link_records(actor_named(name), *ends, relation, held_from=held_from, held_to=held_to, claim=cited, why=why)
    console().print(f"{record} {relation} {other}: link {made.pk[-8:]}, ledger entry {made.entry}")


def unlink(
    link: Annotated[str, typer.Argument(help="The link's id or its ending, as `minetrace record` shows it.")],
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """End a link; it stays in the history."""
    open_home(home)
    from minetrace.register.links import find_link
    from minetrace.register.links import unlink as end

    held = find_link(link)
    end(actor_named(name), held, why)
    console().print(f"{held.record.reference} {held.relation} {held.other.reference}: ended")


def _different(actor: Any, pair: str, why: str) -> None:
    from minetrace.register import view
    from minetrace.register.merging import not_duplicate

    one, _, other = pair.partition(",")
    not_duplicate(actor, view.find_record(one.strip()), view.find_record(other.strip()), why)
    console().print(plain(f"{one.strip()} and {other.strip()} hold two things; they are not shown again."))


def _plain(candidate: Any) -> dict[str, Any]:
    reasons = [{"reason": reason, "points": points} for reason, points in candidate.reasons]
    against = [{"reason": reason, "points": points} for reason, points in candidate.against]
    pair = {"one": candidate.one.reference, "other": candidate.other.reference, "kind": candidate.one.kind}
    return {**pair, "score": candidate.score, "reasons": reasons, "against": against}

"""A reading as a table that fits the terminal, and its checks in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from minetrace.cli.screen import plain
from minetrace.readings import Reading
from minetrace.reckoning import wording
from minetrace.terms.check import Check
from minetrace.terms.claim import Claim

WIDE = 110
"""Columns from which each slot has a column of its own; below, place, period and speaker share one."""
_MARKS = {"holds": ("✓", "green"), "broken": ("✗", "bold red"), "not stated": ("?", "cyan"), "warning": ("!", "yellow")}
_UNSTATED = Text("–", style="dim")


def report(reading: Reading, width: int) -> Iterator[RenderableType]:
    """The table of claims for a terminal of `width` columns, then the checks."""
    if not reading.claims:
        yield Text("No figures, visits or provisions about mines were found.")
    else:
        yield _wide(reading.claims) if width >= WIDE else _narrow(reading.claims)
    yield from _doubts(reading.claims)
    if reading.refused:
        yield Text("\nFigures not taken", style="bold")
        for refusal in reading.refused:
            quote = Text(f"“{plain(' '.join(refusal.quote.split()))}”", style="italic dim")
            yield _beside(Text("  –", style="dim"), Text.assemble(quote, f" {refusal.reason}"))
    if reading.checks:
        yield Text("\nChecks (in brackets, the claims they speak of)", style="bold")
        numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
        for check in reading.checks:
            yield from _check(check, numbers)
        yield Text("")


def _table(claims: Sequence[Claim]) -> Table:
    """A table with its first two columns: the number of the claim, and its value, which is never cut."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), leading=1)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    longest = max(len(word) for claim in claims for word in value(claim).split())
    table.add_column("value", justify="right", style="bold", min_width=longest, max_width=max(longest, 9))
    return table


def _wide(claims: Sequence[Claim]) -> Table:
    table = _table(claims)
    table.add_column("thing", ratio=3, overflow="fold")
    table.add_column("quote", ratio=5, overflow="fold")
    table.add_column("places", ratio=3, overflow="fold")
    table.add_column("period", width=13)
    table.add_column("who says so", ratio=3, overflow="fold")
    for number, claim in enumerate(claims, 1):
        slots = (_or_unstated(places(claim)), _or_unstated(period(claim)), _or_unstated(speakers(claim)))
        table.add_row(_numbered(number, claim), value(claim), Text(thing(claim)), _quote(claim), *slots)
    return table


def _narrow(claims: Sequence[Claim]) -> Table:
    table = _table(claims)
    table.add_column("thing and quote", ratio=1, overflow="fold")
    table.add_column("places, period, who says so", ratio=1, overflow="fold")
    for number, claim in enumerate(claims, 1):
        what = Text(thing(claim) + "\n").append_text(_quote(claim))
        scope = [part for part in (places(claim), period(claim).replace("\n", " "), speakers(claim)) if part]
        table.add_row(_numbered(number, claim), value(claim), what, _or_unstated("\n".join(scope)))
    return table


def _numbered(number: int, claim: Claim) -> str:
    return f"{number} ?" if claim.tier == "review" else str(number)


def _doubts(claims: Sequence[Claim]) -> Iterator[RenderableType]:
    """What a person should look at, reason by reason, with the claims that each speaks of."""
    found: dict[str, list[int]] = {}
    for number, claim in enumerate(claims, 1):
        for doubt in claim.doubts:
            found.setdefault(doubt.reason, []).append(number)
    if found:
        yield Text("\nFor review (marked ?), and why", style="bold")
    for reason, numbers in found.items():
        yield _beside(Text("  ?", style="cyan"), Text.assemble(reason, (f" {numbers}", "dim")))


def _beside(mark: Text, words: Text) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, words)
    return grid


def value(claim: Claim) -> str:
    """The figure as stated with hedge and unit; empty for a claim without a number."""
    if claim.value is None and claim.low is None and claim.high is None:
        return "some" if claim.kind in ("ordnance", "casualty", "area") else ""
    return wording.figure(claim)


def thing(claim: Claim) -> str:
    """What the claim is about: the things with their action and make, the provision, or the visitors."""
    if claim.kind == "visit":
        who = [f"{person.name} ({person.role})" if person.role else person.name for person in claim.who]
        return plain("visit: " + "; ".join(who)) if who else "visit"
    if claim.kind == "provision":
        relation = (claim.relation or "cited").replace("_", " ")
        return plain(f"{relation}: point {claim.article} of the {claim.instrument}" if claim.article else relation)
    words = [wording.thing(claim)]
    if claim.kind == "ordnance":
        make = [f"in {slot}" for slot in (claim.made_in, claim.made_year) if slot]
        words += [f", made {' '.join(make)}"] if make else []
        words += [", " + " and ".join(claim.action)] if claim.action else []
    words += [f"({claim.stance})"] if claim.stance != "asserted" else []
    return plain(" ".join(words).replace(" ,", ",").strip())


def places(claim: Claim) -> str:
    """Places as written, each with its relation ("north of")."""
    relations = [*claim.place_relations, *[None] * len(claim.places)]
    named = [
        f"{relation} {place}" if relation else place for place, relation in zip(claim.places, relations, strict=False)
    ]
    return plain(", ".join(named))


def period(claim: Claim) -> str:
    """One day, or two with a line between them; a day without its year as written in the claim."""
    if claim.from_ == claim.to:
        return claim.from_ or (claim.partial_date or "")
    return f"{claim.from_ or '...'} to\n{claim.to or '...'}"


def speakers(claim: Claim) -> str:
    """Who says so, from the nearest relay to the origin; empty for the publisher itself."""
    return plain(" ← ".join(claim.attributed_to))


def _quote(claim: Claim) -> Text:
    return Text(f"“{plain(' '.join(claim.quote.split()))}”", style="italic dim")


def _or_unstated(text: str) -> Text:
    return Text(text) if text else _UNSTATED


def _check(check: Check, numbers: dict[str, int]) -> Iterator[RenderableType]:
    mark, style = _MARKS[check.outcome]
    about = ", ".join(str(number) for number in sorted(numbers[id_] for id_ in check.claims if id_ in numbers))
    head = Text.assemble((f"  {mark} ", style), (check.rule, "dim"))
    grid = _beside(head, Text.assemble(plain(check.sentence), (f" [{about}]", "dim")))
    for warning in check.warnings:
        grid.add_row("", Text(f"! {plain(warning)}", style="yellow"))
    yield grid

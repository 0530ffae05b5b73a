"""`minetrace figure`: a question with its answer, each counted row down to the quote, and what was left out and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain

if TYPE_CHECKING:
    from minetrace.figures.answer import Answer, Counted
    from minetrace.figures.question import Question
    from minetrace.figures.trail import Passage

SHOWN_ROWS = 30
"""Rows that the screen shows; --json gives all."""
_UNITS = {"item": "items", "visit": "visits", "accident": "accidents", "person": "people", "m2": "m²"}


def figure(
    measure: Annotated[str, typer.Argument(help="What is counted, for example ordnance.found.")],
    where: Annotated[
        str | None, typer.Option(metavar="CQL2", help="A filter, for example: model = 'PMN-E' and quantity >= 10.")
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(help="A place by id or unambiguous name; several are one area.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="First day that counts, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day that counts, YYYY-MM-DD.")] = None,
    basis: Annotated[
        str, typer.Option(help="own: your field work. reported: what others state, never added to it.")
    ] = "own",
    speaker: Annotated[str | None, typer.Option(help="Only what this speaker states.")] = None,
    known_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="As the register knew it at the end of that day.")
    ] = None,
    said_by: Annotated[str | None, typer.Option(metavar="DAY", help="As published up to that day.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Write the answer with its rows too: .csv, .xlsx, .geojson or .gpkg.")
    ] = None,
    tier: Annotated[str, typer.Option(help="What the file may hold: public, partner, restricted.")] = "public",
    home: HomeOption = None,
    as_json: JsonOption = False,
    name: AsOption = None,
) -> None:
    """Answer a question from low to high, with every row that counts, down to the words it rests on."""
    opened = open_home(home)
    from minetrace.figures.ask import ask
    from minetrace.figures.question import Question, parse_where
    from minetrace.figures.words import question_in_words
    from minetrace.register import gazetteer

    places = gazetteer.current()
    question = Question(
        measure=measure,
        where=parse_where(where) if where else None,
        places=tuple(places.one(one).id for one in place or ()),
        since=since,
        until=until,
        basis=basis,  # type: ignore[arg-type]  # the question judges it
        speaker=speaker,
        known_on=known_on,
        said_by=said_by,
    )
    answer = ask(question, actor=actor_named(name), time_zone=opened.time_zone)
    if file is not None:
        from minetrace.doors.figure_file import export_figure

        export_figure(actor_named(name), question, file, tier=tier, time_zone=opened.time_zone)
    words = question_in_words(answer.question, places)
    if as_json:
        _print_json(answer, words)
        return
    screen = console()
    if file is not None:
        screen.print(plain(f"Written with its rows, tier {tier}: {file}"))
    for line in _report(answer, words):
        screen.print(line)


def _print_json(answer: Answer, words: str) -> None:
    from minetrace.figures.trail import passages

    rows = tuple(answer.counted)
    plain_answer = replace(answer, counted=rows).as_dict()
    for row, found in zip(plain_answer["counted"], passages(rows), strict=True):
        row["passages"] = [passage.as_dict() for passage in found]
    text = json.dumps({"in_words": words, **plain_answer}, ensure_ascii=False, indent=2) + "\n"
    # Bytes, so that a quote in any script survives a terminal or pipe set to another encoding.
    sys.stdout.buffer.write(text.encode())


def _report(answer: Answer, words: str) -> Iterator[Any]:
    from minetrace.figures.trail import passages

    shown = answer.counted[:SHOWN_ROWS]
    yield Text(plain(words))
    unit = _UNITS.get(answer.unit, answer.unit) if answer.stated else ""
    if answer.single == 1:
        unit = answer.unit
    yield Padding(Text(f"{answer.number_text()} {unit}".rstrip(), style="bold"), (1, 0, 1, 4))
    if answer.unrecorded:
        yield Text("No record answers this: 0 is what is recorded, not what happened or what lies there.")
    if answer.basis == "reported" and answer.speakers:
        yield Text(plain("Stated by: " + "; ".join(answer.speakers)))
    if shown:
        yield Text("Counted", style="bold")
    numbers = _numbers(shown)
    for row, found in zip(shown, passages(shown), strict=True):
        yield from _row(row, found, numbers)
    if len(answer.counted) > SHOWN_ROWS:
        yield Text(f"  ... and {len(answer.counted) - SHOWN_ROWS:,} more rows: --json shows all", style="dim")
    if answer.left_out:
        yield Text("Left out", style="bold")
    for reason in answer.left_out:
        more = " ..." if reason.count > len(reason.examples) else ""
        named = ", ".join(reason.examples) + more
        yield Padding(Text(plain(f"{reason.count:,}  {reason.reason}: {named}")), (0, 0, 0, 2))
    yield Text(f"At ledger entry {answer.entry}. {_next_step(answer, shown)}", style="dim")


def _numbers(rows: Sequence[Counted]) -> dict[tuple[str, int], int]:
    """The number of each counted version within its record, as pages number them."""
    from minetrace.register.view import numbers

    by_kind: dict[str, list[int]] = {}
    for row in rows:
        if row.version is not None:
            by_kind.setdefault(row.kind, []).append(row.version)
    return {(kind, one): n for kind, versions in by_kind.items() for one, n in numbers(kind, versions).items()}


def _row(row: Counted, found: list[Passage], numbers: Mapping[tuple[str, int], int]) -> Iterator[Any]:
    from minetrace.figures.answer import span_text

    number = span_text(row.low, row.high)
    version = f" version {numbers[row.kind, row.version]}" if row.version else ""
    said = f", reported by {row.speaker}" if row.speaker else ""
    line = Text.assemble(("  " + plain(row.reference), "bold"), plain(f"{version}  {number}{said}"))
    if row.why:
        line.append(plain(f"  ({row.why})"), style="yellow")
    yield line
    for passage in found:
        words = " ".join((passage.quote or passage.locus or "").split())
        shown = Text(plain(f"“{words}”" if passage.quote else words), style="italic")
        yield Padding(shown.append(plain(f"  {passage.source}"), style="dim"), (0, 0, 0, 6))
    if not found:
        yield Padding(Text("no source cited", style="dim"), (0, 0, 0, 6))


def _next_step(answer: Answer, shown: Sequence[Counted]) -> str:
    question: Question = answer.question
    records = [row for row in shown if row.record]
    if records:
        return f"Next, what a row rests on: minetrace record {records[0].reference}"
    if question.over.claims is not None:
        return "Next, the claims themselves: minetrace claims"
    if question.basis == "own":
        return "Next, what others report: the same with --basis reported"
    if answer.left_out:
        return f"Next, a row that was left out: minetrace record {answer.left_out[0].examples[0]}"
    return "Next, take a claim into the register: minetrace claims, then minetrace take CLAIM"

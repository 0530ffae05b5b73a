"""`minetrace read`: what a statement claims, on the screen or as JSON. Nothing is kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from minetrace import readings
from minetrace.cli import reading_table
from minetrace.cli.screen import console, working
from minetrace.sources.extraction import LIMIT_BYTES, Extraction, check_size, extract
from minetrace.terms.days import day
from minetrace.terms.problem import Problem

STANDARD_INPUT = "-"


def read(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A text, a saved web page or a PDF; - for standard input.")
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DAY", help="Day of publication, YYYY-MM-DD: resolves “this year”, “Monday”.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it; left out of the speakers.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help=f"When the guess is wrong: {readings.languages_told()}.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole reading as JSON.")] = False,
) -> None:
    """Show what a statement claims: each figure with its words, place, period and speaker, and whether it adds up.

    Nothing is kept: to keep a source with its reading, use minetrace add.
    """
    day_of_publication = None if published is None else day(published)
    name = "standard input" if file == STANDARD_INPUT else Path(file).name
    data = contents(file)
    with working(f"Reading {name}"):
        source = extract(data, name=name)
        found = readings.read(source.text, published=day_of_publication, publisher=publisher, language=language)
    if found.language not in readings.languages():
        raise Problem("MT-106", name=name, languages=", ".join(readings.languages()))
    if as_json:
        # Bytes, so that a claim in any script survives a terminal or pipe set to another encoding.
        text = json.dumps(found.as_dict(), ensure_ascii=False, indent=2) + "\n"
        sys.stdout.buffer.write(text.encode())
        return
    screen = console()
    for part in reading_table.report(found, screen.width):
        screen.print(part)
    for line in _next_steps(file, source, found, dated=published is not None):
        screen.print(line, style="dim", soft_wrap=True)


def contents(file: str) -> bytes:
    """The bytes of FILE or, for "-", of standard input; never much more than the limit is read.

    Raises `Problem` MT-103 (over the limit), MT-107 (not found), MT-111 (a folder, no permission).
    """
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(LIMIT_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            check_size(Path(file).stat().st_size, name=Path(file).name)
            return opened.read(LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise Problem("MT-107", name=file) from error
    except OSError as error:
        raise Problem("MT-111", name=file, reason=error.strerror or "the system refuses") from error


def _next_steps(file: str, source: Extraction, found: readings.Reading, *, dated: bool) -> list[str]:
    """The line that says how much was read, and what one would do next."""
    lines = [f"Note: {note}" for note in (*source.notes, *found.notes)]
    if source.suggested.published and not dated:
        on = source.suggested.published
        lines.append(f"The page says it was published on {on}: add --published {on} to resolve its dates.")
    review = sum(claim.tier == "review" for claim in found.claims)
    counts = f"{_counted(len(found.claims), 'claim')} ({review} for review), {_counted(len(found.checks), 'check')}"
    keep = "save it as a file, then: minetrace add FILE" if file == STANDARD_INPUT else f"keep it: minetrace add {file}"
    lines.append(f"{counts}; language {found.language}; reader {found.version}. Next, {keep}")
    return lines


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

"""`minetrace statement`: texts in which every number is a figure or a claim."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from minetrace.cli.opening import HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.problems import EXIT_PROBLEM
from minetrace.cli.screen import console, plain
from minetrace.terms.problem import Problem

if TYPE_CHECKING:
    from minetrace.publishing.checked import CheckedText, TrailEntry
    from minetrace.publishing.finding import Finding
    from minetrace.publishing.numbers import Number, Row

app = typer.Typer(no_args_is_help=True, help="Check a text whose every number is traced.")

_MOST_ROWS = 12
"""Rows and quotes shown under a number; --json gives all."""
_INDENT = 5


@app.callback()
def _group() -> None:
    """Texts in which every number is a figure of the register or a claim of a source."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The statement: front matter, then Markdown; `-` for standard input.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the finished text with a trail for each number, or every reason why it may not go out.

    A small statement, for a register with finds in Lachin district:

        ---
        figures:
          found: {measure: ordnance.found, place: az/lachin-district, since: 2024-01-01}
        ---
        Our teams found {{ found }} mines.
    """
    opened = open_home(home)
    from minetrace.publishing.check import check as check_text

    checked = check_text(_text_of(file), actor=actor_named(None), time_zone=opened.time_zone)
    if as_json:
        print(json.dumps(checked.as_dict(), ensure_ascii=False))
    elif checked.passes:
        _show_finished(checked)
    else:
        _show_refused(checked, file)
    if not checked.passes:
        raise typer.Exit(EXIT_PROBLEM)


def _text_of(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except FileNotFoundError:
        raise Problem("MT-107", name=file) from None
    except OSError as wrong:
        raise Problem("MT-111", name=file, reason=wrong.strerror) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("MT-111", name=file, reason="it is not UTF-8 text") from None


def _show_finished(checked: CheckedText) -> None:
    screen = console()
    # Not wrapped: the text is there to be copied.
    print(plain(checked.text or "").strip("\n"))
    screen.print()
    screen.print(f"Trail of {len(checked.trail)} numbers" if len(checked.trail) != 1 else "Trail of 1 number")
    shown: dict[str, int] = {}
    for entry in checked.trail:
        _show_entry(entry, shown)
    for held in checked.held:
        _line(f"Holds: {held.relation}   ({held.formula})", 0)
    for finding in checked.warnings:
        _show_finding(finding, "", "Note")
    if not checked.pinned:
        _line("Next: add `known_on: YYYY-MM-DD` to the front matter, so that the numbers stay as they are.", 0)
    _line("Next: check it again right before it goes out; the register may have changed.", 0)


def _show_entry(entry: TrailEntry, shown: dict[str, int]) -> None:
    _line(f"{entry.ordinal:>3}. {entry.text}   {{{{ {entry.number.name} }}}}, line {entry.mark.line}", 0)
    if entry.number.name in shown:
        _line(f"as under {shown[entry.number.name]}.", _INDENT)
        return
    shown[entry.number.name] = entry.ordinal
    _show_number(entry.number, _INDENT, shown)


def _show_number(number: Number, indent: int, shown: dict[str, int]) -> None:
    _line(number.words, indent)
    if number.speakers:
        _line(f"said by {'; '.join(number.speakers)}", indent)
    if number.entry is not None:
        _line(f"as of ledger entry {number.entry}", indent)
    for row in number.rows[:_MOST_ROWS]:
        _show_row(row, indent)
    if len(number.rows) > _MOST_ROWS:
        _line(f"and {len(number.rows) - _MOST_ROWS} more records: --json lists them", indent)
    for reason, count in number.left_out:
        _line(f"left out: {count:,}, {reason}", indent)
    for part in number.parts:
        if part.name in shown:
            _line(f"{part.name}: as under {shown[part.name]}.", indent)
        else:
            _line(f"{part.name}:", indent)
            _show_number(part, indent + 2, shown)


def _show_row(row: Row, indent: int) -> None:
    high = "open" if row.high is None else f"{row.high:,}"
    count = f"{row.low:,}" if row.low == row.high else f"{row.low:,} to {high}"
    why = f" ({row.why})" if row.why else ""
    who = f", reported by {row.speaker}" if row.speaker else ""
    _line(f"{row.reference}  {count}{why}{who}", indent)
    for passage in row.passages[:_MOST_ROWS]:
        words = f"“{passage.quote}” " if passage.quote else f"{passage.locus} of " if passage.locus else ""
        _line(f"{words}{passage.source}", indent + 2)


def _line(text: str, indent: int) -> None:
    """Print one line of the trail, wrapped under its own beginning."""
    screen = console()
    lead = " " * indent
    wrapper = TextWrapper(
        width=screen.width,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )
    lines = wrapper.wrap(plain(text))
    screen.print("\n".join(lines), soft_wrap=True)


def _show_refused(checked: CheckedText, file: Path) -> None:
    for finding in checked.refusals:
        _show_finding(finding, f"{file}:", "")
    for finding in checked.warnings:
        _show_finding(finding, f"{file}:", "note")
    count = len(checked.refusals)
    what = "one reason" if count == 1 else f"{count} reasons"
    console(stderr=True).print(f"The text may not go out, for {what}. Mend these lines and check again.")


def _show_finding(finding: Finding, before: str, kind: str) -> None:
    screen = console(stderr=bool(before))
    place = f"{before}{finding.mark.line}:" if before else f"{kind}, line {finding.mark.line}:"
    label = f"{kind} " if before and kind else ""
    screen.print(plain(f"{place} {label}{finding.problem.code} {finding.problem.what}"), soft_wrap=True)
    screen.print(plain(f"    Next: {finding.problem.next_step}"), soft_wrap=True)

"""`minetrace ledger`: verify that nothing was altered, and sign the newest entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from minetrace.cli.opening import HomeOption, JsonOption, open_home
from minetrace.cli.screen import console, plain, working
from minetrace.terms.problem import Problem

app = typer.Typer(no_args_is_help=True, help="Prove that what the register holds is what was entered.")


@app.command()
def verify(
    head: Annotated[Path | None, typer.Option("--from", help="A signed head that you kept elsewhere.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Recompute every row and entry; name table, id and field of whatever was altered."""
    opened = open_home(home)
    from minetrace.config.checking import check
    from minetrace.ledger.heads import check_head

    with working("recomputing every row"):
        done = check(opened)
    checked, findings = done.ledger, list(done.findings)
    if head is not None:
        findings += check_head(_head_in(head))
    if as_json:
        found = [{"table": f.table, "id": f.id, "field": f.field, "what": f.what} for f in findings]
        print(json.dumps({"entries": checked.entries, "rows": checked.rows, "head": checked.head, "findings": found}))
    else:
        _print_findings(findings, checked.entries, checked.rows)
    if findings:
        raise typer.Exit(1)


@app.command("head")
def head_(home: HomeOption = None) -> None:
    """Print the newest entry's number and hash, signed; keep it somewhere else to prove later that nothing was
    rewritten.
    """
    opened = open_home(home)
    from minetrace.ledger.heads import signed_head

    print(json.dumps(signed_head(opened.programme, opened.signing_key_file), ensure_ascii=False, indent=1))


def _head_in(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise Problem("MT-107", name=path)
    try:
        head: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise Problem("MT-312") from None
    if not isinstance(head, dict):
        raise Problem("MT-312")
    return head


def _print_findings(findings: list[Any], entries: int, rows: int) -> None:
    screen = console()
    for finding in findings:
        screen.print(plain(f"ALTERED  {finding.table}  {finding.id}  {finding.field}: {finding.what}"))
    if findings:
        screen.print(f"{len(findings)} findings in {entries} entries and {rows} rows. Compare with your last backup.")
    else:
        screen.print(f"As it was entered: {entries} entries, {rows} rows and every original were recomputed.")

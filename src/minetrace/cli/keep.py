"""`minetrace add` and `minetrace reread`: sources and their readings."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, by_ending, open_home
from minetrace.cli.screen import console, plain, working
from minetrace.terms.days import day as parsed
from minetrace.terms.problem import Problem


def add(
    files: Annotated[list[Path], typer.Argument(help="Text, saved HTML or PDF; several at once.")],
    published: Annotated[str | None, typer.Option(help="Day of publication, YYYY-MM-DD.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline or name.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Its language, for example en; otherwise told by its letters.")
    ] = None,
    home: HomeOption = None,
    name: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep what was published: the original bytes, the text, and a reading with its claims."""
    opened = open_home(home)
    from minetrace.sources.actions import About
    from minetrace.sources.actions import add as keep
    from minetrace.sources.originals import sweep

    for left in sweep(opened.originals):
        console(stderr=True).print(plain(f"Removed {left.name}: an earlier add was killed while it wrote it."))

    about = About(published=day(published), publisher=publisher, url=url, title=title, language=language)
    results: list[dict[str, Any]] = []
    failed = False
    for path in files:
        try:
            with working(f"reading {path.name}"):
                added = keep(actor_named(name), _bytes_of(path), name=path.name, about=about, folder=opened.originals)
            claims = added.reading.found.count()
            result = {"file": str(path), "outcome": added.outcome, "source": added.source.id, "claims": claims}
            result |= {"notes": list(added.notes), "suggested": _offered(added.suggested, about)}
        except Problem as problem:
            failed = True
            result = {"file": str(path), "outcome": "refused", "problem": problem.as_dict()}
        results.append(result)
        if not as_json:
            _print_added(result)
    if as_json:
        print(json.dumps(results, ensure_ascii=False))
    elif any(r["outcome"] == "kept" for r in results):
        console().print("Next: minetrace claims SOURCE   shows what was read; minetrace serve   opens the desk")
    if failed:
        raise typer.Exit(2)


def reread(
    source: Annotated[
        str | None, typer.Argument(help="The source's id or its ending; all sources when left out.")
    ] = None,
    home: HomeOption = None,
    name: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read kept sources again with the present reader: same, new, gone and changed claims."""
    open_home(home)
    from minetrace.sources.actions import reread as read_again
    from minetrace.sources.models import Source

    chosen = Source.objects.order_by("id")
    rows = [by_ending(list(chosen.filter(id__endswith=source)), "source", source)] if source else list(chosen)
    results = []
    for row in rows:
        with working(f"reading {row.label}"):
            found = read_again(actor_named(name), row)
        counts = {fate: len(getattr(found, fate)) for fate in ("same", "new", "gone", "changed")}
        results.append({"source": row.id, **counts})
        if not as_json:
            words = ", ".join(f"{count} {fate}" for fate, count in counts.items())
            console().print(plain(f"{row.label}: {words}"))
    if as_json:
        print(json.dumps(results, ensure_ascii=False))


def day(text: str | None) -> date | None:
    """A day given on the command line, or none. Raises MT-108."""
    return None if text is None else parsed(text)


def _bytes_of(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    if not path.is_file():
        raise Problem("MT-107", name=path)
    return path.read_bytes()


def _offered(suggested: Any, about: Any) -> dict[str, str]:
    """What the page says of itself where the person said nothing."""
    names = ("published", "publisher", "url", "language")
    said = {name: getattr(suggested, name) for name in names if getattr(about, name) is None}
    return {name: str(value) for name, value in said.items() if value}


def _print_added(result: dict[str, Any]) -> None:
    if result["outcome"] == "refused":
        problem = result["problem"]
        lines = f"{result['file']}: {problem['code']}  {problem['what']}\n  Next: {problem['next']}"
        console(stderr=True).print(plain(lines))
        return
    # Acknowledged: it is on disk and in the ledger when this line is printed.
    print(
        plain(f"{result['file']}: {result['outcome']}, source {result['source']}, {result['claims']} claims"),
        flush=True,
    )
    for note in result["notes"]:
        print(plain(f"  note: {note}"))
    for name, value in result["suggested"].items():
        print(plain(f"  the page itself says {name} {value}; if that is right, add it with --{name}"))

"""`minetrace fields`: the fields that a programme has declared for itself, and whether what is held fits them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from minetrace.cli.opening import HomeOption, JsonOption, open_home
from minetrace.cli.screen import console, plain
from minetrace.terms.problem import Problem


def fields(
    check: Annotated[
        bool, typer.Option("--check", help="Say too whether the values that are held fit the declarations.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the fields of the programme's own, as `fields.toml` in the home declares them."""
    opened = open_home(home)
    from minetrace.register.extras import misfits
    from minetrace.register.kinds import KINDS
    from minetrace.register.kinds.extra import EXAMPLE, FILE
    from minetrace.terms.vocabulary import vocabulary

    own = [(kind, field) for kind in KINDS.values() for field in kind.fields if field.extra]
    found = misfits() if check else []
    if as_json:
        told = [
            {
                "kind": kind.name,
                **{key: getattr(field, key) for key in ("name", "type", "label", "help", "tier")},
                "values": list(vocabulary(field.vocabulary).terms) if field.vocabulary else None,
            }
            for kind, field in own
        ]
        print(json.dumps({"fields": told, "misfits": [asdict(one) for one in found]}, ensure_ascii=False))
    else:
        screen = console()
        for kind, field in own:
            terms = f", one of {', '.join(vocabulary(field.vocabulary).terms)}" if field.vocabulary else ""
            screen.print(plain(f"{kind.name}.{field.name}  {field.label}: {field.type}{terms}; {field.tier}"))
        if not own:
            screen.print(plain(f"No field of the programme's own. Write them in {opened.path / FILE}, for example:"))
            screen.print(plain(EXAMPLE))
        for one in found:
            screen.print(plain(f"  {one.kind}.{one.field}: {one.reason} ({one.count}, first {one.reference})"))
        if check and not found:
            screen.print("All values that are held fit.")
    if found:
        raise Problem("MT-352", count=sum(one.count for one in found))

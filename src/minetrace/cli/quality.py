"""`minetrace quality`: the numbered checks over the register."""

from __future__ import annotations

import datetime
import json
from typing import Annotated, Any

import typer

from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain, working

_SHOWN = 10


def quality(
    kind: Annotated[str | None, typer.Option(help="Only records of this kind, for example hazardous_area.")] = None,
    mend: Annotated[
        str | None, typer.Option(help="Propose the mend of a finding: CHECK:REFERENCE, for example Q13:H-000004.")
    ] = None,
    home: HomeOption = None,
    name: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the register: broken shapes, repeated ids, impossible days, land released without its products.

    Nothing is changed by a check. A mend is proposed when you ask for it, and approved by a second person.
    """
    open_home(home)
    from minetrace.register.quality.examining import examine

    actor, today = actor_named(name), datetime.date.today().isoformat()
    if mend is not None:
        _mend(actor, mend, today)
        return
    with working("examining the register"):
        found = examine(actor, today=today, kind=kind)
    if as_json:
        print(json.dumps(_plain(found), ensure_ascii=False))
        return
    _print(found)


def _mend(actor: Any, asked: str, today: str) -> None:
    from minetrace.register.quality.catalogue import checks
    from minetrace.register.quality.examining import mend

    number, _, reference = asked.partition(":")
    check = next((one.name for one in checks().values() if number in (one.number, one.name)), number)
    proposal = mend(actor, check, reference, today=today)
    console().print(f"Proposed for {reference}, proposal {proposal.id[-8:]}: {proposal.steps.get().why}")


def _plain(found: Any) -> dict[str, Any]:
    from minetrace.register.quality.catalogue import checks

    keys = ("kind", "reference", "reason")
    flaws = []
    for one in found.flaws:
        named = checks()[one.check]
        shown = {"check": named.number, "name": one.check, **{key: getattr(one, key) for key in keys}}
        shown |= {"others": list(one.others), "mend": named.mend, "mends": sorted(one.fields or ())}
        flaws.append(shown)
    return {"entry": found.entry, "records": dict(found.records), "counts": found.counts, "findings": flaws}


def _print(found: Any) -> None:
    from minetrace.register.quality.catalogue import checks

    screen = console()
    records = sum(found.records.values())
    screen.print(f"{records:,} records examined as of ledger entry {found.entry}: {len(found.flaws):,} findings")
    for check in checks().values():
        flaws = [one for one in found.flaws if one.check == check.name]
        if not flaws:
            continue
        screen.print(f"\n{check.number}  {check.label}: {len(flaws):,}")
        for one in flaws[:_SHOWN]:
            ready = f"   (--mend {check.number}:{one.reference})" if one.fields is not None else ""
            screen.print(plain(f"  {one.reference}  {one.reason}{ready}"))
        if len(flaws) > _SHOWN:
            screen.print(f"  and {len(flaws) - _SHOWN:,} more: --kind, --json")
        screen.print(f"  Mend: {check.mend}")

"""Texts bound to figures and claims, for the specs of statements: finds of ours, and an agency's kept statement."""

import datetime

from django.conf import settings

from minetrace import reading
from minetrace.accounts.actor import keeper
from minetrace.publishing.check import check
from minetrace.publishing.checked import CheckedText
from minetrace.register.actions import Draft, approve, propose
from minetrace.sources.actions import About, add, decide
from minetrace.sources.claims import kept_claims
from minetrace.terms.claim import Claim

ANNA, BORIS = keeper("anna"), keeper("boris")
LACHIN, KALBAJAR, ISHIGLI = "az/lachin-district", "az/kalbajar-district", "az/boyuk-ishigli-height"
AGENCY = "Mine Action Agency of Azerbaijan"


def held(record=None, **changes):
    """A find, approved: three PMN-2 found in Lachin district on 1 May 2024 by our own team, but for the changes."""
    basis, speaker, citations = changes.pop("basis", "own"), changes.pop("speaker", None), changes.pop("citations", ())
    where = changes.pop("place", LACHIN)
    count = changes.pop("count", 3)
    low, high = count if isinstance(count, tuple) else (count, count)
    day = changes.pop("day", "2024-05-01")
    fields = {
        "category": "ap_mine",
        "model": "PMN-2",
        "quantity_low": low,
        "quantity_high": high,
        "found_from": day,
        "found_to": day,
        "places": [{"place": where, "relation": "in"}],
        **changes,
    }
    draft = Draft(kind="find", fields=fields, basis=basis, speaker=speaker, said_on=day, citations=citations)
    return approve(BORIS, propose(ANNA, draft, record=record), four_eyes=True).record


TEXT = (
    "Since 2020 the agency counts 268 people harmed by mines. Of them 45 died, 35 of the dead were civilians. "
    "In one area 1,119 mines were cleared, in the other 1,609, 2,728 in all. About 300 people were warned, "
    "dozens were turned back."
)


def said(quote: str, value: int | None, **more) -> Claim:
    start = TEXT.index(quote)
    more = {"kind": "ordnance", "unit": "item", "action": ("cleared",), "counting": "tally", **more}
    return Claim(id=quote, quote=quote, span=(start, start + len(quote)), value=value, **more)


PEOPLE = {"kind": "casualty", "unit": "person", "action": (), "counting": "running", "group": "all"}
CLAIMS = (
    said("268 people", 268, outcome="affected", **PEOPLE),
    said("45 died", 45, outcome="killed", part_of="268 people", **PEOPLE),
    said("35 of the dead", 35, outcome="killed", part_of="45 died", **{**PEOPLE, "group": "civilian"}),
    said("1,119 mines", 1119),
    said("1,609", 1609),
    said("2,728 in all", 2728, total_of=("1,119 mines", "1,609")),
    said("About 300 people", 300, hedge="about", outcome="affected", **PEOPLE),
    said("dozens", None, hedge="about", outcome="affected", **PEOPLE),
)


def agency(monkeypatch, tmp_path):
    """A kept source of the agency, read right, its claims by their quotes."""
    found = reading.Reading(language="en", claims=CLAIMS, version="test")
    monkeypatch.setattr(reading, "read", lambda text, **_: found)
    about = About(published=datetime.date(2022, 11, 24), publisher=AGENCY, language="en")
    added = add(ANNA, TEXT.encode(), name="agency.txt", about=about, folder=tmp_path)
    kept = {claim.row.quote: claim for claim in kept_claims(added.source.id)}
    for claim in kept.values():
        decide(ANNA, claim.row, "right")
    return kept


def stating(claims, **names) -> str:
    """Front matter that binds names to the agency's claims by their quotes."""
    return "claims:\n" + "".join(f"  {name}: {claims[quote].id}\n" for name, quote in names.items())


def checked(text: str) -> CheckedText:
    return check(text, actor=ANNA, time_zone=settings.MINETRACE.time_zone)


def refused(text: str) -> list[tuple[int, str]]:
    """Lines and codes of the refusals."""
    result = checked(text)
    assert (result.text is None) == bool(result.refusals) == (not result.passes)
    return [(one.mark.line, one.problem.code) for one in result.refusals]


def warned(text: str) -> list[tuple[int, str]]:
    result = checked(text)
    assert result.passes, result.refusals
    return [(one.mark.line, one.problem.code) for one in result.warnings]

"""Nothing above an actor's tier leaves, whatever they ask: each field of each kind carries a token to look for.

    role × kind × field × (page, listing, search, comparison, proposal, form, figure and its filter, map, quality,
    duplicates, the same as data, problems, log)

Each record has a version that has ended, a current one, and a proposal, each with tokens of its own. What a role may
see must be there, or the test would find nothing because nothing is shown.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

import pytest
import shapely
from django.test import Client, TestCase
from shapely import Point
from shapely.geometry.base import BaseGeometry

from minetrace.accounts.actor import ROLES, TIERS, Actor
from minetrace.figures.ask import ask
from minetrace.figures.measures import measures
from minetrace.figures.question import Question, parse_where
from minetrace.ledger.times import head_number
from minetrace.register import duplicates, view
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Field, Kind
from minetrace.register.links import link, links_of
from minetrace.register.models import Proposal, Record
from minetrace.register.quality.examining import examine
from minetrace.terms.problem import Problem

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

KEEPER, SECOND = Actor("karin", "keeper"), Actor("kamal", "keeper")
STAGES = ("ended", "current", "proposed")
HELD = STAGES[:2]
TODAY = "2026-11-23"
SIGNS = re.compile(r"zq\d{4}qz|7,?3\d\d,?\d{3}|39\.7\d{4}1")


@dataclass(frozen=True)
class Token:
    """What stands for one field of one record at one stage: its value, and the sign by which it would show."""

    kind: str
    field: str
    tier: str
    stage: str
    value: Any
    sign: str


@cache
def number_of(kind: str, field: str) -> int:
    names = [(k.name, f.name) for k in KINDS.values() for f in k.fields]
    return names.index((kind, field))


def token(kind: Kind, field: Field, stage: str) -> Token | None:
    """The token of a field; none for fields of a closed list, which are public."""
    number = number_of(kind.name, field.name) * len(STAGES) + STAGES.index(stage)
    word = f"zq{number:04d}qz"
    values: dict[str, tuple[Any, str]] = {
        "text": (word, word),
        "count": (7_300_000 + number, str(7_300_000 + number)),
        "geometry": (Point(46.5, float(f"39.7{number:04d}1")), f"39.7{number:04d}1"),
        "participants": ([{"name": word}], word),
        "texts": ([{"text": word}], word),
    }
    if field.type not in values:
        assert field.tier == "public", f"{kind.name}.{field.name}: give this type a token"
        return None
    value, sign = values[field.type]
    return Token(kind.name, field.name, field.tier, stage, value, sign)


@cache
def signed() -> dict[str, Token]:
    """Every token by its sign."""
    return {one.sign: one for kind in KINDS for stage in STAGES for one in tokens(kind, stage)}


@cache
def tokens(kind: str, stage: str) -> tuple[Token, ...]:
    declared = KINDS[kind]
    return tuple(found for f in declared.fields if (found := token(declared, f, stage)) is not None)


@dataclass(frozen=True)
class Held:
    record: Record
    twin: Record
    proposal: Proposal


def draft(kind: str, stage: str) -> Draft:
    filled: dict[str, Any] = {one.field: one.value for one in tokens(kind, stage)}
    if any(f.name == "places" for f in KINDS[kind].fields):
        filled["places"] = [{"place": "az/lachin-district", "relation": "in"}]
    return Draft(kind=kind, fields=filled)


class Whole(TestCase):
    """One transaction of a test around all tests of this module, each of which has its own inside."""

    databases: ClassVar[set[str]] = {"default", "accounts"}


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Held]]:
    """The records, written once: each test goes back to them, and after the last one they are gone."""
    with django_db_blocker.unblock():
        begun = Whole._enter_atomics()
        yield written()
        Whole._rollback_atomics(begun)


def written() -> dict[str, Held]:
    """A record of every kind with an ended and a current version and a proposal, and a twin of the current one."""
    from minetrace.accounts.actions import add_user

    for role in ROLES:
        add_user(role, "correct-horse-battery", role)
    out = {}
    for kind in KINDS:
        record = approve(SECOND, propose(KEEPER, draft(kind, "ended")), four_eyes=True).record
        approve(SECOND, propose(KEEPER, draft(kind, "current"), record=record), four_eyes=True)
        twin = approve(SECOND, propose(KEEPER, draft(kind, "current")), four_eyes=True).record
        link(KEEPER, record, twin, "related")
        out[kind] = Held(record, twin, propose(KEEPER, draft(kind, "proposed"), record=record))
    return out


def client(role: str) -> Client:
    from minetrace.accounts.models import User

    made = Client(raise_request_exception=False)
    made.force_login(User.objects.get(username=role))
    return made


def shown(text: str, *stages: str) -> set[tuple[str, str, str]]:
    """The fields whose token stands in a text, with their tier."""
    # Counts are printed with thousands apart.
    signs = {found.replace(",", "") for found in SIGNS.findall(text)}
    known = signed()
    found = [known[sign] for sign in signs if sign in known]
    return {(one.kind, one.field, one.tier) for one in found if one.stage in (stages or STAGES)}


def told(value: Any) -> str:
    """Everything that a value holds, coordinates in full."""
    if isinstance(value, BaseGeometry):
        return shapely.to_wkt(value, rounding_precision=-1)
    if is_dataclass(value):
        return told([getattr(value, one.name) for one in fields(value)])
    if isinstance(value, Mapping):
        return told([*value, *value.values()])
    return " ".join(map(told, value)) if isinstance(value, list | tuple | set) else repr(value)


def above(role: str, text: str) -> list[str]:
    """The fields above a role's tier whose token stands in a text."""
    actor = Actor(role, role)
    return sorted(f"{kind}.{field} ({tier})" for kind, field, tier in shown(text) if not actor.sees(tier))


def pages(held: dict[str, Held]) -> list[str]:
    out = ["/", "/map/", "/agreements/", "/sources/", "/quality/", "/proposals/", "/proposals/?state=approved"]
    for kind, one in held.items():
        reference = one.record.reference
        versions = [v.version for v in view.history(KEEPER, one.record)]
        out += [f"/records/{kind}/", f"/records/{kind}/?text=zq", f"/records/{kind}/new/", f"/records/{reference}/"]
        out += [f"/records/{reference}/?version={number}" for number in versions]
        out += [f"/records/{reference}/compare/?before=1&after=2", f"/records/{reference}/change/"]
        out += [f"/proposals/{one.proposal.pk}/", f"/proposals/{one.proposal.pk}/revise/"]
        out += [f"/map/?kind={kind}", f"/map/features.json?kind={kind}"]
        out += [f"/quality/?kind={kind}", f"/duplicates/?kind={kind}", f"/records/{reference}/?version=999999"]
    for measure in measures():
        out += [f"/figure/?measure={measure}", f"/figure/?measure={measure}&format=json"]
    return out


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_what_is_above_the_tier(held, role, caplog):
    caplog.set_level(logging.DEBUG)
    browser = client(role)
    leaks, seen = {}, set()
    for path in pages(held):
        response = browser.get(path)
        assert response.status_code < 500, (path, response.text[:400])
        if found := above(role, response.text):
            leaks[path] = found
        seen |= shown(response.text, *HELD)
    assert leaks == {}
    assert above(role, caplog.text) == []
    # And what the role may see is there: its own tier and those below, of every kind.
    may = {
        (one.kind, one.field, one.tier)
        for kind in KINDS
        for one in tokens(kind, "current")
        if Actor(role, role).sees(one.tier)
    }
    assert may - seen == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_search_for_a_hidden_value_finds_nothing(held, role):
    browser, actor = client(role), Actor(role, role)
    for kind, one in held.items():
        for hidden in tokens(kind, "current"):
            if hidden.tier != "public" and isinstance(hidden.value, str):
                page = browser.get(f"/records/{kind}/?text={hidden.value}").text
                assert (f"/records/{one.record.reference}/" in page) == actor.sees(hidden.tier), hidden


@pytest.mark.parametrize("role", ROLES)
def test_no_verb_answers_with_what_is_above_the_tier(held, role, caplog):
    caplog.set_level(logging.DEBUG)
    browser, leaks = client(role), {}
    for one in held.values():
        record, proposal = f"/records/{one.record.reference}/", f"/proposals/{one.proposal.pk}/"
        sent = [
            (f"{record}change/", {"why": "x"}),
            (f"{proposal}revise/", {"why": "x"}),
            (f"{record}withdraw/", {"why": ""}),
            (f"{record}erase/", {"field": "remark", "why": "x"}),
            (f"{record}link/", {"other": one.twin.reference, "relation": "nothing"}),
            (f"{record}unmerge/", {"why": "x"}),
            (f"{proposal}return/", {"why": ""}),
            ("/quality/mend/", {"check": "null_geometry", "reference": one.record.reference}),
            ("/duplicates/decide/", {"keep": one.record.reference, "gone": one.record.reference, "verdict": "merge"}),
        ]
        for path, data in sent:
            for headers in ({}, {"Accept": "application/json"}, {"HX-Request": "true"}):
                response = browser.post(path, data, headers=headers, follow=True)
                assert response.status_code < 500, (path, response.text[:400])
                if found := above(role, response.text):
                    leaks[f"{path} {headers or ''}"] = found
    assert leaks == {}
    assert above(role, caplog.text) == []


@pytest.mark.parametrize("role", ROLES)
def test_no_figure_is_asked_by_what_is_above_the_tier(held, role):
    actor, browser = Actor(role, role), client(role)
    asked = 0
    # Measures of one kind are asked by the same fields: one of each is enough.
    for name, measure in {m.kind: (name, m) for name, m in measures().items()}.values():
        for field in {p.name: p for row in measure.properties.values() for p in row}.values() if measure.kind else ():
            wheres = {
                "text": [f"{field.name} like 'zq%'", f"{field.name} is null"],
                "number": [f"{field.name} > 7000000", f"{field.name} is null"],
                "geometry": [f"s_intersects({field.name}, POLYGON((46 39, 47 39, 47 40, 46 40, 46 39)))"],
            }
            for where in wheres.get(field.type, ()):
                asked += 1
                path = f"/figure/?measure={name}&where={quote(where)}&format=json"
                response = browser.get(path)
                assert above(role, response.text) == [], path
                if actor.sees(field.tier):
                    assert response.status_code == 200, (path, response.text)
                else:
                    assert response.json()["problem"]["code"] == "MT-504", path
                    with pytest.raises(Problem, match="MT-504"):
                        ask(Question(measure=name, where=parse_where(where)), actor=actor, time_zone="UTC")
    assert asked > 20


def no_file_holds_what_is_above_its_tier(role: str) -> None:
    """A listing or figure as a file holds what its tier may see, all of it, whoever may have that tier."""
    browser, actor = client(role), Actor(role, role)
    seen: dict[str, set[tuple[str, str, str]]] = {}
    addresses = [f"/files/records/{kind}/" for kind in KINDS]
    addresses += [f"/files/figure/?measure={name}" for name, one in measures().items() if one.kind]
    addresses += ["/files/lists/proposals/", "/files/lists/findings/"]
    for tier in TIERS:
        for address in addresses:
            joined = "&" if "?" in address else "?"
            response = browser.get(f"{address}{joined}format=geojson&tier={tier}")
            if tier == "person" or not actor.sees(tier):
                assert (response.status_code, above(role, response.text)) == (422 if tier == "person" else 403, []), (
                    address
                )
                continue
            found = shown(b"".join(response.streaming_content).decode())
            hidden = [one for one in found if TIERS.index(one[2]) > TIERS.index(tier)]
            assert hidden == [], (address, tier)
            seen.setdefault(tier, set()).update(found)
    for tier, found in seen.items():
        may = {(t.kind, t.field, t.tier) for kind in KINDS for t in tokens(kind, "current")}
        assert {one for one in may if TIERS.index(one[2]) <= TIERS.index(tier)} <= found


@pytest.mark.parametrize("role", ROLES)
def test_neither_the_read_path_itself_nor_a_file_gives_anything_above_the_tier(held, role):
    actor = Actor(role, role)
    no_file_holds_what_is_above_its_tier(role)
    for kind, one in held.items():
        history = view.history(actor, one.record)
        given = [
            view.listing(actor, kind, at=head_number()),
            view.record_view(actor, one.record, at=head_number()),
            history,
            [view.version_view(actor, kind, v.version) for v in history],
            view.changes(history[0], history[1]),
            view.changes(history[1], view.proposal_view(actor, one.proposal)),
            list(view.proposals(actor, record=one.record)),
            links_of(one.record),
            examine(actor, today=TODAY, kind=kind),
            duplicates.candidates(actor, kind),
        ]
        text = told(given)
        assert above(role, text) == [], kind
        may = {(t.kind, t.field, t.tier) for t in tokens(kind, "current") if actor.sees(t.tier)}
        assert may <= shown(text, "current"), kind


def test_an_error_that_nobody_foresaw_is_logged_without_the_fields(held, monkeypatch, caplog):
    one = held["victim"]

    def broken(*_args, **_more):
        raise RuntimeError("something broke")

    monkeypatch.setattr("minetrace.desk.records.page.history", broken)
    response = client("visitor").get(f"/records/{one.record.reference}/")
    assert response.status_code == 500
    assert "MT-900" in response.text
    assert "something broke" not in response.text
    assert above("visitor", response.text + caplog.text) == []


def test_the_roles_see_the_tiers_in_order():
    assert [Actor(role, role).tier for role in ROLES] == list(TIERS)

"""Every kind's listing and every figure as a file, by command and by page: whole, by tier, and no change when it
comes back."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from typing import Any

import pyogrio
import pytest
from django.test import Client
from shapely import Point, Polygon

from minetrace.doors.exporting import FORMATS, export
from minetrace.doors.figure_file import export_figure
from minetrace.doors.lists import export_list
from minetrace.figures.listing import Wanted
from minetrace.figures.question import Question
from minetrace.ledger.times import head_number
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Field
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary
from tests.browser.desk import people
from tests.desk.test_register_pages import signed_in
from tests.doors.tables import ANNA, imported
from tests.ledger.programme import BORIS

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

VALUES: dict[str, Any] = {
    "text": "\"quoted\"; =1+1, and 'so on'",
    "country": "AZ",
    "count": 3,
    "year": 2021,
    "day": "2024-05-03",
    "places": [{"place": "az/lachin-district", "relation": "in", "as_written": "Lachin"}],
    "participants": [{"name": "An Office", "role": "host"}],
    "texts": [{"text": "A clause, whole.", "language": "en"}],
}


def value(field: Field, records: dict[str, str]) -> Any:
    """Something that a field may hold; nothing for a record of a kind that has none yet."""
    if field.type in ("term", "terms"):
        code = next(iter(vocabulary(field.vocabulary or field.name).terms))
        return [code] if field.type == "terms" else code
    if field.type == "geometry":
        return (
            Point(46.6, 39.7) if field.name == "position" else Polygon([(46, 39), (46.1, 39), (46.1, 39.1), (46, 39)])
        )
    return records.get(field.kind or "") if field.type == "record" else VALUES[field.type]


@pytest.fixture
def register() -> dict[str, str]:
    """One record of every kind with every field filled; ids by kind."""
    records: dict[str, str] = {}
    for _round in range(2):
        for kind in KINDS.values():
            fields = {f.name: held for f in kind.fields if (held := value(f, records)) is not None}
            fields |= {"hazard_status": "open"} if kind.name == "hazardous_area" else {}
            records[kind.name] = approve(
                BORIS, propose(ANNA, Draft(kind=kind.name, fields=fields)), four_eyes=True
            ).record_id
    return records


def test_every_listing_comes_back_unchanged(register, tmp_path):
    head = head_number()
    for kind, format_ in product(KINDS, FORMATS):
        path = tmp_path / f"{kind}.{format_}"
        assert export(ANNA, kind, path, tier="restricted", at=head) == 2
        report = imported(path, tmp_path, kind)
        counts = (report.new, report.changed, report.unchanged, report.refused, report.doubtful)
        assert counts == (0, 0, 2, 0, 0), (kind, format_, report.problems)
    assert head_number() == head


def test_a_listing_is_narrowed_in_its_file_as_on_its_page(register, tmp_path):
    people()
    anna: Client = signed_in("anna")
    for kind in KINDS:
        page = anna.get(f"/records/{kind}/").text
        assert f'action="/files/records/{kind}/"' in page
        answer = anna.get(f"/files/records/{kind}/?format=csv&tier=restricted&basis=own&text=-000002")
        rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
        assert [row["reference"] for row in rows] == [f"{KINDS[kind].prefix}-000002"], kind
    path = tmp_path / "a.csv"
    assert export(ANNA, "find", path, tier="public", at=head_number(), wanted=Wanted(basis="reported")) == 0
    before = anna.get("/files/records/find/?known_on=2020-01-01")
    assert len(b"".join(before.streaming_content).splitlines()) == 1
    assert anna.get("/files/records/find/?tier=person").status_code == 422
    assert anna.get("/files/records/find/?format=pdf").status_code == 422
    assert anna.get("/files/records/find/?colour=red").status_code == 422
    assert signed_in("viktor").get("/files/records/find/?tier=partner").status_code == 403


def test_a_figure_is_a_file_down_to_its_sources_by_command_and_page(register, tmp_path):
    question = Question(measure="ordnance.found", since="2024-05-01", until="2024-05-31")
    answer = export_figure(ANNA, question, tmp_path / "a.csv", tier="public", time_zone="Asia/Baku")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (answer.low, answer.high) == (6, 6)
    assert [(row["part"], row["low"], row["rows"]) for row in rows[:3]] == [
        ("figure", "6", "2"),
        ("counted", "3", ""),
        ("counted", "3", ""),
    ]
    assert (rows[1]["reference"], rows[1]["version"], rows[1]["shape"]) == ("F-000001", "1", "")
    assert rows[0]["permalink"].startswith("/figure/?measure=ordnance.found")
    assert rows[1]["permalink"].startswith("/records/F-000001/?version=")
    with pytest.raises(Problem, match="MT-744"):
        imported(tmp_path / "a.csv", tmp_path)
    export_figure(ANNA, question, tmp_path / "a.gpkg", tier="restricted", time_zone="Asia/Baku")
    shapes = pyogrio.raw.read(tmp_path / "a.gpkg")[2]
    assert [shape is not None for shape in shapes][:3] == [False, True, True]
    with pytest.raises(Problem, match="MT-321"):
        visitor = type(ANNA)("vera", "visitor")
        export_figure(visitor, question, tmp_path / "b.csv", tier="restricted", time_zone="Asia/Baku")
    people()
    anna: Client = signed_in("anna")
    query = "measure=ordnance.found&where=model%20%3D%20%27none%27&since=2024-05-01"
    page = anna.get(f"/figure/?{query}").text
    assert 'action="/files/figure/"' in page and 'name="where"' in page
    answer = anna.get(f"/files/figure/?{query}&format=geojson&tier=public")
    features = json.loads(b"".join(answer.streaming_content))["features"]
    assert (features[0]["properties"]["part"], features[0]["properties"]["rows"]) == ("figure", "0")
    assert anna.get(f"/files/figure/?{query}&colour=red").status_code == 422


def test_other_lists_are_files_too(register, tmp_path):
    people()
    anna: Client = signed_in("anna")
    propose(ANNA, Draft(kind="find", fields={"model": "=1+1", "finder": "Somebody", "position": Point(46.6, 39.7)}))
    approve(BORIS, propose(ANNA, Draft(kind="education", fields={"reached_high": 1, "girls": 3})), four_eyes=True)

    def rows(path: str) -> list[dict[str, str]]:
        answer = anna.get(f"/files/lists/{path}")
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    [waiting] = rows("proposals/?tier=restricted")
    assert (waiting["reference"], waiting["permalink"]) == ("F-000003", f"/proposals/{waiting['proposal']}/")
    assert (json.loads(waiting["fields"]), waiting["shape"]) == ({"model": "=1+1"}, "POINT (46.6 39.7)")
    assert [row["shape"] for row in rows("proposals/")] == [""]
    found = rows("findings/?kind=education&check=parts_above_total")
    assert [(one["number"], one["reference"], one["permalink"]) for one in found] == [
        ("Q23", "E-000001", "/records/E-000001/"),
        ("Q23", "E-000002", "/records/E-000002/"),
        ("Q23", "E-000003", "/records/E-000003/"),
    ]
    assert rows("sources/") == []
    assert anna.get("/files/lists/sources/?colour=red").status_code == 422
    assert anna.get("/files/lists/users/").status_code == 404
    assert signed_in("viktor").get("/files/lists/proposals/?tier=restricted").status_code == 403
    for name, page in (("sources", "/sources/"), ("proposals", "/proposals/"), ("findings", "/quality/")):
        assert (f"/files/lists/{name}/" in anna.get(page).text) == (name != "sources")
        for format_ in FORMATS:
            path = tmp_path / f"{name}.{format_}"
            if name == "sources" and format_ in ("geojson", "gpkg"):
                with pytest.raises(Problem, match="MT-711"):
                    export_list(ANNA, name, path, tier="public", today="2024-06-01")
                continue
            export_list(ANNA, name, path, tier="restricted", today="2024-06-01")
            if name != "sources":
                with pytest.raises(Problem, match="MT-744"):
                    imported(path, tmp_path)
    features = json.loads((tmp_path / "findings.geojson").read_text("utf-8"))["features"]
    assert {one["geometry"] and one["geometry"]["type"] for one in features} >= {None, "Polygon"}
    (tmp_path / "all.gpkg").write_bytes(b"".join(anna.get("/files/register.gpkg?tier=public").streaming_content))
    assert {name for name, _ in pyogrio.list_layers(tmp_path / "all.gpkg")} == set(KINDS)

"""The map: what it draws for whom, what it counts by squares, and the records behind each mark."""

import re
from urllib.parse import urlencode

import pytest
from shapely import Point, box

from minetrace.register.actions import Draft
from tests.browser.desk import people
from tests.desk.programme import Programme, approved, build, own_find
from tests.desk.statements import known_reader  # noqa: F401
from tests.desk.test_register_pages import signed_in

pytestmark = [
    pytest.mark.store,
    pytest.mark.usefixtures("known_reader"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]


@pytest.fixture
def programme() -> Programme:
    people()
    return build()


def _drawn(name: str, **asked: str) -> dict[str, list[str]]:
    """The references behind each part of the map, as a click on each mark names them."""
    client, drawn = signed_in(name), dict[str, list[str]]()
    for feature in client.get(f"/map/features.json?{urlencode(asked)}").json()["features"]:
        said = feature["properties"]
        if said["part"] == "label":
            continue
        behind = [said["label"]] if "href" in said else []
        if "here" in said:
            within = {name: value for name, value in asked.items() if name != "basis"}
            held = client.get(f"/map/here.json?{urlencode(within)}&{said['here']}").json()
            behind = [one["reference"] for one in held["records"]]
        assert len(behind) == said["count"], said
        drawn.setdefault(said["part"], []).extend(behind)
    return {part: sorted(references) for part, references in drawn.items()}


def _counted(**asked: str) -> tuple[list[int], bool]:
    drawn = signed_in("anna").get(f"/map/features.json?{urlencode(asked)}").json()
    shapes = [one["properties"] for one in drawn["features"] if one["properties"]["part"] in ("exact", "many")]
    return sorted(one["count"] for one in shapes), drawn["whole"]


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))


def test_the_map_draws_only_what_is_known(programme: Programme) -> None:
    own, reported, wide = programme.own.reference, programme.reported.reference, programme.wide.reference
    assert _drawn("anna") == {"exact": [own], "area": sorted([reported, wide, wide]), "join": [wide]}
    assert _drawn("rena") == {"area": sorted([own, reported, wide, wide]), "join": [wide]}
    assert _drawn("rena", basis="reported") == {"area": [reported]}
    assert _drawn("rena", record=f"{own},{reported}") == {"area": sorted([own, reported])}
    for name in ("anna", "rena"):
        page = _words(signed_in(name).get("/map/").text)
        assert "3 of 4 records are on the map" in page
        assert "1 · no place is recorded" in page


def test_what_lies_too_close_is_counted_by_squares_until_it_can_be_told_apart(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = [approved(own_find(position=Point(46.62 + step / 1000, 39.71))) for step in range(1, 4)]
    far = approved(own_find(position=Point(48.9, 40.2)))
    all_five = sorted(one.reference for one in (programme.own, *near, far))
    assert _drawn("anna", basis="own")["exact"] == all_five
    monkeypatch.setattr("minetrace.desk.map.drawing.MOST", 2)
    assert _counted(columns="8") == ([1, 4], False)
    assert _counted(columns="16", box="46.615,39.70,46.625,39.72") == ([1, 1, 1, 1], False)
    assert _counted(box="46.6215,39.70,46.70,39.72") == ([1, 1], False)
    assert _counted(record=far.reference) == ([1], True)
    assert _counted(columns="8", where="quantity = 12") == ([], True)
    assert _drawn("anna", columns="8", basis="own")["many"] == all_five[:4]
    assert all(reference in signed_in("anna").get("/map/?kind=find").text for reference in all_five)


def test_own_field_work_and_reports_are_never_one_number(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"basis": "reported", "speaker": "Harbour Mine Office"}
    for where, basis in ((46.62, {}), (46.62, told), (46.62, told), (48.9, {})):
        draft = own_find(position=Point(where, 39.71))
        approved(Draft(kind="find", fields=draft.fields, **basis))
    monkeypatch.setattr("minetrace.desk.map.drawing.MOST", 2)
    drawn = signed_in("anna").get("/map/features.json?columns=4").json()["features"]
    many = [one["properties"] for one in drawn if one["properties"]["part"] == "many"]
    assert sorted((one["basis"], one["count"]) for one in many) == [("own", 2), ("reported", 2)]


def test_land_released_is_drawn_for_those_who_see_it(programme: Programme) -> None:
    ground = box(46.60, 39.70, 46.61, 39.71)
    cleared = approved(Draft(kind="product", fields={"product": "cleared", "ground": ground, "depth_cm": 20}))
    assert _drawn("anna", kind="product") == {"exact": [cleared.reference]}
    assert _drawn("viktor", kind="product") == {}
    assert "1 · no place is recorded" in _words(signed_in("viktor").get("/map/?kind=product").text)


@pytest.mark.parametrize("query", ["box=1,2,3", "box=5,1,3,2", "box=a,1,3,2", "columns=many"])
def test_a_view_of_the_map_that_is_none_is_refused(query: str) -> None:
    people()
    response = signed_in("rena").get(f"/map/features.json?{query}")
    assert (response.status_code, "MT-452" in response.text) == (422, True)


def test_the_map_opens_on_a_kind_that_the_register_holds() -> None:
    people()
    assert '<option value="find" selected>' in signed_in("rena").get("/map/").text
    approved(Draft(kind="impact_site", fields={"name": "Bridge road", "site_type": "road"}))
    assert '<option value="impact_site" selected>' in signed_in("rena").get("/map/").text


def test_a_record_page_has_the_map_of_its_record(programme: Programme) -> None:
    page = signed_in("anna").get(f"/records/{programme.own.reference}/").text
    assert f"/map/features.json?kind=find&amp;record={programme.own.reference}" in page
    assert "features.json" not in signed_in("anna").get(f"/records/{programme.nowhere.reference}/").text

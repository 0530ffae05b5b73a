from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.places import Gazetteer, Name, Parent, Place, packed
from minetrace.terms.problem import Problem


def village(place_id: str, *parents: Parent) -> Place:
    return Place(id=place_id, kind="settlement", names=(Name(text=place_id),), source="test", parents=parents)


def test_an_unknown_parent_is_refused() -> None:
    with pytest.raises(Problem, match="MT-204"):
        Gazetteer([village("a", Parent(place="b", source="test"))])


def test_a_place_within_itself_is_refused() -> None:
    with pytest.raises(Problem, match="MT-205"):
        Gazetteer([village("a", Parent(place="b", source="t")), village("b", Parent(place="a", source="t"))])


def test_an_unknown_id_is_a_problem() -> None:
    with pytest.raises(Problem, match="MT-203"):
        packed().get("az/nowhere")


def test_one_takes_an_id_or_an_unambiguous_name() -> None:
    assert packed().one("az/lachin-district").id == packed().one("Laçın rayonu").id == "az/lachin-district"
    with pytest.raises(Problem, match=r"az/lachin = .*az/lachin-district = ") as ambiguous:
        packed().one("Lachin")
    assert ambiguous.value.code == "MT-201"
    with pytest.raises(Problem, match=r"MT-202.*Lachin = az/lachin-district"):
        packed().one("Lachinn")


def test_suggestions_are_offered_and_never_chosen() -> None:
    found = packed().find("Lachn")
    assert found.outcome == "none" and found.place is None
    assert [(item.place.id, item.name) for item in found.suggestions] == [
        ("az/lachin", "Lachin"),
        ("az/lachin-district", "Lachin"),
    ]


def test_a_kind_that_does_not_fit_leaves_the_name_unfound_with_the_place_suggested() -> None:
    found = packed().find("Susuzlug district")
    assert found.outcome == "none"
    assert found.suggestions[0].place.id == "az/susuzlug" and found.suggestions[0].likeness == 100


def test_every_district_has_a_country_and_an_economic_region_on_each_side_of_the_decree() -> None:
    for on in (date(2021, 7, 6), date(2021, 7, 7)):
        units = [p for p in packed().places() if p.id.startswith("az/") and p.kind in ("district", "city")]
        for place in units:
            if place.existed(on):
                kinds = [
                    packed().get(up).kind for up, how in packed().ancestors(place.id, on=on).items() if how == "stated"
                ]
                assert sorted(kinds) == ["country", "region"], (place.id, on, kinds)


def test_ancestors_run_from_the_finest() -> None:
    assert packed().ancestors("az/susuzlug", on=date(2022, 8, 1)) == {
        "az/kalbajar-district": "stated",
        "az/east-zangezur-economic-region-2021": "stated",
        "az/karabakh": "probable",
        "az": "stated",
    }


ids = st.sampled_from([place.id for place in packed().places() if place.id.startswith(("az", "am"))])


@given(ids, ids, st.dates(date(1990, 1, 1), date(2026, 1, 1)))
def test_descendants_are_the_other_side_of_ancestors(one: str, other: str, on: date) -> None:
    up = packed().ancestors(one, on=on).get(other)
    down = packed().descendants(other, on=on).get(one)
    assert up == down or not packed().get(one).existed(on)


@given(ids, ids, st.none() | st.dates(date(1990, 1, 1), date(2026, 1, 1)))
def test_two_places_are_never_each_within_the_other(one: str, other: str, on: date | None) -> None:
    if one != other:
        assert "no" in (packed().within(one, other, on=on), packed().within(other, one, on=on))


@given(ids, ids, ids, st.dates(date(1990, 1, 1), date(2026, 1, 1)))
def test_surely_within_is_transitive(a: str, b: str, c: str, on: date) -> None:
    if packed().within(a, b, on=on) == packed().within(b, c, on=on) == "yes":
        assert packed().within(a, c, on=on) == "yes"


def test_names_are_sorted_pairs() -> None:
    names = packed().names()
    assert list(names) == sorted(set(names))
    assert ("Yeghtsahogh", "az/sarybaba-height") in names

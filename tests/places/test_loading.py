"""Benchmark B6: Azerbaijani aliases of GeoNames resolve to one place, shared names are reported, nothing is picked."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from minetrace.places import Gazetteer, Place, country_pack, packed
from minetrace.terms.problem import Problem

SHARED = Path(__file__).parents[2].parent / "shared"
SUBSET = SHARED / "data" / "gazetteer" / "geonames_cities500_subset.csv"
REGIONS = SHARED / "data" / "gazetteer" / "az_economic_regions_2021.csv"
DEV = SHARED / "corpus" / "dev"

needs_data = pytest.mark.skipif(not SUBSET.exists(), reason="../shared/data/gazetteer is not here")
needs_corpus = pytest.mark.skipif(not DEV.exists(), reason="../shared/corpus/dev is not here")


@pytest.fixture(scope="module")
def azerbaijan() -> list[Place]:
    return country_pack("AZ")


@pytest.fixture(scope="module")
def full(azerbaijan: list[Place]) -> Gazetteer:
    return packed().with_places(azerbaijan)


def test_a_settlement_known_to_the_supplement_keeps_its_id_and_parents(full: Gazetteer) -> None:
    lachin = full.get("az/lachin")
    assert lachin.geonames == 147625
    assert lachin.kind == "settlement"
    assert full.within("az/lachin", "az/lachin-district") == "yes"
    assert {"Berdzor", "Abdallar", "Laçın"} <= {name.text for name in lachin.names}
    assert "CC BY 4.0" in lachin.source


def test_other_settlements_are_in_the_country_and_in_no_district(azerbaijan: list[Place]) -> None:
    assert len(azerbaijan) == 245
    others = [place for place in azerbaijan if "-gn" in place.id]
    assert 150 < len(others) < 200
    assert all([parent.place for parent in place.parents] == ["az"] for place in others)
    assert all(place.admin1 and "CC BY 4.0" in place.source for place in others)


def test_a_code_that_is_no_country_is_a_problem() -> None:
    with pytest.raises(Problem, match="MT-206"):
        country_pack("ZZ")


@needs_data
def test_b6_every_geonames_spelling_leads_to_its_places_and_shared_ones_are_candidates(full: Gazetteer) -> None:
    bearers: dict[str, set[int]] = defaultdict(set)
    alternates = 0
    with SUBSET.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["country"] == "AZ":
                spellings = [text for text in row["alternatenames_pipe"].split("|") if text]
                alternates += len(spellings)
                for text in (row["name"], *spellings):
                    bearers[text.casefold()].add(int(row["geonameid"]))
    shared = {text for text, numbers in bearers.items() if len(numbers) > 1}
    assert (alternates, len(bearers), len(shared)) == (3920, 3869, 30)
    for text, numbers in bearers.items():
        found = full.find(text)
        assert numbers <= {place.geonames for place in found.places}, text
        if text in shared:
            assert found.outcome == "candidates" and found.place is None, text


@needs_data
def test_the_division_of_2021_has_the_77_units_of_the_decree() -> None:
    with REGIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    slug = {"East Zangazur": "East Zangezur"}
    held = 0
    for row in rows:
        region = slug.get(row["economic_region"], row["economic_region"]).lower().replace(" ", "-")
        unit = packed().one(
            f"{row['name_az'].replace('ǝ', 'ə')} {'city' if row['type'] == 'Municipality' else 'rayonu'}"
        )
        regions = {parent.place for parent in unit.parents if parent.certainty == "stated" and not parent.valid_to}
        expected = (
            "az/nakhchivan-autonomous-republic" if region == "nakhchivan" else f"az/{region}-economic-region-2021"
        )
        assert expected in regions, row
        held += 1
    assert held == 77


@needs_corpus
def test_every_place_that_the_development_corpus_names_is_known() -> None:
    unknown = []
    countries = country_pack("AZ", "YE", "SY", "CO", "AF", "VN")
    gazetteer = packed().with_places(countries)
    for path in sorted(DEV.glob("*.json")):
        for claim in json.loads(path.read_text("utf-8"))["claims"]:
            unknown += [(path.stem, name) for name in claim["places"] or [] if not gazetteer.find(name).places]
    assert not unknown

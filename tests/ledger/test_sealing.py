"""Seals commit by tier: a group can be withheld or a person erased, and the row still stands."""

import json
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.sealing import Sealer, altered_fields, erase_field, row_digest

TIERS = {"team": "partner", "position": "restricted", "finder": "person", "phone": "person"}
names = st.sampled_from(["model", "quantity", "team", "position", "finder", "phone"])
ENTRY = 7
rows = st.dictionaries(names, st.none() | st.integers(0, 10**6) | st.text(max_size=8))


@dataclass(frozen=True)
class Sealed:
    content: dict
    digest: str


def seal(table, row_id, values, tiers, sealer=None):
    """A row sealed by a sealer of its own, or by one that has sealed others."""
    sealer = sealer or Sealer(table, tiers, tuple(values), ENTRY)
    text, digest = sealer.seal(row_id, tuple(values.values()))
    assert text == canonical_text(json.loads(text))
    content = json.loads(text)
    assert content.pop("entry") == ENTRY
    return Sealed(content, digest)


@given(rows)
def test_a_sealed_row_is_as_it_was_sealed(values):
    made = seal("t", "1", values, TIERS)
    assert list(altered_fields(values, TIERS, made.content)) == []
    assert row_digest("t", "1", made.content) == made.digest


@given(rows, names, st.none() | st.integers(0, 10**6) | st.text(max_size=8))
def test_the_altered_field_is_named(values, name, other):
    made = seal("t", "1", values, TIERS)
    altered = {**values, name: other}
    expected = [] if values.get(name) == other and type(values.get(name)) is type(other) else [name]
    assert list(altered_fields(altered, TIERS, made.content)) == expected


@given(rows)
def test_an_erasure_changes_no_digest(values):
    values = {**values, "finder": "Somebody"}
    made = seal("t", "1", values, TIERS)
    content = erase_field(made.content, "finder")
    assert row_digest("t", "1", content) == made.digest
    assert list(altered_fields({**values, "finder": None}, TIERS, content)) == []
    assert list(altered_fields(values, TIERS, content)) == ["finder"]


@given(rows)
def test_equal_rows_hide_behind_different_salts(values):
    values = {**values, "team": "Team 1"}
    one, other = seal("t", "1", values, TIERS), seal("t", "1", values, TIERS)
    assert one.content["public"] == other.content["public"]
    assert one.content["partner"]["digest"] != other.content["partner"]["digest"]


@given(st.lists(rows, min_size=2, max_size=6))
def test_one_sealer_seals_many_rows_as_each_by_its_own(many):
    every = ("finder", "model", "phone", "position", "quantity", "team")
    sealer = Sealer("t", TIERS, every, ENTRY)
    for position, row in enumerate(many):
        values = {name: row.get(name) for name in every}
        made = seal("t", str(position), values, TIERS, sealer)
        assert list(altered_fields(row, TIERS, made.content)) == []
        assert row_digest("t", str(position), made.content) == made.digest
        assert made.content["public"] == seal("t", "x", values, TIERS).content["public"]

"""Seals commit by tier: a group can be withheld or a person erased, and the row still stands."""

import json
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from minetrace.ledger import sealing
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


EVERY = ("record_id", "model", "quantity", "team", "position", "finder", "phone")
SALT = "5a" * 16
AS_LAID_DOWN = [
    (
        "17",
        ("r1", 'PMN-2 "щ"\n', 3, "Team 1", "0101", "A. B.", None),
        '{"entry":2000000,"leaves":{"model":"75dace326c93","position":"355e2cd2c7da","quantity":"8ab1bd426888",'
        '"record_id":"78029691573f","team":"a1b29f5309fd"},'
        f'"partner":{{"digest":"9d23dd47cbb82554ae11a88c318f152c991727e2f10519d0ab5114f79fe5572e","salt":"{SALT}"}},'
        '"person":{"finder":'
        f'{{"digest":"1118b399d6a3aa6f53cc38502a715c04a3dba4bc9263ff4d53c29757da75d49b","salt":"{SALT}"}}}},'
        '"public":"a03d5eaedba3e6d0a569d2bb43ffc00f858ffe78f7482455b367e1eb85cf89da",'
        f'"restricted":{{"digest":"cc8d4676dc28661b5a5be16b35424a5c75d6851bd16baaf9947f9061f53517ba","salt":"{SALT}"}}}}',
        "3e1ae174fb859634aef228d3ca49c787691273c5cc86b85aa7194e0befb4f8fe",
    ),
    (
        "18",
        ("r2", None, 0, None, None, None, None),
        '{"entry":2000000,"leaves":{"quantity":"ee4ffb3bbdd2","record_id":"42e0960b52f8"},'
        '"public":"6075dd36be20b14ddba1d7080b09bf4a887f3b5b6b7a890a281112ec321a3a37"}',
        "eeb7e5456a3923d2ff053d129bd0a83869a7db3a60d3f87371a4a1bdaeb2c3b9",
    ),
]


def test_seals_are_the_bytes_that_were_laid_down(monkeypatch):
    monkeypatch.setattr(sealing, "token_hex", lambda count: "5a" * count)
    sealer = Sealer("find_version", TIERS, EVERY, 2_000_000)
    assert [(one, row, *sealer.seal(one, row)) for one, row, *_ in AS_LAID_DOWN] == AS_LAID_DOWN
    together = sealer.seal_all([one for one, *_ in AS_LAID_DOWN], [row for _, row, *_ in AS_LAID_DOWN])
    assert together == [(seal, digest) for *_, seal, digest in AS_LAID_DOWN]


@given(st.lists(rows, min_size=1, max_size=6))
def test_rows_sealed_together_are_sealed_as_each_alone(many):
    every = ("finder", "model", "phone", "position", "quantity", "team")
    sealed = Sealer("t", TIERS, every, ENTRY).seal_all("abcdef"[: len(many)], [[r.get(n) for n in every] for r in many])
    for row_id, row, (text, digest) in zip("abcdef", many, sealed, strict=False):
        content = json.loads(text)
        assert text == canonical_text(content)
        assert list(altered_fields(row, TIERS, content)) == []
        assert row_digest("t", row_id, content) == digest

"""Tiers are kept with the claims of a reading; what was kept before they were stated has none, and its seal holds."""

import json

import pytest

from minetrace.accounts.actor import keeper
from minetrace.ledger import sealing
from minetrace.ledger.sealing import Sealer
from minetrace.ledger.verifying import verify
from minetrace.sources.actions import About, add
from minetrace.sources.claims import kept_claim, kept_claims
from minetrace.sources.models import ReadingClaim

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

TEXT = (
    "On 5 May 2024 sappers found 120 PMN-2 anti-personnel mines in Fuzuli district, the agency said. Some 40 percent "
    "of the work is done. A further 12 mines were found.\n"
)


@pytest.fixture
def kept(tmp_path):
    return add(keeper("anna"), TEXT.encode(), name="a.txt", about=About(publisher="Velm News"), folder=tmp_path)


def test_the_tier_is_kept_with_its_reasons(kept):
    first, second = kept_claims(kept.source.id)
    assert (first.tier, first.doubts) == ("auto", ())
    assert (second.tier, second.doubts) == ("review", ("period_carried",))
    assert kept_claim(second.id).doubts == ("period_carried",)
    assert "tier" not in second.said
    assert verify().findings == ()


def test_what_was_not_taken_is_kept_with_its_characters(kept):
    (refused,) = kept.reading.refused_list()
    assert TEXT[refused["start"] : refused["end"]] == "40 percent"
    assert refused["code"] == "share"


def test_a_row_without_a_tier_has_the_seal_that_it_had_before(kept):
    row = ReadingClaim.objects.order_by("ordinal")[0]
    row.tier = row.doubts = None
    values = row.sealed_values()
    before = {name: value for name, value in values.items() if name not in ("tier", "doubts")}
    made = [Sealer("t", row.tiers, tuple(one), 1).seal("1", tuple(one.values())) for one in (values, before)]
    assert made[0][1] == made[1][1]
    assert not list(sealing.altered_fields(values, row.tiers, json.loads(made[1][0])))

"""`minetrace.read`: the reader and the reckoner in one call, loaded on first use."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

import minetrace
from minetrace import reading
from minetrace.terms.claim import Claim


def _claims() -> tuple[Claim, ...]:
    whole = Claim(id="a", kind="casualty", quote="45", span=(0, 2), value=45, unit="person", outcome="affected")
    part = Claim(
        id="b", kind="casualty", quote="12", span=(9, 11), value=12, unit="person", outcome="killed", part_of="a"
    )
    return whole, part


def test_a_reading_carries_claims_and_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: str, **options: Any) -> SimpleNamespace:
        return SimpleNamespace(language="en", claims=_claims(), refused=(), notes=("no date",), version="7")

    monkeypatch.setattr(reading, "read", read, raising=False)
    found = minetrace.read("45 were harmed, 12 of them killed.")
    assert [check.rule for check in found.checks] == ["T2", "T4"]
    plain = found.as_dict()
    assert [claim["id"] for claim in plain["claims"]] == ["a", "b"]
    assert (plain["language"], plain["notes"], plain["version"]) == ("en", ["no date"], "7")


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("On 5 May 2024 sappers cleared 700 mines in Arif, 300 in Velm and 1,000 in Sorrel.", False),
        ("On 5 May 2024 sappers cleared 700 mines in Arif and 300 in Velm, 1,000 in total.", True),
        ("On 5 May 2024 sappers cleared 1,000 mines: 700 in Arif and 300 in Velm.", True),
    ],
)
def test_a_sum_is_a_link_only_where_a_word_or_sign_of_the_text_makes_it_one(text: str, linked: bool) -> None:
    found = minetrace.read(text, published="2024-05-10", language="en")
    assert any(claim.total_of for claim in found.claims) is linked
    rules = {check.rule: check for check in found.checks}
    assert ("T1" in rules, "T6" in rules) == (linked, not linked)
    if not linked:
        assert "consistent by arithmetic" in rules["T6"].sentence
        assert all(claim.part_of is None for claim in found.claims)


def test_the_package_exports_what_it_says_and_no_more() -> None:
    assert minetrace.__all__ == ["Reading", "read"]
    assert {"Reading", "read"} <= set(dir(minetrace))
    with pytest.raises(AttributeError, match="nothing"):
        _ = minetrace.nothing


def test_importing_the_package_reads_nothing() -> None:
    code = "import minetrace, sys; sys.exit(any(n.startswith('minetrace.') for n in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

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


def test_the_package_exports_what_it_says_and_no_more() -> None:
    assert minetrace.__all__ == ["Reading", "read"]
    assert {"Reading", "read"} <= set(dir(minetrace))
    with pytest.raises(AttributeError, match="nothing"):
        _ = minetrace.nothing


def test_importing_the_package_reads_nothing() -> None:
    code = "import minetrace, sys; sys.exit(any(n.startswith('minetrace.') for n in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""CI takes no skip for an answer."""

import pytest

from tests.skips import NO_SHARED, unforgiven

SHARED = ("tests/reading/test_seed.py::test_scores", f"{NO_SHARED}/corpus/seed")
CHROMIUM = ("tests/browser/test_desk.py::test_sign_in", "no Chromium: apt-get install chromium")


@pytest.mark.parametrize(
    ("ci", "shared_is_there", "failing"),
    [
        (False, False, []),
        (False, True, []),
        (True, False, [CHROMIUM]),
        (True, True, [SHARED, CHROMIUM]),
    ],
)
def test_what_ci_forgives(ci: bool, shared_is_there: bool, failing: list[tuple[str, str]]) -> None:
    assert unforgiven([SHARED, CHROMIUM], ci=ci, shared_is_there=shared_is_there) == failing

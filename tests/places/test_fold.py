import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.places.fold import fold, key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Laçın", "LACIN"),
        ("Sarıbaba", "Sari-baba"),
        ("Tərtər", "Tǝrtǝr"),
        ("Kel'badzhar", "Kel’badzhar"),
        ("İmişli", "IMISLI"),
        ("Гёйгёль", "Гейгель"),
        ("Deir ez-Zor", "deir ezzor"),
        ("Stepʻanakert", "Stepanakert"),
    ],
)
def test_spellings_that_meet(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Shusha", "Shushi"), ("লাচিন", "লচন"), ("Сарыбаба", "Sarybaba")])
def test_spellings_that_do_not_meet(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzçğışöüəабвгдеёжзий -'"))
def test_case_does_not_matter(text: str) -> None:
    assert key(text) == key(text.upper())

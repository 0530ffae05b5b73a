"""Canonical JSON is that of RFC 8785, for the values the ledger uses."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from minetrace.ledger.canonical import canonical

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=126, min_codepoint=32)), inner),
    max_leaves=20,
)


@given(values)
def test_bytes_are_those_of_the_standard(value):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, {"ключ": 1}, {1: 2}, b"x", {1, 2}])
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)

"""At which addresses the desk can be opened."""

import socket

import pytest

from minetrace.cli.serve import require_free
from minetrace.terms.problem import Problem


def test_a_place_where_another_desk_is_open_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as open_there:
        taken = f"127.0.0.1:{open_there.getsockname()[1]}"
        with pytest.raises(Problem, match=f"MT-350.*{taken}.*in use"):
            require_free(taken)
    require_free(taken)


@pytest.mark.parametrize("address", ["8420x", "127.0.0.1:", "127.0.0.1:99999", "nowhere.invalid:8420"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Problem, match="MT-350"):
        require_free(address)

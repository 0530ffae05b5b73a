"""The store a session runs on is there and speaks for itself."""

import psycopg
import pytest


@pytest.mark.store
def test_the_store_answers(store_url: str) -> None:
    if store_url == "sqlite":
        return
    with psycopg.connect(store_url) as connection:
        row = connection.execute("select ST_AsText(ST_SetSRID(ST_MakePoint(46.5, 39.6), 4326))").fetchone()
    assert row == ("POINT(46.5 39.6)",)

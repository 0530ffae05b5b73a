"""A data set as claims: one a row and figure, each quoting its cells, no date guessed."""

import pytest

from minetrace.doors.claims import import_claims
from minetrace.ledger.verifying import verify
from minetrace.reckoning import linkage
from minetrace.register import reckoned
from minetrace.register.models import Record
from minetrace.sources.actions import About, reread
from minetrace.sources.claims import kept_claims
from minetrace.sources.models import Source
from minetrace.terms.problem import Problem
from tests.doors.tables import ANNA, SAMPLES, written

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]


def kept(path, folder, publisher="Institute"):
    about = About(publisher=publisher)
    return import_claims(
        ANNA, path, about, profile=None, profile_folder=folder / "profiles", originals=folder / "originals"
    )


def test_each_row_and_figure_is_a_claim_that_quotes_its_cells(tmp_path):
    report = kept(SAMPLES / "events_cp1252.csv", tmp_path)
    assert (report.accepted, report.doubtful, report.refused, report.new) == (3, 2, 0, 5)
    [source] = Source.objects.all()
    assert (source.publisher, source.text.characters.count("\u2018A\u2019")) == ("Institute", 1)
    claims = kept_claims(source.id)
    assert len(claims) == 10
    for claim in claims:
        assert source.text.characters[claim.row.start : claim.row.end] == claim.row.quote
    first = claims[0].said
    assert (first["value"], first["low"], first["high"], first["outcome"], first["group"]) == (3, 1, 5, "killed", "all")
    assert (first["from"], first["to"], claims[0].row.quote) == ("2022-09-30", "2022-09-30", "3,5,1")
    assert first["places"] == ["Old Mill town", "North", "Testland"]
    assert claims[0].derivation["rules"] == ["row 2"]
    assert Record.objects.count() == 0
    assert verify().findings == ()


def test_a_date_that_nothing_proves_is_kept_as_written(tmp_path):
    report = kept(SAMPLES / "events_cp1252.csv", tmp_path)
    said = [claim.said for claim in kept_claims(Source.objects.get().id)]
    assert [(one["from"], one["partial_date"]) for one in said[4:8:2]] == [
        (None, "01/02/2015 00:00"),
        (None, "03/03/2015 00:00"),
    ]
    assert (said[8]["from"], said[8]["to"]) == ("2014-07-27", None)
    assert report.problem_counts == {"MT-722": 5}


def test_a_second_import_and_a_reread_change_nothing(tmp_path):
    kept(SAMPLES / "events_cp1252.csv", tmp_path)
    again = kept(SAMPLES / "events_cp1252.csv", tmp_path)
    assert (again.new, again.unchanged, again.entry) == (0, 5, None)
    source = Source.objects.get()
    found = reread(ANNA, source)
    assert (len(found.same), found.new, found.gone) == (10, [], [])
    assert kept(SAMPLES / "events_cp1252.csv", tmp_path, publisher="Another").new == 5


def test_each_row_is_a_happening_of_its_own(tmp_path):
    """Two rows of one place, neither with a day that is proven: two events, each with its dead and its wounded."""
    (tmp_path / "profiles").mkdir()
    figures = '[{"value": "dead", "outcome": "killed"}, {"value": "hurt", "outcome": "injured"}]'
    (tmp_path / "profiles" / "mine.json").write_text(
        f'{{"claims": {{"from": "when", "counting": "occurrence", "places": ["where"], "figures": {figures}}}}}'
    )
    rows = [("Hill", "01/02/2023", "4", "1"), ("Hill", "03/04/2023", "4", "2")]
    table = written(tmp_path / "a.csv", ("where", "when", "dead", "hurt"), *rows)
    import_claims(
        ANNA, table, About(), profile="mine", profile_folder=tmp_path / "profiles", originals=tmp_path / "originals"
    )
    groups = linkage.link(reckoned.stated()).groups
    assert [[one.claim.value for one in group] for group in groups] == [[4, 1], [4, 2]]


def test_a_table_whose_figures_nobody_knows_is_a_numbered_problem(tmp_path):
    with pytest.raises(Problem, match="MT-710"):
        kept(written(tmp_path / "a.csv", ("a", "b"), ("1", "2")), tmp_path)


def test_a_profile_says_which_columns_state_figures(tmp_path):
    table = written(tmp_path / "a.csv", ("where", "when", "dead"), ("Hill", "2023", "4"), ("Mill", "2023", "many"))
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.json").write_text(
        '{"claims": {"year": "when", "places": ["where"], "figures": [{"value": "dead", "outcome": "killed"}]}}'
    )
    report = import_claims(
        ANNA, table, About(), profile="mine", profile_folder=tmp_path / "profiles", originals=tmp_path / "originals"
    )
    assert (report.accepted, report.refused, report.entry is not None) == (1, 1, True)
    [claim] = kept_claims(Source.objects.get().id)
    assert (claim.said["value"], claim.said["from"], claim.said["counting"]) == (4, "2023-01-01", "tally")

"""The import of tables: columns told by value, rows kept, doubted or refused, editions compared."""

import json

import pytest

from minetrace.accounts.actor import Actor
from minetrace.doors import importing
from minetrace.ledger.models import Entry
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register import view
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.models import VERSIONS, Record
from minetrace.terms.problem import Problem
from tests.doors.tables import ANNA, SAMPLES, imported, written
from tests.ledger.programme import BORIS

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

FINDS = ("id", "date found", "device type", "quantity")


def listed(kind="find"):
    return view.listing(ANNA, kind, at=head_number())


def counts(report):
    names = ("accepted", "doubtful", "refused", "new", "changed", "unchanged", "gone")
    return tuple(getattr(report, name) for name in names)


def test_values_decide_over_swapped_headers(tmp_path):
    report = imported(SAMPLES / "victims_es.csv", tmp_path, "victim")
    assert counts(report) == (7, 0, 0, 7, 0, 0, 0)
    assert report.mapping["estado"]["field"] == "sex"
    assert report.mapping["genero"]["field"] == "outcome"
    assert report.as_dict()["values"]["sex"] == {"female": 1, "male": 5, "unknown": 1}
    assert report.as_dict()["values"]["outcome"] == {"injured": 5, "killed": 2}
    first = listed("victim")[0]
    assert (first.basis, first.author, first.fields["happened_from"], first.fields["happened_to"]) == (
        "own",
        "anna",
        "2006-01-01",
        "2006-01-31",
    )
    assert first.fields["places"][0]["as_written"] == "ALTO PRADO, SIERRA (05313)"
    assert verify().findings == ()


def test_a_second_import_changes_nothing_under_any_name(tmp_path):
    imported(SAMPLES / "victims_es.csv", tmp_path, "victim")
    head = head_number()
    copy = tmp_path / "copy.csv"
    copy.write_bytes((SAMPLES / "victims_es.csv").read_bytes())
    assert counts(imported(copy, tmp_path, "victim")) == (7, 0, 0, 0, 0, 7, 0)
    assert head_number() == head


def test_an_edition_without_a_key_gives_new_and_gone_and_never_changed(tmp_path):
    imported(SAMPLES / "victims_es.csv", tmp_path, "victim")
    lines = (SAMPLES / "victims_es.csv").read_text(encoding="utf-8").splitlines()
    edition = tmp_path / "edition.csv"
    mended = lines[6].replace("Herido", "Muerto")
    edition.write_text("\n".join([*lines[:3], *lines[4:6], mended, lines[7], lines[4]]) + "\n", encoding="utf-8")
    report = imported(edition, tmp_path, "victim")
    assert counts(report) == (7, 0, 0, 2, 0, 5, 2)
    assert [p["code"] for p in report.problems] == ["MT-735", "MT-735"]
    assert len(listed("victim")) == 9
    again = imported(edition, tmp_path, "victim", withdraw_gone=True)
    assert (again.gone, len(listed("victim"))) == (2, 7)
    assert counts(imported(edition, tmp_path, "victim"))[3:] == (0, 0, 7, 0)
    assert verify().findings == ()


def test_an_edition_with_a_key_changes_records(tmp_path):
    table = written(tmp_path / "a.csv", FINDS, ("1", "2024-05-13", "AP mine", "3"), ("2", "2024-05-14", "UXO", "1"))
    assert counts(imported(table, tmp_path)) == (2, 0, 0, 2, 0, 0, 0)
    rows = (("1", "2024-05-13", "AP mine", "4"), ("2", "2024-05-14", "UXO", "1"), ("3", "2024-05-15", "UXO", "1"))
    assert counts(imported(written(tmp_path / "a.csv", FINDS, *rows), tmp_path)) == (3, 0, 0, 1, 1, 1, 0)
    first = view.find_record("F-000001")
    assert [v.fields["quantity_low"] for v in view.history(ANNA, first)] == [3, 4]
    assert [c.locus for c in view.citations(first)] == ["row 2", "row 2"]
    assert verify().findings == ()


def test_a_refused_row_keeps_all_out_unless_the_good_ones_are_wanted(tmp_path):
    table = written(tmp_path / "a.csv", FINDS, ("1", "2024-05-13", "UXO", "3"), ("1", "2024-05-14", "UXO", "1"))
    report = imported(table, tmp_path, key="id")
    assert (report.refused, report.entry, listed()) == (1, None, [])
    assert report.problems[0] == {
        "row": 3,
        "column": "id",
        "code": "MT-730",
        "sentence": "The key '1' stands on two rows: 2 and this one.",
    }
    assert imported(table, tmp_path, key="id", keep_good=True).new == 1


def test_an_unknown_word_is_doubtful_and_never_a_new_term(tmp_path):
    table = written(tmp_path / "a.csv", FINDS, ("1", "2024-05-13", "UXO", "3"), ("2", "2024-05-14", "gizmo", "x"))
    report = imported(table, tmp_path, columns=["device type=category", "quantity=quantity_low"])
    assert counts(report)[:4] == (1, 1, 0, 2)
    assert [(p["row"], p["column"], p["code"]) for p in report.problems] == [
        (3, "device type", "MT-721"),
        (3, "quantity", "MT-724"),
    ]
    assert listed()[1].fields["category"] is None


def test_a_russian_table_in_an_old_encoding(tmp_path):
    report = imported(SAMPLES / "finds_ru.csv", tmp_path)
    assert counts(report)[:4] == (3, 1, 0, 4)
    rows = [row.fields for row in listed()]
    assert [row["category"] for row in rows] == ["av_mine", "ap_mine", "uxo", "uxo"]
    assert [row["found_from"] for row in rows] == ["2023-01-27", "2023-02-05", "2023-02-14", None]
    assert [row["quantity_high"] for row in rows] == [3, 1250, 2, None]
    assert [row["position"] is None for row in rows] == [False, False, False, True]


def test_shapes_are_checked_and_only_what_is_broken_is_refused(tmp_path):
    report = imported(SAMPLES / "areas.geojson", tmp_path, "hazardous_area", keep_good=True)
    assert counts(report)[:4] == (5, 3, 1, 8)
    assert report.quality == {
        "invalid_geometry": 1,
        "null_geometry": 2,
        "empty_geometry": 1,
        "duplicate_geometry": 1,
        "overlapping_pairs": 2,
        "contained_pairs": 3,
    }
    assert {row.fields["hazard_class"] for row in listed("hazardous_area")} == {"sha"}
    assert counts(imported(SAMPLES / "areas.geojson", tmp_path, "hazardous_area", keep_good=True))[3:] == (0, 0, 8, 0)


def test_a_profile_is_kept_and_used(tmp_path):
    table = written(tmp_path / "a.csv", ("what", "n"), ("UXO", "3"), ("gizmo", "1"))
    imported(table, tmp_path, profile="office", columns=["what=category", "n=quantity_low:range"])
    path = tmp_path / "profiles" / "office.json"
    kept = json.loads(path.read_text())
    assert kept["columns"] == {"what": "category:value", "n": "quantity_low:range"}
    path.write_text(json.dumps({**kept, "words": {"category": {"gizmo": "mine"}}}))
    report = imported(table, tmp_path, profile="office", dry_run=True)
    assert report.as_dict()["values"]["category"] == {"mine": 1, "uxo": 1}
    path.write_text('{"kind": "find", "columns": {"what": "colour"}}')
    with pytest.raises(Problem, match="MT-705"):
        imported(table, tmp_path, profile="office")


def test_a_dry_run_writes_nothing(tmp_path):
    report = imported(SAMPLES / "victims_es.csv", tmp_path, "victim", dry_run=True)
    assert (report.new, Entry.objects.count(), Record.objects.count()) == (7, 0, 0)


def test_reported_records_name_their_speaker(tmp_path):
    table = written(tmp_path / "a.csv", FINDS, ("1", "2024-05-13", "UXO", "3"))
    with pytest.raises(Problem, match="MT-415"):
        imported(table, tmp_path, basis="reported")
    imported(table, tmp_path, basis="reported", speaker="Agency", said_on="2024-06-01")
    assert [(row.basis, row.speaker, row.said_on) for row in listed()] == [("reported", "Agency", "2024-06-01")]


def test_only_who_may_take_and_approve_imports(tmp_path):
    from minetrace.doors.importing import import_table
    from minetrace.doors.work import Wish

    table = written(tmp_path / "a.csv", FINDS, ("1", "2024-05-13", "UXO", "3"))
    with pytest.raises(Problem, match="MT-321"):
        import_table(Actor("vera", "reader"), table, Wish(kind="find"), originals=tmp_path, profile_folder=tmp_path)


def test_what_is_no_table_is_a_numbered_problem(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "b.csv").write_text("")
    (tmp_path / "c.csv").write_text("id,n\n")
    (tmp_path / "d.csv").write_text("foo,bar\n1,2\n")
    (tmp_path / "e.geojson").write_text('{"type": "FeatureCollection", "features": [')
    (tmp_path / "f.xlsx").write_bytes(b"PK\x03\x04broken")
    codes = {"a.bin": "MT-701", "b.csv": "MT-701", "c.csv": "MT-702", "d.csv": "MT-703", "e.geojson": "MT-704"}
    for name, code in {**codes, "f.xlsx": "MT-701", "none.csv": "MT-107"}.items():
        with pytest.raises(Problem) as raised:
            imported(tmp_path / name, tmp_path)
        assert (name, raised.value.code) == (name, code)


def test_the_import_is_one_entry_that_says_so(tmp_path):
    report = imported(SAMPLES / "victims_es.csv", tmp_path, "victim")
    entry = Entry.objects.get(number=report.entry)
    assert (entry.actor, entry.verb) == ("anna", "victim.import")
    assert entry.why == "victims_es.csv: 7 new, 0 changed, 0 withdrawn; imported and approved in one by anna"
    assert VERSIONS["victim"].objects.filter(entry=report.entry).count() == 7


def test_many_new_records_are_numbered_by_their_days_few_as_they_stand(tmp_path, monkeypatch):
    days = ("2024-05-13", "", "2023-01-02", "2024-05-13")
    rows = [(str(number), day, "AP mine", str(number)) for number, day in enumerate(days, start=1)]

    def in_order():
        return [row.fields["quantity_low"] for row in listed()]

    imported(written(tmp_path / "few.csv", FINDS, *rows), tmp_path)
    assert in_order() == [1, 2, 3, 4]
    monkeypatch.setattr(importing, "_BY_DAY", len(days))
    again = [(f"b{number}", *rest) for number, *rest in rows]
    imported(written(tmp_path / "many.csv", ("uid", *FINDS[1:]), *again), tmp_path)
    assert in_order() == [1, 2, 3, 4, 2, 3, 1, 4]
    assert verify().findings == ()


def test_an_import_releases_no_land_without_product_depth_and_handover(tmp_path):
    head = ("id", "name", "hazard status")
    table = written(tmp_path / "a.csv", head, ("1", "North", "open"), ("2", "South", "closed"), ("3", "East", "odd"))
    refused = imported(table, tmp_path, "hazardous_area", keep_good=True)
    assert counts(refused)[:4] == (1, 1, 1, 2)
    [why] = [one for one in refused.problems if one["code"] == "MT-736"]
    assert why["row"] == 3
    assert why["sentence"].startswith(
        "The row would make land closed without what a release needs: no approved product"
    )
    assert refused.as_dict()["values"]["hazard_status"] == {"open": 1}
    # A change is held to the same rule, until the product is there.
    closing = written(tmp_path / "a.csv", head, ("1", "North", "closed"), ("3", "East", "open"))
    assert counts(imported(closing, tmp_path, "hazardous_area"))[:5] == (1, 0, 1, 0, 1)
    area = view.find_record("H-000001")
    done = {"product": "cleared", "hazardous_area": area.pk, "depth_cm": 20, "handover_on": "2024-06-01"}
    approve(BORIS, propose(ANNA, Draft(kind="product", fields=done)), four_eyes=True)
    assert counts(imported(closing, tmp_path, "hazardous_area"))[:5] == (2, 0, 0, 0, 2)
    assert {row.fields["hazard_status"] for row in listed("hazardous_area")} == {"closed", "open"}
    # What others report as closed is theirs to say.
    told = written(tmp_path / "b.csv", ("code", "hazard status"), ("7", "closed"))
    assert counts(imported(told, tmp_path, "hazardous_area", basis="reported", speaker="A ministry"))[:2] == (1, 0)

"""Tables imported at the desk: looked at, mended, imported, taken back; what each role may and sees."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minetrace.desk.imports import jobs
from minetrace.ledger.times import head_number
from minetrace.register import view
from minetrace.sources.models import Source
from tests.browser.desk import people
from tests.desk.importing import work_here  # noqa: F401
from tests.desk.programme import KARIN
from tests.desk.test_register_pages import signed_in
from tests.doors.tables import SAMPLES

pytestmark = [
    pytest.mark.store,
    pytest.mark.usefixtures("work_here"),
    pytest.mark.django_db(databases=["default", "accounts"]),
]

FINDS = """no;date found;what;quantity;lat;lon
1;13/05/2024;AP mine;3;39.6013;47.1421
2;14/05/2024;AP mine;x;39.6016;47.1428
3;15/05/2024;UXO;2;39.6016;247
3;15/05/2024;UXO;1;39.6016;47.1428
"""


@pytest.fixture
def anna() -> Client:
    people()
    return signed_in("anna")


def upload(client: Client, text: str, name: str = "finds.csv", **asked: str) -> str:
    form = {"kind": "find", "basis": "own", **asked, "file": SimpleUploadedFile(name, text.encode("cp1252"))}
    answer = client.post("/imports/", form)
    assert answer.status_code == 302, answer.text
    return str(answer.url)


def held(kind: str = "find") -> list[dict[str, object]]:
    return [dict(row.fields) for row in view.listing(KARIN, kind, at=head_number())]


def test_a_table_is_looked_at_mended_imported_and_taken_back(anna: Client) -> None:
    page = upload(anna, FINDS)
    text = anna.get(page).text
    assert "looked at, not imported" in text
    assert all(fact in text for fact in ("semicolon", "d/m/y", "day before month"))
    assert "Against the register" in text and held() == []
    # A person says that "no" is how a row is known again: the second row 3 is refused.
    assert anna.post(f"{page}again/", {"key": "no", "column-0": ""}).status_code == 302
    text = anna.get(page).text
    assert "MT-730" in text and "1 refused" in re.sub("<[^>]*>", "", text)
    rows = b"".join(anna.get(f"{page}refused.csv").streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0].endswith("refused row,refused because") and rows[1].startswith("3,15/05/2024,UXO,1")
    anna.post(f"{page}go/", {})
    assert "because rows are refused" in anna.get(page).text and held() == []
    anna.post(f"{page}go/", {"keep_good": "on", "profile": "bulletin"})
    text = anna.get(page).text
    entry = re.search(r"\?entry=(\d+)", text)
    assert entry is not None and "imported" in text
    assert [one["quantity_low"] for one in held()] == [3, None, 2]
    assert anna.get(f"/records/find/?entry={entry[1]}").text.count('scope="row"') == 3
    assert json.loads((settings.MINETRACE.path / "profiles" / "bulletin.json").read_text())["key"] == "no"
    assert anna.post(f"{page}go/", {"keep_good": "on"}).status_code == 422
    anna.post(f"{page}undo/", {"why": "the other district's file"})
    assert "3</bdi> withdrawn" in anna.get(page).text and held() == []
    assert anna.post(f"{page}remove/").url == "/imports/"
    listed = anna.get("/imports/").text
    assert "undo of import" in listed
    assert listed.count("/records/find/?entry=") == 2
    assert anna.get(page).status_code == 404


def test_a_person_says_what_a_column_holds(anna: Client) -> None:
    page = upload(anna, "a,b\n2024-05-13,PMN-2\n2024-05-14,TM-62\n", profile="")
    text = anna.get(page).text
    assert "MT-703" in text
    page = upload(anna, "found,b\n2024-05-13,PMN-2\n2024-05-14,TM-62\n")
    anna.post(f"{page}again/", {"column-1": "model:value"})
    assert '<option value="model:value" selected>' in anna.get(page).text
    anna.post(f"{page}again/", {"column-1": "no_such:value"})
    anna.post(f"{page}go/", {})
    assert [one["model"] for one in held()] == ["PMN-2", "TM-62"]


def test_a_person_says_what_a_word_means(anna: Client) -> None:
    page = upload(anna, "id,device\n1,PMN blast\n2,UXO\n3,PMN blast\n4,AP mine\n5,AP mine\n")
    assert anna.post(f"{page}again/", {"column-1": "category:value"}).status_code == 302
    text = anna.get(page).text
    assert "Words that are no term" in text and "PMN blast" in text
    anna.post(f"{page}again/", {"word-0": "ap_mine"})
    assert "Words that are no term" not in anna.get(page).text
    anna.post(f"{page}go/", {"profile": "device words"})
    assert [one["category"] for one in held()] == ["ap_mine", "uxo", "ap_mine", "ap_mine", "ap_mine"]
    kept = json.loads((settings.MINETRACE.path / "profiles" / "device words.json").read_text())
    assert kept["words"] == {"category": {"pmn blast": "ap_mine"}}
    other = upload(anna, "id,device\n1,PMN blast\n", "later.csv", profile="device words")
    assert "Words that are no term" not in anna.get(other).text


def test_who_may_import_and_what_they_see_of_it(anna: Client) -> None:
    names = "id,outcome,name\n1,killed,Nadir Demo\n2,injured,Someone Else\n"
    page = upload(signed_in("karin"), names, "people.csv", kind="victim")
    for name in ("viktor", "rena"):
        other = signed_in(name)
        assert other.get("/imports/").status_code == 403
        assert other.get(page).status_code == 403
        assert other.post(f"{page}go/").status_code == 403
        assert "Import a table" not in other.get("/records/find/").text
    assert anna.get(page).status_code == 404
    assert anna.get(f"{page}refused.csv").status_code == 404
    assert "people.csv" not in anna.get("/imports/").text
    own = upload(anna, names, "mine.csv", kind="victim")
    text = anna.get(own).text
    assert 'value="name:value"' not in text and 'value="outcome:value" selected' in text
    anna.post(f"{own}again/", {"column-2": "name:value"})
    anna.post(f"{own}go/", {})
    assert [(one["outcome"], one["name"]) for one in held("victim")] == [("killed", None), ("injured", None)]
    assert "mine.csv" in signed_in("karin").get("/imports/").text


def test_a_file_that_is_no_table_is_refused_with_its_number(anna: Client) -> None:
    page = upload(anna, "\x01\x02\x03", "noise.bin")
    text = anna.get(page).text
    assert "MT-70" in text and "refused" in text
    answer = anna.post("/imports/", {"kind": "find", "basis": "reported", "file": SimpleUploadedFile("a.csv", b"a\n1")})
    assert answer.status_code == 422 and "Say who states it" in answer.text


def test_a_data_set_of_others_becomes_a_source_of_claims(anna: Client) -> None:
    text = (SAMPLES / "events_cp1252.csv").read_text(encoding="cp1252")
    page = upload(anna, text, "events.csv", kind="claims", publisher="Institute")
    shown = anna.get(page).text
    assert "MT-722" in shown and "looked at, not imported" in shown
    anna.post(f"{page}go/", {})
    source = Source.objects.get()
    assert f'href="/sources/{source.id}/"' in anna.get(page).text
    assert (source.publisher, held()) == ("Institute", [])
    assert anna.post(f"{page}undo/", {"why": "x"}).status_code == 422


def test_a_step_that_was_killed_says_so(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "spawn", lambda *_: 2**22 + 7)
    assert "broken off" in anna.get(upload(anna, FINDS)).text


def test_a_running_step_shows_how_far_it_is(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setattr(jobs, "spawn", lambda *_: os.getpid())
    page = upload(anna, FINDS)
    folder = settings.MINETRACE.path / "imports" / page.split("/")[2] / "look"
    (folder / "progress.json").write_text(json.dumps({"what": "reading the rows", "done": 500, "of": 1200}))
    assert '<progress max="1200" value="500"' in anna.get(page).text
    assert 'hx-trigger="every 1s"' in anna.get(f"{page}state/").text
    assert anna.post(f"{page}again/", {}).status_code == 422
    (folder / "process").write_text(str(2**22 + 7))
    assert anna.get(f"{page}state/").headers["HX-Refresh"] == "true"

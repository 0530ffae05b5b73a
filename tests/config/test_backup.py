"""A whole home in one file while it is in use, and back; what is damaged, newer or in the way is refused by number."""

import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing

import psycopg
import pytest

from minetrace.config.backup import archive
from minetrace.config.backup.making import back_up
from minetrace.config.backup.restoring import restore
from minetrace.config.home import load
from minetrace.terms.problem import Problem
from tests.homes import HomeUnderTest, copy_home, new_database

on_every_store = pytest.mark.store

START = """
import os
from pathlib import Path
from minetrace.config import setup
from minetrace.config.home import load
home = load(Path(os.environ["MINETRACE_HOME"]))
setup(home)
from minetrace.accounts.actor import keeper
from minetrace.register.actions import Draft, approve, propose
FIND = Draft(kind="find", fields={"quantity_low": 1})
"""
FILL = """
import datetime
from minetrace.accounts.actions import add_user
from minetrace.sources.actions import About, add
about = About(published=datetime.date(2024, 5, 6), publisher="Agency")
text = b"Teams found 12 anti-personnel mines in Fuzuli district on 5 May 2024, the agency said."
add(keeper("anna"), text, name="text.txt", about=about, folder=home.originals)
approve(keeper("boris"), propose(keeper("anna"), FIND), four_eyes=True)
add_user("kate", "correct-horse-battery", "keeper")
from django.contrib.sessions.models import Session
Session.objects.create(session_key="secret-session", session_data="x", expire_date="2030-01-01 00:00Z")
"""
WRITE = """
while True:
    print(propose(keeper("anna"), FIND).record.reference, flush=True)
"""
TABLES = ("ledger_entry", "record", "find_version", "proposal_step", "source", "source_claim", "citation")


@pytest.fixture(scope="module")
def kept(new_home, tmp_path_factory, store_url):
    """A home with a source, a record, an account with a session, and a profile."""
    home = copy_home(new_home, tmp_path_factory.mktemp("backup") / "home", store_url)
    home.python(START + FILL)
    (home.path / "profiles").mkdir()
    (home.path / "profiles" / "office.json").write_text("{}")
    return home


def held(home):
    """Every row of a home's register, table by table."""
    connection = sqlite3.connect(home.path / "register.gpkg") if home.store == "sqlite" else psycopg.connect(home.store)
    with closing(connection) as db:
        return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=str) for table in TABLES}


@pytest.fixture(scope="module")
def backup(kept):
    file = kept.path.parent / "programme.backup"
    told = kept.run("backup", str(file))
    assert "ledger up to entry 3" in told
    return file


def rewritten(source, target, **changed):
    """A copy of a backup whose named members have other bytes, with a directory that is in order."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name), changed.get(name, before.read(name)))
    return target


def manifest_of(file):
    with zipfile.ZipFile(file) as zipped:
        return json.loads(zipped.read("manifest.json"))


@on_every_store
def test_a_restored_home_is_the_home_that_was_backed_up(kept, backup, tmp_path):
    head = tmp_path / "head.json"
    head.write_text(kept.run("ledger", "head"))
    verified = json.loads(kept.run("verify-backup", str(backup), "--json"))
    assert (verified["head"]["number"], verified["missing_originals"]) == (3, [])
    new = HomeUnderTest(tmp_path / "restored", new_database(kept.store))
    out = kept.run("restore", str(backup), str(new.path), "--store", new.store)
    assert "Everybody signs in anew" in out
    assert new.json("ledger", "verify", "--from", str(head))["findings"] == []
    assert held(new) == held(kept)
    with closing(sqlite3.connect(new.path / "accounts.sqlite3")) as accounts:
        assert accounts.execute("SELECT username, role FROM accounts_user").fetchall() == [("kate", "keeper")]
    assert (new.path / "profiles" / "office.json").read_text() == "{}"
    assert load(new.path).time_zone == "Asia/Baku"
    # It is a home to work in, and to back up again.
    new.run("propose", "find", "--set", "quantity_low=4", "--as", "anna")
    assert new.json("ledger", "verify")["findings"] == []
    assert json.loads(new.run("backup", str(tmp_path / "again"), "--json"))["head"]["number"] == 4
    assert not list(tmp_path.glob(".*.part"))


@on_every_store
def test_no_key_session_or_address_travels(kept, backup):
    with zipfile.ZipFile(backup) as zipped:
        names = set(zipped.namelist())
        whole = b"".join(zipped.read(name) for name in names)
    assert not {"ledger.key", "session.key", "release"} & names
    keys = [(kept.path / name).read_bytes().strip() for name in ("ledger.key", "session.key")]
    for secret in (*keys, b"secret-session", b"postgresql://"):
        assert secret not in whole
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@on_every_store
def test_what_is_acknowledged_before_is_in_it_and_writers_go_on(kept, tmp_path):
    home = HomeUnderTest(tmp_path / "home", kept.store)
    if kept.store == "sqlite":
        shutil.copytree(kept.path, home.path)
    else:
        home = kept
    writer = subprocess.Popen(
        [sys.executable, "-c", START + WRITE], env=home.environment(), stdout=subprocess.PIPE, text=True
    )
    acknowledged = [writer.stdout.readline().strip() for _ in range(3)]
    made = back_up(load(home.path), tmp_path / "busy.backup")
    acknowledged_after = writer.stdout.readline()
    writer.kill()
    writer.communicate()
    assert acknowledged_after
    assert made.manifest.head["number"] >= 3 + len(acknowledged)
    if kept.store == "sqlite":
        with zipfile.ZipFile(made.path) as zipped:
            zipped.extract("register.gpkg", tmp_path)
        with closing(sqlite3.connect(tmp_path / "register.gpkg")) as copy:
            held = {row[0] for row in copy.execute("SELECT reference FROM record")}
            [(newest,)] = copy.execute("SELECT MAX(number) FROM ledger_entry")
        assert set(acknowledged) <= held
        assert newest == made.manifest.head["number"]
    assert read(tmp_path / "busy.backup") == made.manifest


@on_every_store
def test_nothing_is_written_over(kept, backup, tmp_path):
    with pytest.raises(Problem, match="MT-344"):
        back_up(load(kept.path), backup)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").touch()
    for path in (tmp_path / "there", tmp_path / "there" / "file", kept.path):
        with pytest.raises(Problem, match="MT-344"):
            restore(backup, path, kept.store)
    other = "sqlite" if kept.store != "sqlite" else "postgresql://127.0.0.1/nowhere"
    with pytest.raises(Problem, match="MT-348"):
        restore(backup, tmp_path / "new", other)
    if kept.store != "sqlite":
        with pytest.raises(Problem, match="MT-344"):
            restore(backup, tmp_path / "new", kept.store)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there"]


@on_every_store
def test_a_home_that_cannot_be_written_to_a_place_says_so(kept, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="MT-349"):
        back_up(load(kept.path), tmp_path / "file" / "inside.backup")


@on_every_store
def test_every_cut_and_every_altered_byte_is_told(kept, backup, tmp_path):
    whole = backup.read_bytes()
    broken = tmp_path / "broken"
    for length in (0, 3, 20, 60, len(whole) // 3, len(whole) // 2, len(whole) - 1):
        broken.write_bytes(whole[:length])
        with pytest.raises(Problem, match=r"MT-34[12]"):
            restore(broken, tmp_path / "new", kept.store)
    for position in range(50, len(whole), len(whole) // 40):
        altered = bytearray(whole)
        altered[position] ^= 0x41
        broken.write_bytes(altered)
        try:
            # A byte of a time or a flag in ZIP's own headers may be any; what is unpacked then is the same.
            with archive.opened(broken) as opened:
                opened.unpack(tmp_path / f"out-{position}")
                assert opened.manifest == read(backup)
        except Problem as problem:
            assert problem.code in ("MT-341", "MT-342", "MT-343")
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".*.part"))


def read(file):
    with archive.opened(file) as opened:
        return opened.manifest


@on_every_store
def test_what_is_no_backup_or_newer_or_reaches_outside(backup, tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("a", "b")
    stated = manifest_of(backup)
    newer = rewritten(backup, tmp_path / "newer", **{"manifest.json": json.dumps(stated | {"format": 2})})
    files = stated["files"] | {"../outside": {"size": 1, "sha256": "0"}}
    outside = rewritten(backup, tmp_path / "outside", **{"manifest.json": json.dumps(stated | {"files": files})})
    with zipfile.ZipFile(outside, "a") as zipped:
        zipped.writestr("../outside", "x")
    for file, code in ((other, "MT-341"), (newer, "MT-343"), (outside, "MT-342"), (tmp_path / "none", "MT-107")):
        with pytest.raises(Problem, match=code), archive.opened(file):
            pass


def forged(kept, backup, folder, statement):
    """A backup whose register was changed and whose digests were put in order, as somebody would who knows how."""
    with archive.opened(backup) as opened:
        opened.unpack(folder)
        stated = opened.manifest
    with closing(sqlite3.connect(folder / "register.gpkg")) as register, register:
        register.execute(statement)
    writer = archive.Writer(folder.parent / f"{folder.name}.backup")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as data:
            writer.add(path.relative_to(folder).as_posix(), data)
    writer.close(stated)
    return folder.parent / f"{folder.name}.backup"


def test_a_register_that_was_changed_is_refused_though_every_digest_fits(kept, backup, tmp_path):
    rewritten_row = forged(kept, backup, tmp_path / "a", "UPDATE find_version SET quantity_low = 2")
    out = kept.run("restore", str(rewritten_row), str(tmp_path / "new"), code=2)
    assert "MT-347" in out
    assert "find_version 1 quantity_low" in " ".join(out.split())
    shortened = forged(kept, backup, tmp_path / "b", "DELETE FROM ledger_entry WHERE number = 3")
    assert "MT-347" in kept.run("verify-backup", str(shortened), code=2)
    assert not (tmp_path / "new").exists()


@on_every_store
def test_a_backup_of_a_newer_release_is_named(kept, backup, tmp_path):
    stated = manifest_of(backup)
    stated["migrations"].append("register.9999_later")
    newer = rewritten(backup, tmp_path / "newer", **{"manifest.json": json.dumps(stated)})
    database = new_database(kept.store)
    out = " ".join(kept.run("restore", str(newer), str(tmp_path / "new"), "--store", database, code=2).split())
    assert "MT-343" in out
    assert "register.9999_later" in out
    # The database is as empty as it was: the restore can be tried again.
    kept.run("restore", str(backup), str(tmp_path / "new"), "--store", database)


@on_every_store
def test_an_original_that_the_home_lacks_is_told_and_not_made_up(kept, tmp_path):
    home = HomeUnderTest(tmp_path / "home", kept.store)
    shutil.copytree(kept.path, home.path)
    [original] = [path for path in (home.path / "originals").rglob("*") if path.is_file()]
    original.unlink()
    out = json.loads(home.run("backup", str(tmp_path / "b"), "--json"))
    assert out["missing_originals"] == [original.name]
    verified = json.loads(home.run("verify-backup", str(tmp_path / "b"), "--json"))
    assert verified["missing_originals"] == [original.name]

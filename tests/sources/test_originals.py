"""Originals: whole or not at all; half-written ones of dead writers are swept."""

import os
import subprocess

from minetrace.sources import originals


def test_bytes_are_kept_under_their_digest_once(tmp_path):
    digest = originals.keep(tmp_path, b"350 mines")
    assert originals.keep(tmp_path, b"350 mines") == digest
    assert originals.fetch(tmp_path, digest) == b"350 mines"
    assert len(list(tmp_path.glob("*/*"))) == 1


def test_altered_and_missing_originals_are_named(tmp_path):
    one, other = originals.keep(tmp_path, b"one"), originals.keep(tmp_path, b"other")
    originals.path_of(tmp_path, one).write_bytes(b"two")
    originals.path_of(tmp_path, other).unlink()
    assert dict(originals.altered(tmp_path, [one, other])) == {
        one: "the original's bytes have changed",
        other: "the original is missing",
    }


def test_only_parts_of_dead_writers_are_swept(tmp_path):
    ended = subprocess.Popen(["true"])
    ended.wait()
    folder = tmp_path / "ab"
    folder.mkdir()
    dead, alive = folder / f"ab.{ended.pid}.part", folder / f"ab.{os.getpid()}.part"
    dead.touch()
    alive.touch()
    assert originals.sweep(tmp_path) == [dead]
    assert alive.exists()

"""Turns of writers: one at a time, nobody overtaken, a killed writer's turn ends with it."""

import subprocess
import sys
import threading
import time

import pytest

from minetrace.ledger.turns import turn, turn_at

HOLD = """
import fcntl, os, sys, time
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.store
def test_a_turn_within_a_turn_is_refused_and_gives_the_outer_one_back():
    with turn():
        with pytest.raises(RuntimeError, match="within"), turn():
            pass
        with pytest.raises(RuntimeError, match="within"), turn():
            pass
    with turn():
        pass


@pytest.mark.store
def test_a_turn_ends_with_a_failure():
    with pytest.raises(ValueError, match="no"), turn():
        raise ValueError("no")
    with turn():
        pass


def test_one_thread_at_a_time_has_its_turn(tmp_path):
    inside, most = [], []

    def write():
        for _ in range(20):
            with turn_at(tmp_path / "register"):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (80, 1)


def test_who_writes_without_pause_lets_the_next_one_in(tmp_path):
    """A batch that asks for its next turn at once, ten milliseconds each, and a person who wants one of them."""
    stop, waited = threading.Event(), []

    def batch():
        while not stop.is_set():
            with turn_at(tmp_path / "register"):
                time.sleep(0.01)

    thread = threading.Thread(target=batch)
    thread.start()
    try:
        for _ in range(10):
            start = time.monotonic()
            with turn_at(tmp_path / "register"):
                waited.append(time.monotonic() - start)
    finally:
        stop.set()
        thread.join()
    assert max(waited) < 0.5


def test_the_turn_of_a_killed_writer_is_free(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path / "register-turn")]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "held\n"
    taken = threading.Event()

    def wait():
        with turn_at(tmp_path / "register"):
            taken.set()

    thread = threading.Thread(target=wait)
    thread.start()
    assert not taken.wait(0.2)
    writer.kill()
    writer.communicate()
    assert taken.wait(5)
    thread.join()

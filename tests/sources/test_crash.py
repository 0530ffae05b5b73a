"""kill -9 in the middle of adding many files: every acknowledged file whole, no other in part."""

import random
import re
import signal
import time

import pytest

pytestmark = pytest.mark.store

ROUNDS = 6
FILES = 40


def test_a_killed_add_leaves_acknowledged_files_whole(home, tmp_path):
    files = []
    for number in range(FILES):
        path = tmp_path / f"bulletin-{number}.txt"
        path.write_text(
            f"Teams found {number + 3} anti-personnel mines in Fuzuli district on 5 May 2024, the agency said.\n"
        )
        files.append(str(path))
    acknowledged: set[str] = set()
    rng = random.Random(11)
    for _ in range(ROUNDS):
        process = home.start("add", *files, "--publisher", "Agency", "--published", "2024-05-06")
        first = process.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.4))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        acknowledged |= set(re.findall(r"source (\S+),", first + out))
    assert acknowledged
    verified = home.json("ledger", "verify")
    assert verified["findings"] == []
    claims = home.json("claims")
    assert acknowledged <= {claim["source"] for claim in claims}
    outcomes = home.json("add", *files, "--publisher", "Agency", "--published", "2024-05-06")
    assert {outcome["outcome"] for outcome in outcomes} <= {"kept", "already kept"}
    assert len({claim["source"] for claim in home.json("claims")}) == FILES
    assert not list((home.path / "originals").glob("*/*.part"))

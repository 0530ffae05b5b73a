"""Kill -9 at random moments of import, approval and backup: nothing acknowledged is lost, nothing is there in part."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = 20261123
KILLS = {"sqlite": 210, "postgis": 45}


@pytest.mark.store
def test_killed_at_any_moment_the_register_is_whole(home):
    kills = KILLS["sqlite" if home.store == "sqlite" else "postgis"]
    command = [sys.executable, "-m", "tests.killing", str(home.path), str(SEED), str(kills)]
    done = subprocess.run(command, cwd=ROOT, env=home.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)
    print(told)
    assert sum(told["kills"].values()) >= kills
    assert min(told["kills"].values()) >= kills // 5
    # The moments were worth trying: imports were torn, and enough was acknowledged that could have been lost. How much
    # is a matter of the machine: 32 approvals in 210 kills were seen on one with eight other things to do.
    assert told["torn"] >= kills // 100
    assert told["approved"] > kills // 12
    assert told["backups"] > 0
    assert home.json("ledger", "verify")["findings"] == []

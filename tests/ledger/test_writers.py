"""Eight writers at once leave one unbroken chain."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.store

WRITER = """
import os, sys
from pathlib import Path
from minetrace.config import setup
from minetrace.config.home import load
setup(load(Path(os.environ["MINETRACE_HOME"])))
from minetrace.accounts.actor import keeper
from minetrace.register.actions import Draft, propose
for number in range(10):
    propose(keeper(sys.argv[1]), Draft(kind="find", fields={"quantity_low": number, "quantity_high": number}))
"""


def test_eight_processes_write_one_chain(home):
    command = [sys.executable, "-c", WRITER]
    environment = home.environment()
    writers = [subprocess.Popen([*command, f"writer-{n}"], env=environment) for n in range(8)]
    assert [writer.wait(timeout=180) for writer in writers] == [0] * 8
    verified = home.json("ledger", "verify")
    assert (verified["entries"], verified["findings"]) == (80, [])
    assert len({row["reference"] for row in home.json("proposals")}) == 80

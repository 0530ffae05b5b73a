"""A killed process runs no more, also where nobody has asked how it ended."""

import os
import signal
import subprocess
import sys

from minetrace.ledger.processes import runs


def test_a_killed_process_that_keeps_its_number_runs_no_more():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert runs(child.pid)
    child.send_signal(signal.SIGKILL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not runs(child.pid)
    child.communicate()
    assert not runs(child.pid)
    assert runs(os.getpid()) and runs(1)

"""A killed process runs no more, also where nobody has asked how it ended."""

import os
import signal
import subprocess
import sys
import time

from minetrace.ledger.processes import runs


def test_a_killed_process_that_keeps_its_number_runs_no_more():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert runs(child.pid, at_work=time.time())
    child.send_signal(signal.SIGKILL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not runs(child.pid, at_work=time.time())
    child.communicate()
    assert not runs(child.pid, at_work=time.time())
    assert runs(os.getpid(), at_work=time.time()) and runs(1, at_work=time.time())


def test_a_process_that_began_after_the_work_only_bears_the_number_of_the_one_that_did_it():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    began = time.time()
    assert runs(child.pid, at_work=began)
    assert not runs(child.pid, at_work=began - 60)
    child.communicate(b"\n")

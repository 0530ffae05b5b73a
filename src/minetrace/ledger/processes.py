"""Whether a process still runs: what a killed one left half done may be swept, what another works on may not."""

from __future__ import annotations

import os
from pathlib import Path

_CLOCK_S = 10.0
"""How far the machine's clock may have been set anew since a process began."""


def runs(process: int, *, at_work: float) -> bool:
    """Whether the process of this machine that was at work at a time (seconds since 1970) runs, whoever it belongs to.

    One that began later only bears its number: after a restart, above all of a container, numbers are given out again.
    """
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is another person's
    try:
        status = Path(f"/proc/{process}/stat").read_bytes()
        booted = Path("/proc/stat").read_bytes()
    except OSError:
        return True  # no Linux, or it is hidden from us: it is left alone
    # The name before it stands in brackets and may hold any sign. proc(5): state is the third field, the start the
    # 22nd, in clock ticks since the machine came up.
    fields = status.rpartition(b")")[2].split()
    since = int(booted.partition(b"btime ")[2].split()[0]) + int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return not _has_ended(fields[0]) and since <= at_work + _CLOCK_S


def _has_ended(state: bytes) -> bool:
    """Whether a process keeps nothing but its number: Linux holds it until the parent asks how the process ended, which
    in a container may be never.
    """
    return state in (b"Z", b"X")

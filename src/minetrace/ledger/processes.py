"""Whether a process still runs: what a killed one left half done may be swept, what another works on may not."""

from __future__ import annotations

import os
from pathlib import Path


def runs(process: int) -> bool:
    """Whether a process of this machine runs, whoever it belongs to."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is another person's
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether a process keeps nothing but its number: Linux holds it until the parent asks how the process ended, which
    in a container may be never.
    """
    try:
        status = Path(f"/proc/{process}/stat").read_bytes()
    except OSError:
        return False
    # The name before it stands in brackets and may hold any sign.
    return status.rpartition(b")")[2].split()[0] in (b"Z", b"X")

"""Two libraries that read numbers from text, started in an environment of their own, so that nothing of theirs is ours.

Run as a program in that environment it reads texts as JSON on standard input and prints what each library found and how
long it took.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-peers"
PINS = ROOT / "requirements" / "peers.txt"

Found = tuple[float, int, int]
"""A number that a library read: its value and its offsets in the text."""


def measured(texts: list[str], rounds: int) -> dict[str, dict[str, Any]]:
    """For each peer what it found in each text and the processor seconds of each round, or why it cannot run."""
    problem = _installed()
    if problem:
        return {name: {"problem": problem} for name in _PEERS}
    asked = json.dumps({"texts": texts, "rounds": rounds})
    command = [str(ENVIRONMENT / "bin" / "python"), "-W", "ignore", __file__]
    ended = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    if ended.returncode:
        return {name: {"problem": ended.stderr.strip().splitlines()[-1]} for name in _PEERS}
    told: dict[str, dict[str, Any]] = json.loads(ended.stdout)
    return told


def _installed() -> str | None:
    """Make the environment of the peers from its pins; the reason where that fails."""
    uv, stamp = Path(sys.executable).parent / "uv", ENVIRONMENT / "pins.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == PINS.read_text(encoding="utf-8"):
        return None
    for arguments in (
        ("venv", "--quiet", "--clear", "--python", sys.executable, str(ENVIRONMENT)),
        ("pip", "install", "--quiet", "--python", str(ENVIRONMENT), "--require-hashes", "-r", str(PINS)),
    ):
        ended = subprocess.run([uv, *arguments], capture_output=True, text=True, check=False)
        if ended.returncode:
            return f"not installed: {ended.stderr.strip().splitlines()[-1]}"
    stamp.write_text(PINS.read_text(encoding="utf-8"), encoding="utf-8")
    return None


# ---- in the environment of the peers ---------------------------------------------------------------------------------


def _quantulum3() -> Callable[[str], list[Found]]:
    from quantulum3 import parser

    return lambda text: [(one.value, *one.span) for one in parser.parse(text)]


def _recognizers() -> Callable[[str], list[Found]]:
    from recognizers_number import NumberRecognizer
    from recognizers_text import Culture

    model = NumberRecognizer(Culture.English).get_number_model()
    return lambda text: [(float(one.resolution["value"]), one.start, one.end + 1) for one in model.parse(text)]


_PEERS = {"quantulum3": _quantulum3, "Recognizers-Text": _recognizers}


def _run(make: Callable[[], Callable[[str], list[Found]]], texts: list[str], rounds: int) -> dict[str, Any]:
    try:
        read = make()
        found = [read(text) for text in texts]
    except Exception as wrong:  # noqa: BLE001  a peer that fails is a row with the reason
        return {"problem": f"{type(wrong).__name__}: {wrong}"}
    seconds = []
    for _ in range(rounds):
        begin = time.process_time()
        for text in texts:
            read(text)
        seconds.append(time.process_time() - begin)
    return {"found": found, "seconds": seconds}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    json.dump({name: _run(make, asked["texts"], asked["rounds"]) for name, make in _PEERS.items()}, sys.stdout)

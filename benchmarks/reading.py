"""How fast a warm process reads claims from a text, in milliseconds for 300 words, beside a bare search for digits.

Goal: 5 ms for 300 words. The peer is a regular expression for digits over the same texts, the least that any reader of
figures must do. Processor time is printed beside elapsed time, since other programs may share the processors.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from minetrace.reading import read

FOLDER = Path(__file__).parent.parent / "tests" / "reading" / "catalogue" / "en" / "composed"
ROUNDS = 15
WORDS = 300
DAY = date(2024, 5, 5)


def main() -> None:
    """Read the composed statements of the catalogue again and again; print the row for docs/benchmarks.md."""
    texts = [entry["text"] for file in sorted(FOLDER.glob("*.json")) for entry in json.loads(file.read_text("utf-8"))]
    words = sum(len(text.split()) for text in texts)
    digits = re.compile(r"\d+(?:[., ]\d+)*")
    claims = sum(len(read(text, published=DAY, language="en").claims) for text in texts)
    print(f"{len(texts)} texts, {words:,} words, {claims} claims; {ROUNDS} rounds")
    ours = _measured("minetrace", lambda: [read(text, published=DAY, language="en") for text in texts], words)
    _measured("digits", lambda: [digits.findall(text) for text in texts], words)
    print(f"goal 5 ms: {'met' if ours <= 5 else 'missed'}")


def _measured(name: str, run: Callable[[], object], words: int) -> float:
    elapsed, used = [], []
    for _ in range(ROUNDS):
        begin, begun = time.perf_counter(), time.process_time()
        run()
        used.append((time.process_time() - begun) * 1000 * WORDS / words)
        elapsed.append((time.perf_counter() - begin) * 1000 * WORDS / words)
    low, mid, high = min(elapsed), statistics.median(elapsed), max(elapsed)
    print(
        f"{name}: {mid:.3f} ms per {WORDS} words ({low:.3f} to {high:.3f}); processor {statistics.median(used):.3f} ms"
    )
    return mid


if __name__ == "__main__":
    main()

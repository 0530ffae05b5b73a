"""What all commands print with: one console, text made safe, a spinner for long work.

Rich is loaded when something is printed with it: a command that answers in JSON starts a fifth sooner.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PATIENCE_SECONDS = 1.0
"""Work that takes longer shows that it goes on."""


def console(*, stderr: bool = False) -> Console:
    """A console that prints what it is given: no markup, no guessed colours, no emoji codes."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def plain(text: str) -> str:
    """Text of a source without the control characters that could steer a terminal."""
    return _CONTROLS.sub("\ufffd", text.replace("\r\n", "\n"))


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show `what` with the elapsed time on standard error once it takes over a second; silent when not a terminal.

    Gives a function that shows other words from then on.
    """
    if not sys.stderr.isatty():
        yield lambda words: None
        return
    progress, task = _progress(what)
    timer = Timer(PATIENCE_SECONDS, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda words: progress.update(task, description=plain(words))
    finally:
        timer.cancel()
        timer.join()
        progress.stop()


def _progress(what: str) -> tuple[Any, Any]:
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    progress = Progress(*columns, console=console(stderr=True), transient=True)
    return progress, progress.add_task(plain(what), total=None)

"""minetrace: every number about mines, traced to its source.

>>> import minetrace
>>> reading = minetrace.read("Sappers found 12 anti-tank mines.")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minetrace.readings import Reading, read

__all__ = ["Reading", "read"]


def __getattr__(name: str) -> Any:
    """Load the reader on first use: the command line and the server import this package without reading anything."""
    if name in __all__:
        from minetrace import readings

        globals()[name] = getattr(readings, name)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

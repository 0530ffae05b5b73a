"""What every format gives: named columns, and rows of text with or without a shape, read again as often as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry


class Row(NamedTuple):
    """A row: its number in the file as a spreadsheet shows it, its cells as stripped text, its shape in WGS 84."""

    number: int
    cells: tuple[str, ...]
    shape: BaseGeometry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An open file. `rows` starts a new pass over it; `spatial` says that its rows carry shapes (some may be null)."""

    name: str
    media_type: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    spatial: bool = False
    encoding: str | None = None
    separator: str | None = None
    crs: str | None = None
    notes: tuple[str, ...] = ()


def named(headers: Iterable[Any]) -> tuple[str, ...]:
    """Header cells as names: blank ones numbered, repeated ones told apart."""
    names: list[str] = []
    for position, header in enumerate(headers, start=1):
        name = as_text(header).strip("\ufeff ") or f"column {position}"
        count = sum(1 for known in names if known == name or known.startswith(f"{name} ("))
        names.append(f"{name} ({count + 1})" if count else name)
    return tuple(names)


def as_text(value: Any) -> str:
    """A cell of any type as the text a person would type."""
    if value is None:
        return ""
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value).replace("\0", "\ufffd").strip()


def fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Cells brought to the number of columns; more cells than columns stay, to be refused with their reason."""
    return tuple(cells) + ("",) * (width - len(cells))

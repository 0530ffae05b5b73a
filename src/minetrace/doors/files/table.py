"""What every format gives: named columns, and rows of text with or without a shape, read again as often as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry


class Row(NamedTuple):
    """A row: its number in the file as a spreadsheet shows it, its cells as stripped text, its shape in WGS 84."""

    number: int
    cells: tuple[str, ...]
    shape: BaseGeometry | None = None


# The names of the columns are looked for among so many rows at the top of a sheet, and are so many at least.
_HEADING, _FEWEST = 10, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An open file. `rows` starts a new pass over it; `spatial` says that its rows carry shapes (some may be null);
    `header` which row of the file names the columns.
    """

    name: str
    media_type: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    spatial: bool = False
    encoding: str | None = None
    separator: str | None = None
    crs: str | None = None
    header: int = 1


def named(headers: Iterable[Any]) -> tuple[str, ...]:
    """Header cells as names: blank ones numbered, repeated ones told apart."""
    names: list[str] = []
    for position, header in enumerate(headers, start=1):
        name = as_text(header).strip("\ufeff ") or f"column {position}"
        count = sum(1 for known in names if known == name or known.startswith(f"{name} ("))
        names.append(f"{name} ({count + 1})" if count else name)
    return tuple(names)


def headed(rows: Iterable[Sequence[str]]) -> tuple[int, tuple[str, ...]] | None:
    """The row that names the columns of a sheet (from 1) and the names; None for a sheet without a filled cell.

    Titles and groups of columns stand above the names: what fills at most half as many cells as a row of words below it
    is no header. A name that stands under several groups is told apart by its group.

    >>> headed([["Accident", "", "", "Killed", ""], ["No", "Day", "Type", "Men", "Women"], ["1", "2", "3", "4", "5"]])
    (2, ('No', 'Day', 'Type', 'Men', 'Women'))
    >>> headed([["Killed", "", "Injured", ""], ["Men", "Women", "Men", "Women"]])
    (2, ('Killed Men', 'Killed Women', 'Injured Men', 'Injured Women'))
    """
    first = list(islice(dropwhile(lambda row: not any(row[1]), enumerate(rows, start=1)), _HEADING))
    if not first:
        return None
    cells = [row for _, row in first]
    at = next((n for n, row in enumerate(cells) if _names_more(row, cells[:n])), 0)
    names = list(cells[at])
    while not names[-1]:
        names.pop()
    if at:
        groups: list[str] = []
        for cell in fitted(cells[at - 1][: len(names)], len(names)):
            groups.append(cell or "".join(groups[-1:]))
        names = [f"{group} {n}".strip() if names.count(n) > 1 else n for group, n in zip(groups, names, strict=True)]
    return first[at][0], named(names)


def _names_more(cells: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """Whether a row, mostly of words, fills at least twice as many cells as each row above it, and three or more."""
    filled = [cell for cell in cells if cell]
    numbers = sum(cell.lstrip("+-")[:1].isdecimal() for cell in filled)
    words = len(filled) >= _FEWEST and numbers * 4 < len(filled)
    return bool(above) and words and all(len(filled) >= 2 * sum(map(bool, row)) for row in above)


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

"""XLSX workbooks: the first sheet that holds anything, values instead of formulas, read and written row by row."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from minetrace.doors.files.table import Row, Table, as_text, fitted, headed
from minetrace.terms.cells import guarded
from minetrace.terms.problem import Problem

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What openpyxl lets through of a broken workbook.
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    ParseError,
)
_CELL_LIMIT = 32_767


def is_one(path: Path, head: bytes) -> bool:
    """Whether it is a zip file that names a workbook."""
    return head.startswith(b"PK") and "xl/workbook.xml" in _members(path)


def open_file(path: Path) -> Table:
    """Open a workbook. Raises MT-702, MT-704."""
    for sheet in range(_sheets(path)):
        heading = headed(_rows(path, sheet))
        if heading is not None:
            break
    else:
        raise Problem("MT-702", name=path.name)
    header, columns = heading

    def rows() -> Iterator[Row]:
        for number, cells in enumerate(_rows(path, sheet), start=1):
            if number > header and any(cells):
                yield Row(number, fitted(_trimmed(cells, len(columns)), len(columns)))

    return Table(name=path.name, media_type=MEDIA_TYPE, columns=columns, rows=rows, header=header)


def write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write one sheet of text cells; none is a formula. Raises MT-711 for text that a cell cannot hold."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.append(list(columns))
    try:
        for row in rows:
            cells = []
            for column in columns:
                text = guarded(row.get(column, ""))
                if len(text) > _CELL_LIMIT:
                    reason = f"a cell of '{column}' has {len(text)} characters, a sheet takes {_CELL_LIMIT}"
                    raise Problem("MT-711", name=path.name, format="XLSX", reason=reason)
                cell = WriteOnlyCell(sheet, value=text)
                cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    except IllegalCharacterError as wrong:
        raise Problem("MT-711", name=path.name, format="XLSX", reason=repr(str(wrong))) from None
    book.save(path)


def _members(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return set()


def _sheets(path: Path) -> int:
    book = _book(path)
    try:
        return len(book.worksheets)
    finally:
        book.close()


def _rows(path: Path, sheet: int) -> Iterator[list[str]]:
    book = _book(path)
    try:
        for cells in book.worksheets[sheet].iter_rows(values_only=True):
            yield [as_text(cell) for cell in cells]
    except _BROKEN as wrong:
        raise Problem("MT-704", name=path.name, reason=wrong or type(wrong).__name__) from None
    finally:
        book.close()


def _book(path: Path) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # What the library leaves out (validation rules, styles) holds no values.
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=True)
    except (*_BROKEN, InvalidFileException) as wrong:
        raise Problem("MT-704", name=path.name, reason=wrong or type(wrong).__name__) from None


def _trimmed(cells: list[str], width: int) -> list[str]:
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells

"""CSV and its relatives: any encoding, any of four separators, told by the bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from statistics import mode
from typing import TextIO

from minetrace.doors.files.table import Row, Table, as_text, fitted, headed
from minetrace.sources.extraction.decoding import decode
from minetrace.terms.cells import guarded
from minetrace.terms.problem import Problem

MEDIA_TYPE = "text/csv"
_SEPARATORS = ",;\t|"
_BLOCK = 1 << 20
_SAMPLE = 200_000
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{3,}")
_FIELD_LIMIT = 10_000_000
# Bytes that Windows-1252 leaves without a character.
_UNUSED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def is_one(path: Path, head: bytes) -> bool:
    """Whether the bytes can be text in rows."""
    return bool(head.strip()) and decode(head[: head.rfind(b"\n") + 1] or head) is not None


def open_file(path: Path) -> Table:
    """Open a CSV file. Raises MT-701, MT-702, MT-704."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        separator = separator_of(file)
        file.seek(0)
        heading = headed(map(_stripped, _records(file, separator, path.name)))
    if heading is None:
        raise Problem("MT-702", name=path.name)
    header, columns = heading

    def rows() -> Iterator[Row]:
        with path.open(encoding=encoding, newline="") as file:
            records = enumerate(_records(file, separator, path.name), start=1)
            for number, cells in islice(records, header, None):
                if any(cells):
                    yield Row(number, fitted(_stripped(cells), len(columns)))

    return Table(
        name=path.name,
        media_type=MEDIA_TYPE,
        columns=columns,
        rows=rows,
        encoding=encoding,
        separator=separator,
        header=header,
    )


def encoding_of(path: Path) -> str:
    """The codec of a file: its mark, UTF-8 where all of it is, else Windows-1251 or -1252 by the look of the letters.

    Raises MT-701 for what no codec reads.
    """
    sample = b""
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        marked = decode(head) if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:3] == b"\xef\xbb\xbf" else None
        if marked is not None or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-8-sig" if head[:3] == b"\xef\xbb\xbf" else "utf-16"
        if _is_utf8(file):
            return "utf-8"
        file.seek(0)
        for line in file:
            if not line.isascii():
                sample += line
            if len(sample) > _SAMPLE:
                break
    found = decode(sample)
    if found is None:
        raise Problem("MT-701", name=path.name)
    # Without a run of three high letters nothing speaks for Cyrillic words.
    western = found.encoding == "cp1251" and not _HIGH_RUN.search(sample) and not _UNUSED.search(sample)
    return "cp1252" if western else found.encoding


def separator_of(file: TextIO) -> str:
    """The separator under which the first line has most columns and the others as many; under a title, most lines."""
    sample = file.read(_SAMPLE)
    lines: dict[str, list[int]] = {}
    for separator in _SEPARATORS:
        with suppress(csv.Error):
            read = csv.reader(io.StringIO(sample), delimiter=separator)
            lines[separator] = [len(cells) for cells in read if cells][:200] or [0]
    widths = {separator: counts[0] for separator, counts in lines.items()}
    if all(width <= 1 for width in widths.values()):
        widths = {separator: mode(counts) for separator, counts in lines.items()}
    fitting = {s: (lines[s].count(width) / len(lines[s]) * width, width) for s, width in widths.items() if width > 1}
    return max(fitting, key=lambda separator: fitting[separator], default=",")


def write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write UTF-8 with a byte order mark, so that spreadsheet programs read its letters; no cell is a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)


def _stripped(cells: Sequence[str]) -> list[str]:
    """Cells as `as_text` gives them; all are text here, and hardly any holds a null."""
    return [as_text(cell) for cell in cells] if "\0" in "".join(cells) else [cell.strip() for cell in cells]


def _is_utf8(file: io.BufferedReader) -> bool:
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _records(file: TextIO, separator: str, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        yield from csv.reader(file, delimiter=separator)
    except (csv.Error, UnicodeError) as wrong:
        raise Problem("MT-704", name=name, reason=wrong) from None

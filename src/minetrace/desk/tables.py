"""Lists of pages as CSV: the same rows, each with the address of its page, no cell a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from minetrace.terms.cells import as_csv


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A list as a CSV file to keep, with a byte order mark by which spreadsheet programs read its letters."""
    text = as_csv(columns, (["" if cell is None else str(cell) for cell in row] for row in rows))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8", headers=headers)

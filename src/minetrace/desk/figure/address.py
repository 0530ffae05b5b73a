"""Addresses of questions: a figure page that counts a given record."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from minetrace.register.view import RecordView

_MEASURES = {"find": "ordnance.found", "visit": "visits", "accident": "accidents", "victim": "casualties"}


def figure_counting(record: RecordView) -> str | None:
    """The address of a figure that counts this record by its model or category and basis; none for other kinds."""
    measure = _MEASURES.get(record.kind)
    if measure is None:
        return None
    asked = {"measure": measure, "basis": record.basis}
    if record.basis == "reported" and record.speaker:
        asked["speaker"] = record.speaker
    column = "model" if record.fields.get("model") else "category"
    if record.kind == "find" and record.fields.get(column):
        quoted = str(record.fields[column]).replace("'", "''")
        asked["where"] = f"{column} = '{quoted}'"
    return f"{reverse('figure')}?{urlencode(asked)}"

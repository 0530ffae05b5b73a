"""Form fields whose value is a list of small records: places, participants, clause texts. Plain rows, no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minetrace.places import relations
from minetrace.register import gazetteer
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

SPARE = 2
LEAVE_OUT = "-"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a row: the key it fills, its label, its control: text, area, number, choice or hidden."""

    key: str
    label: str
    control: str = "text"
    choices: list[tuple[str, str]] = field(default_factory=list)
    direction: str = "auto"


class RowsWidget(forms.Widget):
    """Rows of columns, with a few spare ones; a row may bring `candidates` for its first column, and a `note`."""

    template_name = "desk/forms/rows.html"
    use_fieldset = True

    def __init__(self, columns: list[Column]) -> None:
        super().__init__()
        self.columns = columns

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Every cell with its name, value and control."""
        context = super().get_context(name, value, attrs)  # type: ignore[arg-type]
        rows = [*(value or []), *({} for _row in range(SPARE))]
        context["widget"]["rows"] = [self._row(name, position, row) for position, row in enumerate(rows)]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        """The rows as typed, empty ones left out."""
        out, position = [], 0
        while f"{name}-{position}-{self.columns[0].key}" in data:
            row = {c.key: data.get(f"{name}-{position}-{c.key}", "").strip() for c in self.columns}
            if any(value for key, value in row.items() if not self._preset(key, value)):
                out.append(row)
            position += 1
        return out

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form did not hold this field at all."""
        return f"{name}-0-{self.columns[0].key}" not in data

    def _preset(self, key: str, value: str) -> bool:
        """Whether a value is what an untouched row holds."""
        column = next(c for c in self.columns if c.key == key)
        return bool(column.choices) and value == column.choices[0][0]

    def _row(self, name: str, position: int, row: Mapping[str, Any]) -> dict[str, Any]:
        cells = []
        for column in self.columns:
            value = row.get(column.key)
            chosen = row.get("candidates") if column is self.columns[0] else None
            control = "choice" if chosen else column.control
            cells.append(
                {
                    "name": f"{name}-{position}-{column.key}",
                    "id": f"field-{name}-{position}-{column.key}",
                    "label": column.label,
                    "control": control,
                    "choices": [("", "—"), *chosen] if chosen else column.choices,
                    "value": "" if value is None else str(value),
                    "direction": column.direction,
                }
            )
        return {"cells": cells, "number": position + 1, "note": row.get("note", "")}


class RowsField(forms.Field):
    """A list of rows; subclasses say which columns, and what a row means."""

    def __init__(self, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Every row cleaned, with all complaints together."""
        rows, complaints = [], []
        for row in value or []:
            try:
                cleaned = self.clean_row(row)
            except Problem as problem:
                complaints.append(f"{problem.what} {problem.next_step}")
            except forms.ValidationError as wrong:
                complaints.extend(wrong.messages)
            else:
                rows += [cleaned] if cleaned else []
        if complaints:
            raise forms.ValidationError(complaints)
        return rows

    def clean_row(self, row: Mapping[str, str]) -> dict[str, Any]:
        """One row without its empty cells; empty when the row is to be left out."""
        return {key: value for key, value in row.items() if value}


class PlacesField(RowsField):
    """Places of the gazetteer with their relation; a name that several places bear is refused with its candidates."""

    def __init__(self, **kwargs: Any) -> None:
        words = [(relation, _(relation)) for relation in relations()]
        columns = [
            Column("place", _("Place, by name or id")),
            Column("relation", _("Relation"), "choice", words),
            Column("precision_m", _("Precision, m"), "number"),
            Column("as_written", "", "hidden"),
        ]
        super().__init__(columns, **kwargs)

    def clean_row(self, row: Mapping[str, str]) -> dict[str, Any]:
        """The mention with its place found."""
        written = row.get("as_written", "")
        if row["place"] == LEAVE_OUT:
            return {}
        if not row["place"]:
            told = _("Say which place “%(name)s” is, or leave it out.") % {"name": written}
            raise forms.ValidationError(told)
        out: dict[str, Any] = {"place": gazetteer.current().one(row["place"]).id, "relation": row["relation"]}
        if row["precision_m"]:
            out["precision_m"] = _whole(row["precision_m"])
        return {**out, "as_written": written} if written else out


class ParticipantsField(RowsField):
    """Participants: a name, and the role and capacity in which they came."""

    def __init__(self, **kwargs: Any) -> None:
        capacities = [(code, _(term.label)) for code, term in vocabulary("capacity").terms.items()]
        columns = [
            Column("name", _("Name")),
            Column("role", _("Role")),
            Column("capacity", _("Capacity"), "choice", [("", "—"), *capacities]),
            Column("since", _("Since, YYYY-MM-DD"), direction="ltr"),
        ]
        super().__init__(columns, **kwargs)


class TextsField(RowsField):
    """The texts of a clause: each with its language, version and where it was published."""

    def __init__(self, **kwargs: Any) -> None:
        columns = [
            Column("text", _("Text"), "area"),
            Column("language", _("Language"), direction="ltr"),
            Column("version", _("Version")),
            Column("publisher", _("Publisher")),
            Column("url", _("Address"), direction="ltr"),
            Column("sha256", "", "hidden"),
        ]
        super().__init__(columns, **kwargs)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise forms.ValidationError(_("A precision is a whole number of metres.")) from None

"""The form by which a person says how a claim reads: the fields of its kind, declared in `claim_fields.json`.

Persons named are not among them: they are kept apart from a claim so that they can be erased.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minetrace.desk.days import DayField
from minetrace.desk.statement.wording import term


class ClaimForm(forms.Form):
    """How a claim reads, with the reader's reading filled in; `changed` gives the keys that differ from it."""

    def __init__(self, said: Mapping[str, Any], read_as: Mapping[str, Any], data: Any = None) -> None:
        declared = declared_for(said["kind"])
        initial = {one["key"]: _SHOWN[one["type"]](read_as.get(one["key"])) for one in declared}
        super().__init__(data, initial=initial, auto_id="otherwise-%s")
        self.said = said
        for one in declared:
            self.fields[one["key"]] = _FIELDS[one["type"]](one)
        self.fields["reason"] = forms.CharField(label=_("Why (may be empty)"), required=False)

    def changed(self) -> dict[str, Any]:
        """The corrected keys; only after `is_valid()`."""
        out = {}
        for one in declared_for(self.said["kind"]):
            key = one["key"]
            value = _TAKEN[one["type"]](self.cleaned_data[key])
            if value != (self.said.get(key) or _EMPTY.get(one["type"])):
                out[key] = value
        return out


@cache
def _declarations() -> list[dict[str, Any]]:
    text = files("minetrace.desk.statement").joinpath("claim_fields.json").read_text(encoding="utf-8")
    declared: list[dict[str, Any]] = json.loads(text)
    return declared


def declared_for(kind: str) -> list[dict[str, Any]]:
    """The fields that a claim of a kind has."""
    return [one for one in _declarations() if kind in one.get("kinds", (kind,))]


def _common(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": _(one["label"]), "help_text": _(one["help"]) if "help" in one else "", "required": False}


def _choice(one: Mapping[str, Any]) -> forms.Field:
    labels = ((word, term(one["vocabulary"], word) if "vocabulary" in one else _(word)) for word in one["choices"])
    choices = [("", "—"), *labels]
    return forms.ChoiceField(choices=choices, **_common(one))


def _several(one: Mapping[str, Any]) -> forms.Field:
    choices = [(word, _(word)) for word in one["choices"]]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **_common(one))


def _day(one: Mapping[str, Any]) -> forms.Field:
    return DayField(**_common(one))


def _text(one: Mapping[str, Any]) -> forms.Field:
    return forms.CharField(widget=forms.TextInput(attrs={"dir": "auto"}), **_common(one))


_FIELDS: dict[str, Callable[[Mapping[str, Any]], forms.Field]] = {
    "number": lambda one: forms.DecimalField(widget=forms.NumberInput(attrs={"step": "any"}), **_common(one)),
    "choice": _choice,
    "several": _several,
    "day": _day,
    "text": _text,
    "list": _text,
    "people": lambda one: forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **_common(one)),
}


def _people_shown(value: Any) -> str:
    return "\n".join("; ".join(part for part in (one["name"], one.get("role")) if part) for one in value or [])


_SHOWN: dict[str, Callable[[Any], Any]] = {
    "number": lambda value: value,
    "choice": lambda value: value or "",
    "several": lambda value: value or [],
    "day": lambda value: value or "",
    "text": lambda value: value or "",
    "list": lambda value: ", ".join(value or []),
    "people": _people_shown,
}


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _people(value: str) -> list[dict[str, str | None]]:
    lines = [line.partition(";") for line in value.splitlines() if line.strip()]
    return [{"name": name.strip(), "role": role.strip() or None} for name, _sep, role in lines]


def _iso(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


_TAKEN: dict[str, Callable[[Any], Any]] = {
    "number": _number,
    "choice": lambda value: value or None,
    "several": list,
    "day": _iso,
    "text": lambda value: value.strip() or None,
    "list": lambda value: [part.strip() for part in value.split(",") if part.strip()],
    "people": _people,
}

_EMPTY: dict[str, Any] = {"several": [], "list": [], "people": []}

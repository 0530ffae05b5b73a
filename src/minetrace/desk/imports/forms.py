"""The form that uploads a table, and what a column may be said to hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from minetrace.desk.days import DayField
from minetrace.register.kinds import KINDS, Kind

PARTS = {
    "value": "",
    "period": gettext_noop("date or period"),
    "year": gettext_noop("year"),
    "month": gettext_noop("month"),
    "day": gettext_noop("day of the month"),
    "range": gettext_noop("number"),
    "lat": gettext_noop("latitude"),
    "lon": gettext_noop("longitude"),
    "shape": gettext_noop("coordinates or shape"),
    "place": gettext_noop("name"),
    "unit": gettext_noop("name of the unit above"),
    "code": gettext_noop("code"),
    "parent_code": gettext_noop("code of the unit above"),
    "detail": gettext_noop("detail"),
}


class UploadForm(forms.Form):
    """A table and what is known about it; what its columns hold is told from their values afterwards."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("CSV, XLSX, GeoJSON, GeoPackage, or a Shapefile in a zip file."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Its rows are"))
    profile = forms.ChoiceField(
        label=gettext_lazy("Profile"),
        required=False,
        help_text=gettext_lazy("What was decided about an earlier table like this one."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Basis"),
        choices=[("own", gettext_lazy("own field work")), ("reported", gettext_lazy("reported by others"))],
    )
    speaker = forms.CharField(
        label=gettext_lazy("Reported by"),
        required=False,
        help_text=gettext_lazy("Who states it; needed for reported records."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    said_on = DayField(label=gettext_lazy("Date of information"), required=False)
    publisher = forms.CharField(
        label=gettext_lazy("Publisher of the table"), required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    published = DayField(label=gettext_lazy("Published on"), required=False)
    country = forms.CharField(
        label=gettext_lazy("Country"),
        required=False,
        max_length=2,
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 4}),
        help_text=gettext_lazy("Two letters, where all rows lie in one country: names of places are looked up in it."),
    )

    def __init__(self, home: Path, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="upload-%s")
        kinds = [(name, _(kind.plural)) for name, kind in KINDS.items()]
        choices: Any = self.fields
        choices["kind"].choices = [*kinds, ("claims", _("claims: a data set of others, kept as a source"))]
        names = sorted(path.stem for path in (home / "profiles").glob("*.json"))
        choices["profile"].choices = [("", "—"), *((name, name) for name in names)]

    def clean(self) -> dict[str, Any]:
        """A reported record names its speaker."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("basis") == "reported" and not cleaned.get("speaker"):
            self.add_error("speaker", _("Say who states it: a reported record never stands without its speaker."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What is asked, as the import keeps it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return {**said, **{name: str(said[name] or "") for name in ("said_on", "published")}}


def target_choices(kind: Kind, targets: Sequence[str]) -> list[tuple[str, str]]:
    """What a column may hold, as select boxes show it: "field:part" with its words."""
    return [("", _("left out")), *((target, target_label(kind, target)) for target in targets)]


def target_label(kind: Kind, target: str) -> str:
    """A target in words: the label of its field or pair of fields, and the part of it."""
    name, _colon, part = target.partition(":")
    pair = next((p for p in kind.parts if hasattr(p, "fields") and name in [f.name for f in p.fields()]), None)
    label = _(pair.label) if pair is not None and part != "value" else _(kind.field(name).label)
    return f"{label}: {_(PARTS[part])}" if PARTS.get(part) else label


def stated_columns(data: Mapping[str, str], report: Mapping[str, Any]) -> dict[str, str]:
    """The columns that a person says hold something else than the report has it."""
    out = {}
    for position, (column, told) in enumerate(report["mapping"].items()):
        held = f"{told['field']}:{told['part']}" if told["field"] else ""
        said = data.get(f"column-{position}", held)
        if said != held and (not said or said in report["file"]["targets"]):
            out[column] = said
    return out


def word_field(report: Mapping[str, Any], column: str) -> str:
    """The field that a column of a report holds; "" where it holds none."""
    return str(report["mapping"].get(column, {}).get("field") or "")


def stated_words(data: Mapping[str, str], report: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What a person says that words of the file mean, by field."""
    out: dict[str, dict[str, str]] = {}
    for position, one in enumerate(report["unknown_words"]):
        name, code = word_field(report, one["column"]), data.get(f"word-{position}", "")
        if name and code:
            out.setdefault(name, {})[one["word"]] = code
    return out

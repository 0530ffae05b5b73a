"""The form of a record, made from the declaration of its kind: one form for every kind, now and later."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from django import forms
from django.utils.translation import gettext as _

from minetrace.accounts.actor import Actor
from minetrace.desk.days import DayField
from minetrace.desk.rows import ParticipantsField, PlacesField, TextsField
from minetrace.desk.shown import headline
from minetrace.ledger.times import head_number
from minetrace.register import view
from minetrace.register.kinds.declaration import Field, Kind, Period, Range, empty
from minetrace.register.models import Record
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

_LONG = frozenset({"wording", "remark", "shown", "evidence"})
_WIDE = frozenset({"places", "participants", "texts"})


@dataclass(frozen=True, slots=True)
class Group:
    """What stands together in the form: one field, or the two of a period or range under their common label.

    `filled` groups are shown at once; the others wait folded away until they are asked for.
    """

    label: str
    help: str
    fields: tuple[forms.BoundField, ...]
    filled: bool

    @property
    def pair(self) -> bool:
        """Whether it is a period or a range."""
        return len(self.fields) > 1


class RecordForm(forms.Form):
    """The fields of a kind that an actor may see, with `values` filled in.

    `values` are field values as versions hold them; a mention in `places` without a place may carry `candidates`,
    a list of (id, label) to choose from. After `is_valid()`, `record_fields()` gives the values for a draft. What the
    register then refuses goes beside its field with `blame`.
    """

    def __init__(self, kind: Kind, actor: Actor, *, values: Mapping[str, Any], data: Any = None) -> None:
        self.kind = kind
        self.declared = [field for field in kind.fields if actor.sees(field.tier)]
        initial = {f.name: _shown(f, values.get(f.name)) for f in self.declared}
        super().__init__(data, initial=initial, auto_id="field-%s")
        pairs = _pair_labels(kind)
        for field in self.declared:
            self.fields[field.name] = _BUILDERS[field.type](field, actor)
            if field.name in pairs:
                self.fields[field.name].label, self.fields[field.name].help_text = pairs[field.name], ""
            self.fields[field.name].wide = field.type in _WIDE or field.name in _LONG  # type: ignore[attr-defined]

    def groups(self) -> list[Group]:
        """The fields as declared, periods and ranges in pairs."""
        shown = {field.name for field in self.declared}
        out = []
        for part in self.kind.parts:
            names = [field.name for field in ([part] if isinstance(part, Field) else part.fields())]
            bound = tuple(self[name] for name in names if name in shown)
            if bound:
                filled = any(field.errors or not empty(field.value()) for field in bound)
                out.append(Group(_(part.label), _(part.help), bound, filled))
        return out

    @property
    def filled_groups(self) -> list[Group]:
        """Groups that say something or are complained about; all of them where none does."""
        return [group for group in self.groups() if group.filled] or self.groups()

    @property
    def empty_groups(self) -> list[Group]:
        """Groups that say nothing yet."""
        groups = self.groups()
        return [group for group in groups if not group.filled] if any(group.filled for group in groups) else []

    def record_fields(self) -> dict[str, Any]:
        """The values that a draft takes, empty ones left out."""
        taken = {f.name: _taken(f, self.cleaned_data[f.name]) for f in self.declared}
        return {name: value for name, value in taken.items() if not empty(value)}

    def blame(self, problem: Problem) -> bool:
        """Put a refusal of the register beside the field it speaks of; false when it speaks of none."""
        said = str(problem.details.get("field", "")).casefold()
        for field in self.declared:
            if said in (field.label.casefold(), field.name.replace("_", " ")):
                self.add_error(field.name, f"{problem.what} {problem.next_step}")
                return True
        return False


def _pair_labels(kind: Kind) -> dict[str, str]:
    """Inside a pair, whose label stands above, a field only says which end it is."""
    out: dict[str, str] = {}
    for part in kind.parts:
        if isinstance(part, Period | Range):
            ends = (_("from"), _("to")) if isinstance(part, Period) else (_("at least"), _("at most"))
            out |= {field.name: end for field, end in zip(part.fields(), ends, strict=True)}
    return out


def _common(field: Field) -> dict[str, Any]:
    return {"label": _(field.label), "help_text": _(field.help), "required": False}


def term_choices(name: str) -> list[tuple[str, str]]:
    """The terms of a vocabulary as select boxes show them: codes with their labels, those below others set in."""
    words = vocabulary(name)
    return [(code, "\u2003" * len(words.ancestors(code)) + _(term.label)) for code, term in words.terms.items()]


def _term(field: Field, actor: Actor) -> forms.Field:
    choices = [("", "—"), *term_choices(field.vocabulary or field.name)]
    return forms.ChoiceField(choices=choices, **_common(field))


def _terms(field: Field, actor: Actor) -> forms.Field:
    choices = term_choices(field.vocabulary or field.name)
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **_common(field))


def _text(field: Field, actor: Actor) -> forms.Field:
    attrs = {"dir": "auto"}
    widget = forms.Textarea(attrs={**attrs, "rows": 3}) if field.name in _LONG else forms.TextInput(attrs=attrs)
    return forms.CharField(widget=widget, **_common(field))


def _country(field: Field, actor: Actor) -> forms.Field:
    return forms.CharField(widget=forms.TextInput(attrs={"dir": "ltr"}), max_length=2, **_common(field))


def _count(field: Field, actor: Actor) -> forms.Field:
    return forms.IntegerField(min_value=0, **_common(field))


def _year(field: Field, actor: Actor) -> forms.Field:
    return forms.IntegerField(min_value=1850, max_value=2200, **_common(field))


def _day(field: Field, actor: Actor) -> forms.Field:
    return DayField(**_common(field))


def _record(field: Field, actor: Actor) -> forms.Field:
    known = view.listing(actor, field.kind or "", at=head_number())
    choices = [(one.record, f"{one.reference} {headline(one)}") for one in known]
    waiting = Record.objects.filter(kind=field.kind).exclude(pk__in=[one.record for one in known])
    choices += [(record.pk, f"{record.reference} ({_('proposed')})") for record in waiting]
    return forms.ChoiceField(choices=[("", "—"), *choices], **_common(field))


class GeometryField(forms.CharField):
    """A place on the ground: "latitude, longitude" in degrees, or well-known text in WGS 84."""

    def clean(self, value: Any) -> Any:
        """The geometry; none when nothing was written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return _geometry(text)
        except (ValueError, shapely.errors.GEOSException):
            told = _("Write latitude and longitude in degrees, for example 39.640, 46.550, or well-known text.")
            raise forms.ValidationError(told) from None


def _geometry(text: str) -> Any:
    parts = text.replace(",", " ").split()
    if len(parts) == 2:
        return shapely.Point(float(parts[1]), float(parts[0]))
    return shapely.from_wkt(text)


def _position(field: Field, actor: Actor) -> forms.Field:
    return GeometryField(widget=forms.TextInput(attrs={"dir": "ltr"}), **_common(field))


_BUILDERS: dict[str, Callable[[Field, Actor], forms.Field]] = {
    "term": _term,
    "terms": _terms,
    "text": _text,
    "country": _country,
    "count": _count,
    "year": _year,
    "day": _day,
    "record": _record,
    "geometry": _position,
    "places": lambda field, actor: PlacesField(**_common(field)),
    "participants": lambda field, actor: ParticipantsField(**_common(field)),
    "texts": lambda field, actor: TextsField(**_common(field)),
}


def _shown(field: Field, value: Any) -> Any:
    if field.type == "geometry" and value is not None:
        point = value.geom_type == "Point"
        return f"{value.y:.6f}, {value.x:.6f}" if point else shapely.to_wkt(value, rounding_precision=6)
    return value


def _taken(field: Field, value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip().upper() if field.type == "country" else value.strip()
    return list(value) if isinstance(value, Sequence) else value

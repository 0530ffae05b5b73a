"""Field values as a person reads them: terms by label, ranges and periods in words, places with their relation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext, gettext_noop, pgettext

from minetrace.places import Gazetteer, Place
from minetrace.register import gazetteer, view
from minetrace.register.kinds import KINDS, Field, Kind
from minetrace.register.kinds.declaration import Period, Range, empty
from minetrace.register.models import Record
from minetrace.register.shapes import area_m2
from minetrace.register.view import RecordView
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

_LRI, _FSI, _PDI = "\u2066", "\u2068", "\u2069"
_SHARED = {
    "basis": gettext_noop("Basis"),
    "speaker": gettext_noop("Reported by"),
    "said_on": gettext_noop("Date of information"),
    "status": gettext_noop("Status"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a value. `ltr` keeps numbers, days and ids from being turned round; `note` stands small beside it."""

    text: str
    ltr: bool = False
    href: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a kind's declaration with its value: a field, or the two fields of a period or range in one.

    `names` are the columns; `lines` is empty where nothing is recorded; `withheld` says that something is recorded
    which this actor may not see.
    """

    names: tuple[str, ...]
    label: str
    help: str
    tier: str
    lines: tuple[Line, ...]
    withheld: bool = False


def parts(record: RecordView) -> list[ShownPart]:
    """The parts of a record version in the order of its kind's declaration."""
    places = gazetteer.current()
    out = []
    for part in KINDS[record.kind].parts:
        columns = (part,) if isinstance(part, Field) else part.fields()
        names = tuple(column.name for column in columns)
        values = [record.fields.get(name) for name in names]
        out.append(
            ShownPart(
                names=names,
                label=_part_label(part),
                help=gettext(part.help),
                tier=columns[0].tier,
                lines=_part_lines(part, values, places),
                withheld=any(name in record.withheld for name in names),
            )
        )
    return out


def value_lines(kind: str, name: str, value: Any, places: Gazetteer) -> tuple[Line, ...]:
    """The value of one column, also of those that every version has (basis, speaker, date of information, status)."""
    if name in _SHARED:
        ltr = name == "said_on"
        return () if value is None else (Line(str(value) if ltr or name == "speaker" else gettext(value), ltr=ltr),)
    return _lines(KINDS[kind].field(name), value, places)


def column_label(kind: str, name: str) -> str:
    """The label of a column, also of those that every version has."""
    return gettext(_SHARED[name] if name in _SHARED else KINDS[kind].field(name).label)


@dataclass(frozen=True, slots=True)
class Difference:
    """One column that differs between two versions."""

    name: str
    label: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]


def differences(before: RecordView | None, after: Any) -> list[Difference]:
    """What differs between two versions, or a version and a proposal, column by column."""
    places = gazetteer.current()
    return [
        Difference(
            name,
            column_label(after.kind, name),
            value_lines(after.kind, name, was, places),
            value_lines(after.kind, name, now, places),
        )
        for name, was, now in view.changes(before, after)
    ]


def count_text(low: int | None, high: int | None) -> str:
    """A range of counts in words: "350", "3 to 5", "at least 9", "up to 40"; empty when nothing is recorded."""
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low:,}"
    if high is None:
        return gettext("at least %(low)s") % {"low": isolated(f"{low:,}")}
    if low is None:
        return gettext("up to %(high)s") % {"high": isolated(f"{high:,}")}
    return gettext("%(low)s to %(high)s") % {"low": isolated(f"{low:,}"), "high": isolated(f"{high:,}")}


def period_text(first: str | None, last: str | None) -> str:
    """A period in words: a day, "2022-08-01 to 2022-08-31", "2022-08-01 or later", "by 2022-08-31"."""
    if first is None and last is None:
        return ""
    if first == last:
        return str(first)
    if last is None:
        return gettext("%(day)s or later") % {"day": isolated(str(first))}
    if first is None:
        return gettext("by %(day)s") % {"day": isolated(last)}
    return gettext("%(first)s to %(last)s") % {"first": isolated(first), "last": isolated(last)}


def place_lines(value: list[Mapping[str, Any]], places: Gazetteer) -> tuple[Line, ...]:
    """Each place of a set with its relation, and as the source wrote it where that differs."""
    out = []
    for mention in value:
        try:
            place = places.get(mention["place"])
        except Problem:
            # A place may leave the programme's gazetteer; the record goes on naming its id.
            out.append(Line(mention["place"], ltr=True))
            continue
        name, relation = place.label, mention["relation"]
        text = name if relation == "in" else pgettext("place", "%(relation)s %(name)s") % _words(relation, name)
        written = mention.get("as_written")
        note = gettext("written “%(name)s”") % {"name": written} if written and written != place.names[0].text else None
        out.append(Line(text, note=note))
    return tuple(out)


def with_units(place: Place, places: Gazetteer) -> str:
    """A place with what it lies in, so that a person can tell it from others of its name."""
    above = [places.get(parent.place).names[0].text for parent in place.parents[:1]]
    return ", ".join(isolated(name, ltr=False) for name in (place.label, *above))


def summary(record: Any, places: Gazetteer | None = None) -> list[tuple[str, tuple[Line, ...]]]:
    """The columns that tell a record from others of its kind, for tables: label and lines.

    Long lists pass the gazetteer, so that it is not asked for once a row.
    """
    kind = KINDS[record.kind]
    places = places or gazetteer.current()
    out = []
    for part in kind.parts:
        columns = (part,) if isinstance(part, Field) else part.fields()
        if columns[0].name in kind.summary:
            values = [record.fields.get(column.name) for column in columns]
            out.append((_part_label(part), _part_lines(part, values, places)))
    return out


def summary_labels(kind: Kind) -> tuple[str, ...]:
    """The labels of a kind's summary, in the order of `summary`."""
    heads = [(p.name if isinstance(p, Field) else p.fields()[0].name, _part_label(p)) for p in kind.parts]
    return tuple(label for name, label in heads if name in kind.summary)


def headline(record: Any, places: Gazetteer | None = None) -> str:
    """A record in one line, from the columns of its summary."""
    texts = [
        ", ".join(isolated(line.text, ltr=line.ltr) for line in lines) for _, lines in summary(record, places) if lines
    ]
    return " · ".join(texts)


def basis_sentence(basis: str, speaker: str | None) -> str:
    """Whose knowledge a version is, in words."""
    if basis == "own":
        return gettext("Our own field work.")
    return gettext("Reported by %(speaker)s; not our field work.") % {"speaker": isolated(speaker or "", ltr=False)}


def isolated(text: str, *, ltr: bool = True) -> str:
    """A piece of a plain sentence that must not turn round with its neighbours on a right-to-left page.

    Uses Unicode's isolates (UAX 9), since a sentence may stand where no markup can, as in an option of a list.
    """
    if not get_language_bidi():
        return text
    return f"{_LRI if ltr else _FSI}{text}{_PDI}"


def _part_label(part: Field | Period | Range) -> str:
    """A kind may have a range and a period of one name (destroyed: how many, and when); their labels must differ."""
    label = gettext(part.label)
    return gettext("%(what)s, when") % {"what": label} if isinstance(part, Period) else label


def _words(relation: str, name: str) -> dict[str, str]:
    return {"relation": gettext(relation), "name": isolated(name, ltr=False)}


def _part_lines(part: Field | Period | Range, values: list[Any], places: Gazetteer) -> tuple[Line, ...]:
    if isinstance(part, Field):
        return _lines(part, values[0], places)
    text = count_text(*values) if isinstance(part, Range) else period_text(*values)
    return (Line(text, ltr=_only_numbers(text)),) if text else ()


def _only_numbers(text: str) -> bool:
    return not any(c.isalpha() for c in text)


def _lines(field: Field, value: Any, places: Gazetteer) -> tuple[Line, ...]:
    if empty(value):
        return ()
    if field.type == "places":
        return place_lines(value, places)
    return _LINES[field.type](field, value)


def _term(field: Field, value: Any) -> tuple[Line, ...]:
    term = vocabulary(field.vocabulary or field.name).terms.get(value)
    return (Line(gettext(term.label) if term else value),)


def _terms(field: Field, value: Any) -> tuple[Line, ...]:
    return tuple(line for code in value for line in _term(field, code))


def _plain(field: Field, value: Any) -> tuple[Line, ...]:
    return (Line(str(value)),)


def _number(field: Field, value: Any) -> tuple[Line, ...]:
    return (Line(f"{value:,}" if field.type == "count" else str(value), ltr=True),)


def _geometry(field: Field, value: Any) -> tuple[Line, ...]:
    if value.geom_type == "Point":
        return (Line(f"{value.y:.6f}, {value.x:.6f}", ltr=True, note=gettext("latitude, longitude, WGS 84")),)
    measured = gettext("computed %(m2)s m²") % {"m2": isolated(f"{area_m2(value):,}")} if value.area else None
    return (Line(shapely.to_wkt(value, rounding_precision=6), ltr=True, note=measured),)


def _participants(field: Field, value: Any) -> tuple[Line, ...]:
    out = []
    for person in value:
        rest = [str(person[key]).replace("_", " ") for key in ("role", "capacity") if person.get(key)]
        if person.get("since"):
            rest.append(gettext("since %(day)s") % {"day": person["since"]})
        out.append(Line(person["name"], note=", ".join(rest) or None))
    return tuple(out)


def _texts(field: Field, value: Any) -> tuple[Line, ...]:
    out = []
    for text in value:
        notes = [text[key] for key in ("language", "version", "publisher") if text.get(key)]
        if text.get("sha256"):
            notes.append(f"SHA-256 {text['sha256'][:12]}…")
        address = text.get("url") or ""
        # A register may hold any text here; only a web address becomes a link.
        href = address if address.startswith(("https://", "http://")) else None
        out.append(Line(text["text"], href=href, note=", ".join(notes) or None))
    return tuple(out)


def _record(field: Field, value: Any) -> tuple[Line, ...]:
    record = Record.objects.filter(pk=value).first()
    if record is None:
        return (Line(str(value), ltr=True),)
    return (Line(record.reference, ltr=True, href=reverse("record", args=[record.reference])),)


_LINES: dict[str, Callable[[Field, Any], tuple[Line, ...]]] = {
    "term": _term,
    "terms": _terms,
    "text": _plain,
    "country": _number,
    "count": _number,
    "year": _number,
    "day": _number,
    "geometry": _geometry,
    "participants": _participants,
    "texts": _texts,
    "record": _record,
}

"""Whether what versions hold in fields of the programme's own fits the fields that are declared now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minetrace.register import gazetteer
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.kinds.declaration import EXTRA_COLUMNS
from minetrace.register.kinds.validation import judged
from minetrace.register.models import VERSIONS
from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True)
class Misfit:
    """Values of a kind's field that are not declared ("undeclared") or do not fit their declaration (the reason), how
    many current versions hold one, and the first record that does.
    """

    kind: str
    field: str
    reason: str
    count: int
    reference: str


def misfits() -> list[Misfit]:
    """Every misfit in current versions, by kind and field."""
    found: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], str] = {}
    for kind in KINDS.values():
        for reference, field, reason in _of_kind(kind):
            found[kind.name, field, reason] += 1
            first.setdefault((kind.name, field, reason), reference)
    return [Misfit(*key, count, first[key]) for key, count in sorted(found.items())]


def _of_kind(kind: Kind) -> Iterator[tuple[str, str, str]]:
    declared = {f.name: f for f in kind.fields if f.extra}
    places = gazetteer.current()
    table: Any = VERSIONS[kind.name]._default_manager.filter(ended_by__isnull=True)
    columns = list(EXTRA_COLUMNS.items())
    rows = table.order_by("pk").values_list("record__reference", *(column for _tier, column in columns))
    for reference, *stored in rows.iterator(2000):
        for (tier, _column), text in zip(columns, stored, strict=True):
            for name, value in json.loads(text or "{}").items():
                field = declared.get(name)
                if field is None:
                    yield reference, name, "undeclared"
                elif field.tier != tier:
                    yield reference, name, f"held in the tier {tier}, declared {field.tier}"
                else:
                    try:
                        judged(kind, {name: value}, places)
                    except Problem as problem:
                        yield reference, name, problem.what

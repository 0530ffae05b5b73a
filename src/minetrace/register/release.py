"""When land is released: never without a product, the depth of what was cleared, and a day of handover.

The rule holds for what a programme says of its own land (basis own). It is asked when an approval or a row of an import
turns an area closed or handed over, and again by the quality checks, for land whose products changed since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from minetrace.register.identity import answering, merges
from minetrace.register.models import VERSIONS, Record, Version
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

RELEASED = frozenset({"closed", "handed_over"})
PRODUCTS = frozenset({"cancelled", "reduced", "cleared"})
MISSING = {
    "released_without_product": "no approved product says what was cancelled, reduced or cleared",
    "cleared_without_depth": "cleared ground has no depth",
    "released_without_handover": "no day of handover is recorded",
}


def missing(products: Sequence[Mapping[str, Any]]) -> list[str]:
    """What keeps an area from being released, by the names of `MISSING`, given the fields of its products."""
    done = [product for product in products if product.get("product") in PRODUCTS]
    if not done:
        return ["released_without_product"]
    cleared = [product for product in done if product["product"] == "cleared"]
    out = ["cleared_without_depth"] if any(product.get("depth_cm") is None for product in cleared) else []
    handed = all(product.get("handover_on") for product in done)
    return out if handed else [*out, "released_without_handover"]


def turns_released(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Whether a hazardous area's fields turn it closed or handed over."""
    was = before.get("hazard_status") if before else None
    return after.get("hazard_status") in RELEASED and was not in RELEASED


def lacking(record: Record | None, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> dict[str, str] | None:
    """Why an area of our own, of these fields before and after, may not turn released: `status` and what is `missing`
    in words. None where it does not turn released, or nothing is missing. A `record` that is not there yet is None.
    """
    if not turns_released(before, after):
        return None
    names = missing([product.fields() for product in _products(record)] if record else [])
    if not names:
        return None
    status = vocabulary("hazard_status").term(after["hazard_status"]).label.lower()
    return {"status": status, "missing": "; ".join(MISSING[name] for name in names)}


def require_release(record: Record, before: Version | None, after: Version) -> None:
    """Raise MT-821 when an approval would turn land of our own released without what a release needs."""
    if record.kind != "hazardous_area" or after.basis != "own" or after.status != "approved":
        return
    why = lacking(record, before.fields() if before else None, after.fields())
    if why is not None:
        raise Problem("MT-821", reference=record.reference, **why)


def _products(record: Record) -> list[Version]:
    """Approved products of an area and those merged into it, also through the activity that made them."""
    own = answering(record)
    current = Q(ended_by__isnull=True, status="approved")
    work: Any = VERSIONS["activity"]._default_manager.filter(current)
    activities = work.filter(hazardous_area__in=own).values("record_id")
    products: Any = (
        VERSIONS["product"]._default_manager.filter(current).exclude(record_id__in=merges().values("gone_id"))
    )
    return list(products.filter(Q(hazardous_area__in=own) | Q(hazardous_area__isnull=True, activity__in=activities)))

"""Claims of parties, made by hand: who said what, when, and where it was read.

`said("trend", "Trend", "2022-08-16", value=991, model="PMN-E")` is one claim of one source. Keys of a claim that are
not given are those of a count of ordnance found. Addresses stand without their scheme.
"""

from __future__ import annotations

from typing import Any

from minetrace.reckoning.stated import Stated, claim_of

CASUALTY: dict[str, Any] = {"kind": "casualty", "unit": "person", "cause": "explosive ordnance", "group": "all"}
ORDNANCE: dict[str, Any] = {"kind": "ordnance", "unit": "item", "action": ["found"]}
AREA: dict[str, Any] = {"kind": "area", "unit": "ha", "action": ["cleared"]}
SINCE_WAR: dict[str, Any] = {"counting": "running", "from": "2020-11-10"}


def said(
    source: str,
    publisher: str | None,
    published: str | None,
    *,
    id: str = "0",
    address: str | None = None,
    about: dict[str, Any] = ORDNANCE,
    **keys: Any,
) -> Stated:
    """One claim of one source; `by` is short for the chain of speakers, `day` for a happening's single day."""
    content: dict[str, Any] = {"id": id, "span": (int(id), int(id) + 1), **about, **keys}
    if "day" in content:
        content["from"] = content["to"] = content.pop("day")
    if "by" in content:
        content["attributed_to"] = content.pop("by").split(" < ")
    content.setdefault("quote", f"{content.get('value')}")
    return Stated(
        claim=claim_of(content),
        source_id=source,
        publisher=publisher,
        published=published,
        language="en",
        address=address,
    )

"""A kept claim in words: what stands in its card, in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minetrace.accounts.actor import Actor
from minetrace.desk.shown import isolated
from minetrace.reading.tiers import reasons
from minetrace.terms.vocabulary import vocabulary

PERSON_KEYS = frozenset({"names"})
_WORD_KEYS = frozenset({"stance"})
_VOCABULARIES = {"relation": "provision_relation", "verified": "verified_scope"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a claim's card. `instead` is what a person read otherwise; `direction` "ltr" for codes and days."""

    label: str
    said: str
    instead: str | None = None
    direction: str = "auto"


def labels() -> dict[str, str]:
    """The lines of a card in their order: the claim's key and its label. What the headline says is not among them."""
    return {
        "model": _("Model"),
        "made": _("Made"),
        "laid_by": _("Laid by, as stated"),
        "action": _("Action"),
        "cause": _("Cause"),
        "names": _("Names"),
        "who": _("Who came"),
        "invited_by": _("Invited by"),
        "verified": _("Verified"),
        "relation": _("What is said"),
        "places": _("Places"),
        "period": _("When"),
        "counting": _("Counting"),
        "stance": _("Stance"),
    }


def figure(claim: Mapping[str, Any]) -> str:
    """The number as stated with its unit: "350 ×" of items, "12 – 15 km2"; empty when the claim states none."""
    if claim.get("low") is not None or claim.get("high") is not None:
        bounds = [f"{claim[key]:,}" for key in ("low", "high") if claim.get(key) is not None]
        number = " – ".join(bounds)
    elif claim.get("value") is not None:
        number = f"{claim['value']:,}"
    else:
        return ""
    unit = claim.get("unit")
    if claim["kind"] == "ordnance" and unit in ("item", None):
        return f"{number} ×"
    return f"{number} {unit}" if unit and unit != "person" else number


def thing(claim: Mapping[str, Any]) -> str:
    """What the number counts, in a few words."""
    kind = claim["kind"]
    if kind == "ordnance":
        return _(claim.get("category") or "ordnance")
    if kind == "casualty":
        words = [claim.get("outcome") or "affected", claim.get("group")]
        return ", ".join(_(word) for word in words if word and word != "all")
    if kind == "area":
        return ", ".join([_("land"), *(_(word) for word in claim.get("action") or [])])
    if kind == "visit":
        return _("visit")
    return ", ".join(part for part in (claim.get("instrument"), claim.get("article")) if part) or _("provision")


def hedge(claim: Mapping[str, Any]) -> str:
    """The hedge that stands before the number, empty for an exact one."""
    word = claim.get("hedge") or "exact"
    return "" if word in ("exact", "range") else _(word)


def speakers(claim: Mapping[str, Any], publisher: str | None) -> tuple[str, list[str]]:
    """Who says so in the end, and through whom we hear it: relays from the origin outwards, the publisher last."""
    chain = list(claim.get("attributed_to") or [])
    if not chain:
        return publisher or _("the publisher, not recorded"), []
    return chain[-1], [*reversed(chain[:-1]), *([publisher] if publisher else [])]


def facts(said: Mapping[str, Any], read_as: Mapping[str, Any], actor: Actor) -> list[Fact]:
    """The lines of a card: what was read, and beside it what a person read otherwise."""
    out = []
    for key, label in labels().items():
        if key in PERSON_KEYS and not actor.sees("person"):
            continue
        was, now = _shown(said, key), _shown(read_as, key)
        if was or now:
            direction = "ltr" if key in ("period", "model", "made") else "auto"
            out.append(Fact(label, was, now if now != was else None, direction))
    return out


def doubts(codes: Iterable[str]) -> list[str]:
    """Why a claim should be looked at, in the page's language; a code that the reader no longer knows as it is."""
    known = reasons()
    return [_(known[code]) if code in known else code for code in codes]


def term(name: str, code: str) -> str:
    """A term of a vocabulary in the page's language; a code that the vocabulary does not know as it is."""
    known = vocabulary(name).terms.get(code)
    return _(known.label) if known else code


def _shown(claim: Mapping[str, Any], key: str) -> str:
    if key == "period":
        return _period(claim)
    if key == "made":
        return ", ".join(str(part) for part in (claim.get("made_in"), claim.get("made_year")) if part)
    if key == "places":
        return _places(claim)
    value = claim.get(key)
    if key == "who":
        return "; ".join(isolated(_participant(one), ltr=False) for one in value or [])
    if key == "counting" and value:
        return _counting()[value]
    if key == "stance" and value == "asserted":
        return ""
    if value and key in _VOCABULARIES:
        return term(_VOCABULARIES[key], value)
    if isinstance(value, list):
        return ", ".join(_(str(one)) if key == "action" else isolated(str(one), ltr=False) for one in value)
    return _(str(value)) if value and key in _WORD_KEYS else str(value or "")


def _counting() -> dict[str, str]:
    return {
        "occurrence": _("one happening"),
        "tally": _("a count over a period"),
        "running": _("a running total"),
        "stock": _("how much there is on a day"),
    }


def _period(claim: Mapping[str, Any]) -> str:
    first, last = claim.get("from"), claim.get("to")
    if claim.get("partial_date"):
        return str(claim["partial_date"])
    if first == last:
        return first or ""
    return f"{first or '…'} – {last or '…'}"


def _places(claim: Mapping[str, Any]) -> str:
    names = claim.get("places") or []
    relations = [*(claim.get("place_relations") or []), *[None] * len(names)]
    said = (f"{_(r)} {name}" if r and r != "in" else name for name, r in zip(names, relations, strict=False))
    return ", ".join(isolated(one, ltr=False) for one in said)


def _participant(one: Mapping[str, Any]) -> str:
    return f"{one['name']} ({one['role']})" if one.get("role") else str(one["name"])

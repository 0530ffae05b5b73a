"""Whether the relations of a statement hold, and whether its sums may be made at all.

A total that sources state is checked as stated: the arithmetic, with a warning that nobody defined the scopes. A sum
that we make of the register's figures needs one measure, one basis, one known-on, and scopes that are disjoint: other
places, or other days, or another value of one field. A remainder is not stated as anything of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from minetrace.figures.filters import And, Compare, Node
from minetrace.figures.question import Question
from minetrace.places import Gazetteer, disjoint
from minetrace.publishing.finding import Mark
from minetrace.publishing.languages import plain_number
from minetrace.publishing.numbers import Number, shown
from minetrace.publishing.relations import Relation
from minetrace.reckoning.bounds import Bounds
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Held:
    """A relation that holds: its words, its line, and its arithmetic as one would write it."""

    relation: str
    mark: Mark
    formula: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"relation": self.relation, "line": self.mark.line, "formula": self.formula}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of one relation: it is refused, or it holds, perhaps with warnings."""

    held: Held | None = None
    refusals: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def derive(relation: Relation, numbers: Mapping[str, Number], language: str) -> Number:
    """The number of a name that only a relation defines: the sum or remainder of the others."""
    parts = [numbers[name] for _, name in relation.terms]
    formula = f"{_side(relation, numbers, language)} = {_bounds_text(_sum(relation, numbers), language)}"
    if any(sign < 0 for sign, _ in relation.terms):
        formula += ": a remainder, not stated as anything of its own"
    speakers = dict.fromkeys(speaker for part in parts for speaker in part.speakers)
    return Number(
        name=relation.left,
        kind="derived",
        bounds=_sum(relation, numbers),
        words=f"{relation.text}: {formula}",
        basis="derived",
        unit=parts[0].unit,
        speakers=tuple(speakers),
        relation=relation,
        parts=tuple(parts),
    )


def judge(relation: Relation, numbers: Mapping[str, Number], places: Gazetteer, language: str) -> Judgement:
    """Judge one relation of which every name stands for a number."""
    involved = [numbers[name] for name in relation.names]
    units = list(dict.fromkeys(one.unit for one in involved if one.unit is not None))
    if len(units) > 1:
        return Judgement(refusals=(Problem("MT-625", relation=relation.text, units=" and ".join(units)),))
    if relation.form == "equal":
        return _judge_equal(relation, numbers, places, language)
    return _judge_pair(relation, numbers[relation.left], numbers[relation.terms[0][1]], language)


def _judge_equal(relation: Relation, numbers: Mapping[str, Number], places: Gazetteer, language: str) -> Judgement:
    left = numbers[relation.left]
    derived = left.relation == relation
    added = [numbers[name] for sign, name in relation.terms if sign > 0]
    reason = _why_not_added(added, stated=not derived and _all_stated([left]), places=places)
    if reason is not None:
        return Judgement(refusals=(Problem("MT-607", relation=relation.text, reason=reason),))
    right = _sum(relation, numbers)
    if derived:
        return _judge_derived(relation, numbers, right, language)
    side = _side(relation, numbers, language)
    right_text = _bounds_text(right, language)
    computed = side if side == right_text else f"{side} = {right_text}"
    if not left.bounds.meets(right):
        formula = f"{shown(left, language)} is stated, {computed}"
        return Judgement(refusals=(Problem("MT-605", relation=relation.text, formula=formula),))
    warnings: list[Problem] = []
    if len(added) > 1 and _all_stated(added):
        warnings.append(Problem("MT-642", relation=relation.text))
    return _closed(relation, f"{shown(left, language)} = {side}", [left, *_terms(relation, numbers)], right, warnings)


def _judge_derived(relation: Relation, numbers: Mapping[str, Number], right: Bounds, language: str) -> Judgement:
    warnings = []
    whole = numbers[relation.terms[0][1]]
    for sign, name in relation.terms:
        part = numbers[name]
        if sign < 0 and part.bounds.above(whole.bounds):
            formula = f"{shown(part, language)} is more than {shown(whole, language)}"
            return Judgement(refusals=(Problem("MT-605", relation=relation.text, formula=formula),))
        if sign < 0 and not _is_inside(part, whole):
            warnings.append(Problem("MT-643", part=part.name, whole=whole.name))
    formula = f"{_side(relation, numbers, language)} = {_bounds_text(right, language)}"
    return Judgement(Held(relation.text, relation.mark, formula), warnings=tuple(warnings))


def _judge_pair(relation: Relation, left: Number, right: Number, language: str) -> Judgement:
    if left.bounds.above(right.bounds):
        formula = f"{shown(left, language)} is more than {shown(right, language)}"
        return Judgement(refusals=(Problem("MT-605", relation=relation.text, formula=formula),))
    warnings = []
    if relation.form == "inside" and not _is_inside(left, right):
        warnings.append(Problem("MT-643", part=left.name, whole=right.name))
    formula = f"{shown(left, language)} ≤ {shown(right, language)}"
    surely = left.bounds.high is not None and right.bounds.low is not None and left.bounds.high <= right.bounds.low
    if surely:
        return Judgement(Held(relation.text, relation.mark, formula), warnings=tuple(warnings))
    return _open(relation, formula, [left, right], warnings)


def _closed(
    relation: Relation, formula: str, involved: Sequence[Number], right: Bounds, warnings: list[Problem]
) -> Judgement:
    if all(one.bounds.exact for one in involved) and right.exact:
        return Judgement(Held(relation.text, relation.mark, formula), warnings=tuple(warnings))
    return _open(relation, formula, involved, warnings)


def _open(relation: Relation, formula: str, involved: Sequence[Number], warnings: list[Problem]) -> Judgement:
    """A relation that may or may not hold: hedges of a source warn, a range of the register refuses."""
    problem = Problem("MT-644" if _all_stated(involved) else "MT-618", relation=relation.text, formula=formula)
    if _all_stated(involved):
        return Judgement(Held(relation.text, relation.mark, formula), warnings=(*warnings, problem))
    return Judgement(refusals=(problem,))


def _why_not_added(added: Sequence[Number], *, stated: bool, places: Gazetteer) -> str | None:
    """Why numbers may not be added; none when they may."""
    if len(added) < 2:
        return None
    leaves = [leaf for number in added for leaf in number.leaves]
    kinds = {leaf.stated for leaf in leaves}
    if kinds == {True}:
        return None if stated else "no source states this total, and nobody defined the scopes of its parts"
    if kinds != {False}:
        return "figures of the register and statements of others are never added"
    scopes = [leaf.scope for leaf in leaves if leaf.scope is not None]
    reasons = (_why_not_apart(a, b, places) for a, b in combinations(scopes, 2))
    return next((reason for reason in reasons if reason), None)


def _why_not_apart(a: Question, b: Question, places: Gazetteer) -> str | None:
    if a.measure != b.measure:
        return f"they count different things, {a.measure} and {b.measure}"
    if a.basis != b.basis:
        return "our own field work and what others report are never added"
    if (a.known_on, a.said_by) != (b.known_on, b.said_by):
        return "they are not known and said by the same day"
    if _before(a, b) or _before(b, a):
        return None
    if (a.since, a.until) != (b.since, b.until):
        return "their periods are neither the same nor apart"
    if _filters_apart(a.where, b.where):
        return None
    day = a.until or a.since
    apart = disjoint(places, a.places, b.places, datetime.date.fromisoformat(day) if day else None)
    if apart == "yes":
        return None
    if apart == "no":
        return "their places share ground, so that one item may be counted twice"
    return "their places are not defined well enough to say that they share no ground"


def _before(a: Question, b: Question) -> bool:
    return a.until is not None and b.since is not None and a.until < b.since


def _filters_apart(a: Node | None, b: Node | None) -> bool:
    """Whether two filters ask one field for two values that exclude each other."""
    return any(x.field == y.field and x.value != y.value and _values_apart(x, y) for x in _fixed(a) for y in _fixed(b))


def _fixed(node: Node | None) -> Iterator[Compare]:
    return (part for part in _conjuncts(node) if isinstance(part, Compare) and part.op == "=")


def _conjuncts(node: Node | None) -> Iterator[Node]:
    """The conditions that all must hold."""
    if isinstance(node, And):
        for part in node.parts:
            yield from _conjuncts(part)
    elif node is not None:
        yield node


def _values_apart(x: Compare, y: Compare) -> bool:
    if x.field in ("model", "made_in"):
        return str(x.value).casefold() != str(y.value).casefold()
    if x.field != "category":
        return False
    terms = vocabulary("eo_category")
    codes = [term.code for value in (x.value, y.value) if (term := _category(str(value))) is not None]
    if len(codes) < 2 or codes[0] == codes[1]:
        return False
    return codes[0] not in terms.ancestors(codes[1]) and codes[1] not in terms.ancestors(codes[0])


def _category(value: str) -> Any:
    terms = vocabulary("eo_category")
    return terms.terms.get(value) or terms.answering(value)


def _is_inside(part: Number, whole: Number) -> bool:
    """Whether something besides the author says that the part lies in the whole."""
    if part.kind == "claim" and whole.kind == "claim":
        return part.whole is not None and part.whole == whole.claim
    a, b = part.scope, whole.scope
    if a is None or b is None:
        return False
    shared = ("measure", "basis", "known_on", "said_by", "speaker")
    same = all(getattr(a, name) == getattr(b, name) for name in shared) and (
        not b.places or set(a.places) <= set(b.places)
    )
    narrower = all(part in tuple(_conjuncts(a.where)) for part in _conjuncts(b.where))
    since = b.since is None or (a.since is not None and a.since >= b.since)
    until = b.until is None or (a.until is not None and a.until <= b.until)
    return same and narrower and since and until


def _all_stated(numbers: Sequence[Number]) -> bool:
    return all(leaf.stated for number in numbers for leaf in number.leaves)


def _terms(relation: Relation, numbers: Mapping[str, Number]) -> list[Number]:
    return [numbers[name] for _, name in relation.terms]


def _sum(relation: Relation, numbers: Mapping[str, Number]) -> Bounds:
    total = Bounds(Decimal(0), Decimal(0))
    for sign, name in relation.terms:
        bounds = numbers[name].bounds
        total = total + (bounds if sign > 0 else _negative(bounds))
    return total


def _negative(bounds: Bounds) -> Bounds:
    low = None if bounds.high is None else -bounds.high
    high = None if bounds.low is None else -bounds.low
    return Bounds(low, high, low_open=bounds.high_open, high_open=bounds.low_open)


def _side(relation: Relation, numbers: Mapping[str, Number], language: str) -> str:
    out = ""
    for sign, name in relation.terms:
        joint = "" if not out and sign > 0 else (" + " if sign > 0 else " − ")
        out += joint + shown(numbers[name], language)
    return out


def _bounds_text(bounds: Bounds, language: str) -> str:
    if bounds.exact and bounds.low is not None:
        return plain_number(bounds.low, language)
    ends = [plain_number(end, language) if end is not None else "open" for end in (bounds.low, bounds.high)]
    return " to ".join(ends)

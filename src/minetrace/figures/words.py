"""Questions in words, with the speaker named wherever the basis is reported."""

from __future__ import annotations

import datetime

from minetrace.figures.filters import (
    And,
    Between,
    Compare,
    In,
    IsNull,
    Like,
    Node,
    Not,
    Or,
    SpatialIntersects,
    TemporalIntersects,
    Value,
)
from minetrace.figures.properties import Property, chosen_property, term_code
from minetrace.figures.question import Question
from minetrace.places import Gazetteer
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

_OPERATORS = {
    "=": "{0} {1}",
    "<>": "{0} not {1}",
    "<": "{0} less than {1}",
    "<=": "{0} at most {1}",
    ">": "{0} more than {1}",
    ">=": "{0} at least {1}",
}
_OPERATORS_OF_DAYS = _OPERATORS | {
    "<": "{0} before {1}",
    "<=": "{0} up to {1}",
    ">": "{0} after {1}",
    ">=": "{0} since {1}",
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def question_in_words(question: Question, gazetteer: Gazetteer, language: str = "en") -> str:
    """The question as one sentence without a full stop: "Items of explosive ordnance found, Model PMN-E, in Lachin
    (district), since 1 August 2022, as reported by the ministry, as the register knew it on 24 November 2022".

    Raises MT-106 for a language that figures do not speak yet.
    """
    if language.partition("-")[0] != "en":
        raise Problem("MT-106", name="the question", languages="en")
    parts = [question.over.label]
    if question.where is not None:
        plain = isinstance(question.where, Compare | In) and getattr(question.where, "op", "=") == "="
        asked = filter_in_words(question)
        parts.append(f"of {asked}" if plain else f"with {asked}")
    if question.places:
        parts.append("in " + " or ".join(_place(gazetteer, place) for place in question.places))
    parts += _period(question)
    parts.append(basis_in_words(question))
    if question.said_by:
        parts.append(f"as published up to {day_in_words(question.said_by)}")
    if question.known_on:
        parts.append(f"as the register knew it on {day_in_words(question.known_on)}")
    return ", ".join(parts)


def basis_in_words(question: Question) -> str:
    """On what the answer rests: our own field work, a named speaker, or others."""
    if question.basis == "own":
        return "from our own field work"
    what = "stated" if question.over.claims is not None else "reported"
    return f"as {what} by {question.speaker}" if question.speaker else f"as {what} by others"


def filter_in_words(question: Question) -> str:
    """The filter of a question in words; empty without one."""
    return "" if question.where is None else _words(question.where, question)


def day_in_words(day: str) -> str:
    """An ISO day as "1 August 2022"."""
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _place(gazetteer: Gazetteer, place: str) -> str:
    return gazetteer.get(place).label if place in gazetteer else place


def _period(question: Question) -> list[str]:
    since = day_in_words(question.since) if question.since else None
    until = day_in_words(question.until) if question.until else None
    if since and until:
        return [f"on {since}"] if question.since == question.until else [f"from {since} to {until}"]
    return [f"since {since}"] if since else [f"until {until}"] if until else []


def _words(node: Node, question: Question) -> str:
    if isinstance(node, And | Or):
        joined = (" and " if isinstance(node, And) else " or ").join(_inner(part, question) for part in node.parts)
        return joined
    if isinstance(node, Not) and isinstance(node.part, IsNull):
        held = question.over.properties[node.part.field][0]
        return f"{'' if held.type == 'list' else 'a '}recorded {_label(held)}"
    if isinstance(node, Not):
        return f"not ({_words(node.part, question)})"
    one = chosen_property(node, question.over.properties)
    label = _label(one)
    match node:
        case Compare(op, _, value):
            operators = _OPERATORS_OF_DAYS if one.type == "day" else _OPERATORS
            return operators[op].format(label, _value(one, value))
        case In(_, values):
            return f"{label} {' or '.join(_value(one, value) for value in values)}"
        case Between(_, low, high):
            return f"{label} from {_value(one, low)} to {_value(one, high)}"
        case Like(_, pattern):
            return f"{label} like “{pattern}”"
        case IsNull():
            return f"{label} not recorded"
        case SpatialIntersects():
            return f"{label} within or touching a given shape"
        case TemporalIntersects(_, start, end):
            shown = [day_in_words(day) if day else "..." for day in (start, end)]
            return f"{label} overlapping {shown[0]} to {shown[1]}"
    raise TypeError(f"not a filter: {node!r}")


def _label(one: Property) -> str:
    return one.label[:1].lower() + one.label[1:]


def _inner(node: Node, question: Question) -> str:
    words = _words(node, question)
    return f"({words})" if isinstance(node, And | Or) else words


def _value(one: Property, value: Value) -> str:
    if one.type == "term":
        code = term_code(one, value)
        return f"“{vocabulary(one.vocabulary or one.name).term(code).label}”"
    return day_in_words(str(value)) if one.type == "day" else str(value)

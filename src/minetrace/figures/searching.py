"""A text looked for in what records say: in whatever script, anywhere in a word, and in nothing above an actor's tier.

Most columns say the same few things again and again: the text is looked for in those, each once, and the rows that say
them are led to by an index. Only where a column says too many different things is each of them read.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from minetrace.accounts.actor import Actor
from minetrace.figures.statement import Sql, any_of, joined, listed, name, one_of, sql, value
from minetrace.register.indexes import SEARCHED, long_ones, searched, short_ones
from minetrace.register.kinds import Kind
from minetrace.register.kinds.declaration import EXTRA_COLUMNS, Field
from minetrace.register.models import VERSIONS
from minetrace.register.own_fields import own_text, searchable
from minetrace.terms.vocabulary import vocabulary

_MANY = 2_000
"""How many different things a column may say to be asked one by one."""


def saying(actor: Actor, kind: Kind, text: str) -> Q:
    """Versions with a text in the reference, the speaker, a term's label or a text field, of those tiers that the actor
    sees; as the store compares letters.
    """
    table = VERSIONS[kind.name]._meta.db_table
    tiers = {field.name: field.tier for field in kind.fields}
    columns = [column for column in searched(kind) if column not in tiers or actor.sees(tiers[column])]
    found = [*_reference(kind, table, text), *_terms(actor, kind, table, text), *_own(actor, kind, table, text)]
    found += _columns(table, columns, text)
    long = Sql(long_ones(kind))
    if _exists(table, long):
        said = [contains(name(column), text) for column in columns if column != "places"]
        found.append(_among(table, long, any_of(said)))
    made = any_of(found)
    return Q(RawSQL(made.text, made.params, output_field=BooleanField()))


def contains(column: Sql, text: str) -> Sql:
    """Whether a column holds a text, as the store compares letters."""
    escaped = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    if connection.vendor == "postgresql":
        return sql("UPPER({}::text) LIKE UPPER({})", column, value(f"%{escaped}%"))
    return sql("{} LIKE {} ESCAPE '\\'", column, value(f"%{escaped}%"))


def values_said(table: str, column: str, only: Sql, most: int) -> list[str] | None:
    """The different values of a column that meet a condition, by a step in its index for each; None for more."""
    found = [said for (said,) in _values(table, column, only, most).rows()]
    return found if len(found) <= most else None


def _values(table: str, column: str, only: Sql, most: int) -> Sql:
    """The different values of a column; one more than `most` where there are more."""
    return sql(
        "WITH RECURSIVE held(said, step) AS (SELECT MIN({c}), 1 FROM {t} WHERE {} UNION ALL SELECT (SELECT MIN({c}) "
        "FROM {t} WHERE {c} > held.said AND {}), step + 1 FROM held WHERE held.said IS NOT NULL AND step <= %d) "
        "SELECT said FROM held WHERE said IS NOT NULL".replace("{c}", column).replace("{t}", table)
        % most,
        only,
        only,
    )


def _columns(table: str, columns: Sequence[str], text: str) -> list[Sql]:
    """In what columns say: all of them are asked in one statement, and all that they say in one more."""
    only = {column: Sql("places IS NOT NULL" if column == "places" else short_ones(column)) for column in columns}
    each = [
        sql(
            "SELECT '{c}', said FROM ({}) AS said_{c}".replace("{c}", column),
            _values(table, column, only[column], _MANY),
        )
        for column in columns
    ]
    said: dict[str, list[str]] = {column: [] for column in columns}
    for column, one in joined(" UNION ALL ", each).rows():
        said[column].append(one)
    few = {one for values in said.values() if len(values) <= _MANY for one in values}
    holding = {one for (one,) in sql("SELECT said FROM {} WHERE {}", listed(few), contains(Sql("said"), text)).rows()}
    out = []
    for column, values in said.items():
        if len(values) > _MANY:
            out.append(_among(table, only[column], contains(Sql(column), text)))
        elif found := holding.intersection(values):
            out.append(one_of(name(column, table), found))
    return out


def _among(table: str, only: Sql, condition: Sql) -> Sql:
    """Rows by their number, so that the store reads no others and nothing but the index of the condition."""
    return sql("{} IN (SELECT id FROM {} WHERE {} AND {})", name("id", table), name(table), only, condition)


def _exists(table: str, condition: Sql) -> bool:
    return bool(sql("SELECT 1 FROM {} WHERE {} LIMIT 1", name(table), condition).rows())


def _reference(kind: Kind, table: str, text: str) -> list[Sql]:
    """In the reference, where a text is like one: a prefix, a hyphen, figures."""
    if not set(text.upper()) <= {*kind.prefix.upper(), "-", *"0123456789"}:
        return []
    whole = sql("kind = {} AND {}", value(kind.name), contains(Sql("reference"), text))
    return [sql("{} IN (SELECT id FROM record WHERE {})", name("record_id", table), whole)]


def _terms(actor: Actor, kind: Kind, table: str, text: str) -> list[Sql]:
    terms = [field for field in kind.stored if field.type == "term" and actor.sees(field.tier)]
    labelled = [(name(field.name, table), _labelled(field, text)) for field in terms]
    return [one_of(column, codes) for column, codes in labelled if codes]


def _labelled(field: Field, text: str) -> list[str]:
    """The codes of a field's terms with a text in their label."""
    terms = vocabulary(field.vocabulary or field.name).terms.values()
    return [one.code for one in terms if text.casefold() in one.label.casefold()]


def _own(actor: Actor, kind: Kind, table: str, text: str) -> list[Sql]:
    """In the fields of the programme's own, where any row says something in one of their tier."""
    fields = [field for field in kind.fields if searchable(field) and actor.sees(field.tier)]
    tiers = {field.tier for field in fields}
    said = {tier for tier in tiers if _exists(table, Sql(f"{EXTRA_COLUMNS[tier]} IS NOT NULL"))}
    out = []
    for field in fields:
        held = Sql(own_text(field, name(EXTRA_COLUMNS[field.tier], table).text, connection.vendor))
        if field.tier in said and field.type == "term":
            out.append(one_of(held, _labelled(field, text)))
        elif field.tier in said and field.type in SEARCHED:
            out.append(contains(held, text))
    return out

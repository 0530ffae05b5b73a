"""Small helpers for the desk's templates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from minetrace.accounts.actor import Actor, Permission
from minetrace.desk import sentences
from minetrace.desk.home import home
from minetrace.ledger import times
from minetrace.register.kinds import KINDS
from minetrace.terms.vocabulary import vocabulary

register = template.Library()


@register.filter
def bdi(value: object) -> SafeString:
    """A number, formula, id or date that must not be turned round in a right-to-left page."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def number(value: object) -> SafeString:
    """A count with thousands apart: 1,119. Anything that is no number is shown as it is."""
    shown = f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else value
    return bdi(shown)


@register.filter
def counted(text: str) -> SafeString:
    """A count in words as `shown.count_text` gives it: "26 to 28" follows the page, a bare number is never turned."""
    return format_html("<bdi>{}</bdi>", text) if any(c.isalpha() for c in text) else bdi(text)


@register.filter
def moment(microseconds: int) -> SafeString:
    """A ledger clock reading in the programme's time zone, to the minute."""
    at = times.instant(microseconds, home().time_zone)
    return _time(at, f"{at:%Y-%m-%d %H:%M}")


@register.filter
def term_label(code: str, name: str) -> str:
    """The label of a vocabulary's term in the page's language; a code no longer known is shown as it is."""
    term = vocabulary(name).terms.get(code)
    return gettext(term.label) if term else code


@register.filter
def kind_label(name: str) -> str:
    """What rows of a table are: a kind of record in the plural, or claims."""
    return gettext(KINDS[name].plural) if name in KINDS else gettext("Claims")


@register.filter
def value_of(mapping: Mapping[str, Any], key: str) -> Any:
    """A value by a key that is only known at run time."""
    return mapping.get(key)


@register.filter
def may(actor: Actor, permission: Permission) -> bool:
    """Whether who is looking may do a verb: what they may not do is not offered."""
    return actor.may(permission)


@register.filter
def said(sentence: str) -> str:
    """A sentence that the rooms below wrote in English, in the page's language."""
    return sentences.said(sentence)


@register.simple_tag
def term_text(word: str) -> str:
    """A word of ours (a state, a role, a kind) in the page's language."""
    return gettext(word) if word else ""


@register.simple_tag(takes_context=True)
def nav_link(context: Mapping[str, Any], name: str, label: str) -> SafeString:
    """An item of the main navigation; nothing for a page family that this installation does not have."""
    try:
        address = reverse(name)
    except NoReverseMatch:
        return SafeString("")
    path = context["request"].path
    here = path == address if address == "/" else path.startswith(address)
    current = SafeString(' aria-current="page"') if here else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, current, label)


def _time(at: datetime.datetime, shown: str) -> SafeString:
    return format_html('<bdi dir="ltr"><time datetime="{}">{}</time></bdi>', at.isoformat(), shown)

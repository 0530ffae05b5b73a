"""Small helpers for the desk's templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def bdi(value: object) -> SafeString:
    """A number, formula, id or date that must not be turned round in a right-to-left page."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)

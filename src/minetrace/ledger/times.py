"""Days and ledger entries: which entry is the last one of a day, and which rows stood at an entry."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from minetrace.ledger.models import Entry


def head_number() -> int:
    """The number of the newest entry; 0 in an empty register."""
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first()
    return last or 0


def sealed(at: int) -> str:
    """The hash of the last ledger entry up to a number, which seals all that was held then; empty before the first."""
    found = Entry.objects.filter(number__lte=at).order_by("-number").values_list("hash", flat=True).first()
    return found or ""


def entry_known_on(day: datetime.date | None, time_zone: str) -> int:
    """The last entry before the end of a day in the programme's time zone; the newest one when no day is given."""
    if day is None:
        return head_number()
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), ZoneInfo(time_zone))
    bound = int(end.timestamp()) * 1_000_000
    found = Entry.objects.filter(at__lt=bound).order_by("-number").values_list("number", flat=True).first()
    return found or 0


def standing(at: int | None = None) -> Q:
    """The rows with an `entry` and an `ended_by` that stand now, or stood at a ledger entry."""
    if at is None:
        return Q(ended_by__isnull=True)
    return Q(entry__lte=at) & (Q(ended_by__isnull=True) | Q(ended_by__gt=at))


def instant(microseconds: int, time_zone: str) -> datetime.datetime:
    """A ledger clock reading in the programme's time zone."""
    whole, rest = divmod(microseconds, 1_000_000)
    return datetime.datetime.fromtimestamp(whole, ZoneInfo(time_zone)).replace(microsecond=rest)

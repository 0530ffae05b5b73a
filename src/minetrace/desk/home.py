"""The home that this desk serves, and who asks."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.http import HttpRequest

from minetrace.accounts.actor import TIERS, Actor


class ServedHome(Protocol):
    """What the desk needs of a home; `config` makes homes, and the desk stands below it."""

    @property
    def path(self) -> Path:
        """The folder itself."""

    @property
    def originals(self) -> Path:
        """Original bytes of the sources, by their SHA-256."""

    @property
    def programme(self) -> str:
        """The programme's name."""

    @property
    def time_zone(self) -> str:
        """Where a day ends."""

    @property
    def four_eyes(self) -> bool:
        """Whether an approval needs another person than the author."""


def home() -> ServedHome:
    """The home of this process: its folders, time zone and rules."""
    return cast("ServedHome", settings.MINETRACE)  # type: ignore[misc]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks. Pages are for people who are signed in, so there is always one."""
    return cast("Actor", request.user.actor)  # type: ignore[union-attr]


def file_tiers(actor: Actor) -> list[str]:
    """The tiers that an actor may have as a file; the person tier never leaves."""
    return [tier for tier in TIERS if actor.sees(tier) and tier != "person"]

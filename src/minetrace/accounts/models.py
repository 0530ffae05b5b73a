"""People who sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from minetrace.accounts.actor import ROLES, Actor


class User(AbstractUser):
    """A person who signs in; the role says what they may do and see."""

    role = models.CharField(max_length=20, default="reader", choices=[(name, name) for name in ROLES])

    class Meta:
        """Where it stands."""

        db_table = "accounts_user"
        ordering: ClassVar[list[str]] = ["username"]

    @property
    def actor(self) -> Actor:
        """This person as the register knows them."""
        return Actor(self.username, self.role)

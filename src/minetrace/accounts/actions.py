"""Verbs on accounts."""

from __future__ import annotations

from minetrace.accounts.actor import with_role
from minetrace.accounts.models import User


def add_user(name: str, password: str, role: str) -> User:
    """Make an account, or give an existing one a new password and role. Raises MT-322 for an unknown role."""
    with_role(name, role)
    user, _ = User.objects.get_or_create(username=name)
    user.role = role
    user.set_password(password)
    user.save()
    return user

"""Identifiers that sort by the time they were made (UUID version 7), as text on both stores."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """A new identifier, 36 characters."""
    return str(uuid_utils.uuid7())

"""What addresses of records and kinds look like."""

from __future__ import annotations

from django.urls.converters import StringConverter

from minetrace.register.kinds import KINDS


class KindConverter(StringConverter):
    """The name of a kind of record, for example "find"."""

    regex = "|".join(KINDS)

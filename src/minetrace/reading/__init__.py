"""A text becomes claims."""

from minetrace.reading.reader import VERSION, Reading, read

__all__ = ["VERSION", "Reading", "read"]

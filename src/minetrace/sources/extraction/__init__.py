"""An original (text, saved HTML, PDF) becomes a text with a map back to it. Pure: bytes in, values out."""

from minetrace.sources.extraction.extract import LIMIT_BYTES, Extraction, check_size, extract
from minetrace.sources.extraction.html import Suggested
from minetrace.sources.extraction.locus import CharRange, PageBox, Segment, TextMap

__all__ = [
    "LIMIT_BYTES",
    "CharRange",
    "Extraction",
    "PageBox",
    "Segment",
    "Suggested",
    "TextMap",
    "check_size",
    "extract",
]

"""Lists and credits: rows that go on with who announced them, and who is named behind what was told, with no verb.

Rules: A04 the rows behind a colon are those of who speaks before it; A09 "So the zone's commander, Colonel Kern.",
"(Radio Orin)": who is named behind what was told said it.
"""

from __future__ import annotations

from minetrace.reading.chunks import Sentence
from minetrace.reading.letterheads import Cue
from minetrace.reading.names import is_capital
from minetrace.reading.speakers import SpeakerReader

_BULLETS = "-*\u2022\u00b7"
_WIDE = 12


class Rows:
    """Whether a sentence is a row of a list that a colon opened."""

    def __init__(self, reader: SpeakerReader) -> None:
        self.reader = reader
        self.open = False

    def goes_on(self, sentence: Sentence, *, opens: bool) -> bool:
        """Whether a sentence belongs to the list before it; `opens` where it begins a paragraph."""
        text = self.reader.source
        if opens:
            row = text[sentence.end : sentence.end + 1] in ("", "\n") and text[sentence.end - 1] not in ".!?"
            self.open = self.open and (row or text[sentence.start] in _BULLETS)
        return self.open and opens

    def close(self, sentence: Sentence, *, spoken: bool) -> None:
        """A sentence that ends in a colon opens a list of who speaks in it."""
        if spoken and self.reader.source[sentence.end - 1 : sentence.end + 1] == ":\n":
            self.open = True


def credited(reader: SpeakerReader, sentence: Sentence) -> Cue | None:
    """Who is named, without a verb, behind what was told: "So the police chief, Ivo Kern.", "(Radio Orin)"."""
    chunks = sentence.chunks
    if len(chunks) < 3 or len(chunks) > _WIDE or not reader.pack.articles:
        return None
    if chunks[0].text == "(" and chunks[-1].text == ")":
        inside = chunks[1:-1]
        alone = reader.source[sentence.start - 1 : sentence.start] in ("", "\n")
        if alone or not all(is_capital(chunk) and chunk.kind in ("word", "lex") for chunk in inside):
            return None
        return reader.cue_of(sentence, (1, len(chunks) - 1))
    if chunks[0].lower not in reader.pack.words["summed_up"] or sentence.where("speech"):
        return None
    phrase = reader.presented(chunks, 1) or reader.right(chunks, 1)
    ends = phrase is not None and all(chunk.kind == "sign" for chunk in chunks[phrase[1] :])
    return reader.cue_of(sentence, phrase) if phrase is not None and ends else None

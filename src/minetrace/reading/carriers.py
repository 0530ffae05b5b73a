"""Who carries what others say, and who heads a text by a line of its own: "ANAMA via Report", "ANAMA, March 2025."."""

from __future__ import annotations

from minetrace.reading.chunks import Sentence
from minetrace.reading.letterheads import Cue, Letterheads


class Carriers(Letterheads):
    """Finds speakers by what carries their words, and by a title that is but a name and a time."""

    def with_carriers(self, sentence: Sentence, found: list[Cue]) -> list[Cue]:
        """The cues with each carrier before whom it carries; a channel ("via Telegram") is nobody."""
        carrying = self.pack.words["carried_by"]
        kept = list(found)
        for carrier in found:
            at = next((at for at, chunk in enumerate(sentence.chunks) if chunk.start == carrier.start), None)
            if carrier.sort != "according" or at is None or sentence.chunks[at].lower not in carrying:
                continue
            if all(name.lower() in self.pack.words["channels"] for name in carrier.names):
                kept.remove(carrier)
                continue
            told = next((cue for cue in kept if cue is not carrier and 0 <= carrier.start - cue.end <= 1), None)
            phrase = self.left(sentence.chunks, at) if told is None else None
            if phrase is not None and phrase[1] == at:
                told = self._cue("according", sentence.chunks, phrase, sentence.chunks[phrase[0]].start, carrier.start)
                kept += [told] if told is not None else []
            if told is not None:
                told.names, told.end = [*carrier.names, *told.names], carrier.end
                told.spans = [*told.spans, *carrier.spans]
                kept.remove(carrier)
        return kept

    def titled(self, sentence: Sentence) -> Cue | None:
        """ "ANAMA, first quarter of 2025.": a text that opens with a name and a time, and no more."""
        chunks = [chunk for chunk in sentence.chunks if chunk.text != "."]
        times = [at for at, chunk in enumerate(chunks) if chunk.kind == "period"]
        if sentence.index or not self.pack.articles or not times:
            return None
        if any(chunk.kind not in ("period", "sign") for chunk in chunks[times[0] :]):
            return None
        last = times[0] - (chunks[times[0] - 1].text in (",", ":", "-"))
        phrase = self.phrase_ending(chunks, last - 1) if last > 0 else None
        # "BEIRUT, March 9." is a dateline: a name in capitals is a body's beside the time of its report
        reported = any(chunks[at].data.kind == "span" for at in times)
        known = any(chunk.has("office") or (reported and self._of_body(chunk)) for chunk in chunks[:last])
        if phrase is None or phrase[0] > 0 or not known:
            return None
        return self._cue("head", chunks, phrase, chunks[0].start, chunks[last - 1].end)

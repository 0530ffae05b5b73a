"""Which phrases of time of a sentence date what happened, and not its telling, a rank, a war's name or a dateline."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence, single_words
from minetrace.reading.letterheads import Cue
from minetrace.reading.pack import Pack
from minetrace.reading.pointing import beside

SUMS = frozenset(("sum_of_year", "sum_of_month"))
"""Forms of a time that owns a sum: "the year's total"."""
_PAPERS = frozenset(("day", "weekday", "dotted_day", "today", "yesterday", "same_day", "month"))
"""Forms of time that may be the day or month of a paper."""

_NAMES = 4
"""A verb of telling, "to" and a name: so many words at most stand before the day of it."""

_LED = 5
"""So many chunks lead from a verb of saying to the day: "in a press release dated"."""


class EventTimes:
    """Finds the times of events."""

    def __init__(self, pack: Pack, text: str) -> None:
        self.pack, self.text = pack, text

    def _speech_areas(self, sentence: Sentence, cues: list[Cue]) -> list[tuple[int, int]]:
        """Between a verb of saying and "that" stand the place and day of speaking, not of the event."""
        areas = []
        for cue in cues:
            if cue.sort not in ("says", "back"):
                continue
            if self.text[cue.start : cue.end].lower().split()[-1] in self.pack.words["that"]:
                opens = self._fronted_day(sentence, cue.start, cue.end)
                areas += [(opens, cue.end)] if opens < cue.end else []
                continue
            for chunk in sentence.since(cue.end):
                if chunk.kind == "number" or chunk.means(("action", "outcome")) or chunk.text in (";", ":"):
                    break
                if chunk.lower in self.pack.words["that"]:
                    behind = sentence.since(chunk.end)[:1]
                    if self.pack.articles and behind and behind[0].means(("outcome", "action")):
                        break  # "condemns the attack on the Orla road that killed four"
                    opens = cue.at if cue.at >= cue.start else cue.start
                    areas.append((self._fronted_day(sentence, cue.start, opens), chunk.start))
                    break
        return areas

    def _fronted_day(self, sentence: Sentence, start: int, opens: int) -> int:
        """ "On Wednesday the director said that": where the day of telling opens a sentence, else `opens`."""
        head = sentence.until(start)
        day = next((chunk for chunk in head[:2] if chunk.kind == "period" and chunk.data.kind == "day"), None)
        if day is None or not self.pack.articles:
            return opens
        told = any(chunk.kind == "number" or chunk.has("action") or chunk.has("outcome") for chunk in head)
        told = told or any(mark.start < opens for mark in sentence.marked("visit"))
        return opens if told else day.start

    def _event_periods(
        self, sentence: Sentence, cues: list[Cue], makes: list[tuple[int, int]], areas: list[tuple[int, int]]
    ) -> list[Chunk]:
        found = []
        for index in sentence.typed("period"):
            chunk = sentence.chunks[index]
            if any(a <= chunk.start < b for a, b in makes):
                continue
            within = any(a <= chunk.start and chunk.end <= b for a, b in areas)
            if chunk.data.kind == "day" and (within or self._of_speech(sentence, chunk, cues)):
                continue
            if within and chunk.data.kind == "span" and self.pack.articles and self._told_that(sentence, chunk):
                continue
            if (
                self._compared(sentence, chunk)
                or self._no_sum(sentence, chunk)
                or self._worst_since(sentence, chunk)
                or (chunk.data.op in _PAPERS and self._made_public(sentence, chunk))
                or (self.pack.genitive and beside(sentence, chunk, self.pack))
                or self._inside_name(sentence, chunk)
                or (chunk.data.kind == "day" and self._afterwards(sentence, chunk))
                or self._in_dateline(sentence, chunk)
            ):
                continue
            found.append(chunk)
        return found

    def _compared(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "a tenth above 2005", "more than in 2005": what a figure is compared with dates nothing."""
        before = sentence.until(chunk.start)[-3:]
        words = single_words(before)
        while words and words[-1] in self.pack.words["compared_leads"]:
            words.pop()
        if self._when(sentence, chunk):
            return False
        return bool(words) and words[-1] in self.pack.words["compared_to"]

    def _no_sum(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "the year's third blast": the year that owns no sum dates nothing."""
        behind = sentence.since(chunk.end)[:1]
        return chunk.data.op in SUMS and not (behind and behind[0].lower in self.pack.words["sums"])

    def _worst_since(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "the worst figures since reporting began in 2016": how far back the rank of a figure reaches."""
        if chunk.data.kind != "since" or not self.pack.words["superlatives"] or self._when(sentence, chunk):
            return False
        before = sentence.until(chunk.start)[-5:]
        signs = [at for at, other in enumerate(before) if other.kind == "sign"]
        return not self.pack.words["superlatives"].isdisjoint(single_words(before[signs[-1] if signs else 0 :]))

    def _when(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "since August, when ten people died": what follows happened then."""
        after = sentence.since(chunk.end)[:2]
        return len(after) == 2 and after[0].text == "," and after[1].lower in self.pack.words["when"]

    def _in_dateline(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "KYIV, March 3 - ...": the day of writing, not of an event."""
        # "KYIV. April 12 (Interfax) - Six people ..."
        behind_city = sentence.index == 1 and self.text[: sentence.start].rstrip().rstrip(".").isupper()
        if "\n" not in self.text[max(0, sentence.start - 2) : sentence.start] and sentence.index and not behind_city:
            return False
        if chunk.data.kind != "day":
            return False
        head = sentence.chunks[:14]
        dash = next((i for i, other in enumerate(head) if other.text in ("-", ".", "/")), None)
        if dash is None and head[-1].end == sentence.end:
            dash = len(head)  # "KYIV, 3 March." is a sentence of its own, its stop part of the day
        plain = dash is not None and all(o.kind in ("period", "sign") or o.capital for o in head[:dash])
        begins = behind_city or (head[0].capital and head[0].kind != "period")
        return bool(plain and dash and begins and chunk.end <= head[:dash][-1].end)

    def _of_speech(self, sentence: Sentence, chunk: Chunk, cues: list[Cue]) -> bool:
        """ "said on Monday, May 15,": the day of speaking."""
        for cue in cues:
            if cue.sort not in ("says", "according", "statement", "relay", "back"):
                continue
            inside = cue.start <= chunk.start < cue.end
            if self._told_in(sentence.between(cue.end, chunk.start)) and chunk.start >= cue.end:
                return True
            between = [other for other in sentence.between(cue.end, chunk.start) if other.kind != "period"]
            words = " ".join(other.lower for other in between if other.text != ",")
            # "according to the ministry, on 8 June ...": behind a comma the day is that of the event
            parted = (cue.sort == "according" or self.pack.genitive) and any(other.text == "," for other in between)
            if self._told_to(sentence, cue, chunk) or self._told_at(sentence, cue, chunk):
                return True
            if inside or (chunk.start >= cue.end and not parted and words in self.pack.words["day_leads"]):
                return True
        return False

    def _told_to(self, sentence: Sentence, cue: Cue, chunk: Chunk) -> bool:
        """ "the commissioner confirmed to Velm Radio this morning": the day of telling somebody."""
        told = sentence.between(cue.end, chunk.start)
        if not self.pack.articles or cue.sort not in ("says", "back") or not 1 < len(told) <= _NAMES:
            return False
        return told[0].lower in self.pack.words["to"] and all(other.capital for other in told[1:])

    def _told_at(self, sentence: Sentence, cue: Cue, chunk: Chunk) -> bool:
        """ "the directorate said in Orlec on Tuesday": the day of telling behind its place, where nothing follows."""
        told, ends = sentence.between(cue.end, chunk.start), sentence.since(chunk.end)[:1]
        named = told[:-1] if told and told[-1].lower in self.pack.words["day_leads"] else told
        if not self.pack.articles or cue.sort not in ("says", "back") or not 1 < len(named) <= _NAMES:
            return False
        placed = named[0].has("place_cue") and all(other.capital for other in named[1:])
        return placed and (not ends or ends[0].text in (",", ";", ":", ".") or ends[0].lower in self.pack.words["that"])

    def _told_in(self, between: list[Chunk]) -> bool:
        """ "told a briefing on Tuesday", "said in a statement on 4 November": who or what was spoken to."""
        plain = all(other.kind in ("word", "lex") and not other.has("outcome") for other in between)
        done = any(other.means(("thing", "action")) for other in between)
        if not plain or done or len(between) > _LED or any(c.lower in self.pack.words["that"] for c in between):
            return False
        heard = self.pack.words["audience|audiences|venues|issued_nouns"]
        return any(other.has("document") or not heard.isdisjoint(other.lower.split()) for other in between)

    def _told_that(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "informed the court in August that ...", "told a briefing last week that": right before "that"."""
        behind = sentence.since(chunk.end)[:1]
        return bool(behind) and behind[0].lower in self.pack.words["that"]

    def _made_public(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "figures released yesterday show": the day of what tells, not of what it tells."""
        before = sentence.until(chunk.start)[-4:]
        if len(before) > 1 and before[-1].lower in self.pack.words["document_leads"] and self.pack.articles:
            # "the centre's report of 3 July shows"
            return before[-2].means(("document", "report_noun"))
        if not before or before[-1].lower.split()[-1] not in self.pack.words["made_public"]:
            return False
        return any(other.means(("document", "tally_noun", "report_noun")) for other in before[:-1])

    def _afterwards(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "killed last week, they were buried on Wednesday", "was jailed on Friday": a day after the event."""
        lead = sentence.until(chunk.start)[-2:]
        words = self.pack.words["aftermath"]
        return any(other.lower in words or other.lower.split()[-1] in words for other in lead)

    def _inside_name(self, sentence: Sentence, chunk: Chunk) -> bool:
        """A year inside the name of a war or an instrument dates that, not the event."""
        for mark in sentence.marked("instrument") + sentence.marked("instrument_noun"):
            if 0 <= chunk.start - mark.end <= 6 or 0 <= mark.start - chunk.end <= 3:
                return True
        led = sentence.until(chunk.start)[-1:] if self.pack.genitive and chunk.data.op == "year" else []
        if led and led[0].lower in self.pack.words["wars"]:
            return True  # "склад времён конфликта 1992 года"
        following = next(iter(sentence.since(chunk.end)), None)
        if chunk.data.op != "year" or not chunk.lower.isdigit() or following is None:
            return False
        if following.lower in self.pack.words["wars"]:
            return True  # "ordnance left from the 2006 war"
        return following.capital and following.kind == "word" and following.start - chunk.end <= 1

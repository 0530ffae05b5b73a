"""Sections: headings, datelines and titles, by their shape; and the days that a title gives to what stands below it."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import replace

from minetrace.reading.chunks import Sentence
from minetrace.reading.pack import Pack
from minetrace.reading.period_forms import whole_month
from minetrace.reading.periods import Period

_SHORT = 4
"""A heading in the line of its paragraph has no more words than this."""
_RECENT = dt.timedelta(days=31)
"""A day so short before publication is news, in a review of an earlier year too."""
_IN_NAMES = frozenset(("speech", "place_type", "direction"))
"""What a word of a place's name may mean elsewhere: "Port Said", "North Velm"."""
_YEAR = re.compile(r"\d{4}")
_MOVED = frozenset(("day", "bare_month", "day_span", "month_span", "relative_month", "week_of_month", "half_of_month"))


def run_in_headings(sentences: list[Sentence], text: str, pack: Pack) -> frozenset[int]:
    """Indexes of the sentences that are headings in the line of their paragraph: "Incidents. On Monday ...".

    A text has two of them or more: one short sentence alone may be a sentence.
    """
    found = [
        sentence.index
        for sentence, following in itertools.pairwise(sentences)
        if following.paragraph == sentence.paragraph and _is_run_in(sentence, text, pack)
    ]
    return frozenset(found) if len(found) > 1 else frozenset()


def _is_run_in(sentence: Sentence, text: str, pack: Pack) -> bool:
    if text[sentence.end - 1] != ".":
        return False
    words = [chunk for chunk in sentence.chunks if chunk.kind != "sign"]
    line = text.rfind("\n", 0, sentence.start) + 1
    opens = text[line : sentence.start].strip(" .0123456789") == ""
    if words and words[0].kind == "number" and len(words) > 1:
        words = words[1:]  # "3.2 Devices."
    if not opens or not 0 < len(words) <= _SHORT:
        return False
    told = words[-1].means(("speech", "according")) and len(words) > 1
    numbered = any(chunk.kind in ("number", "designation") for chunk in words)
    verbs = any(chunk.lower in pack.words["be"] for chunk in words)
    return words[0].capital and not (told or numbered or verbs or words[0].lower in pack.words["function"])


def place_rows(sentences: list[Sentence], text: str) -> dict[int, str]:
    """The label of each row of a table told in lines that counts by places, lower case, by the sentence's index.

    "By district:", and below it "Orlec: 52 UXO", "Velm (the coast) - one mine"; without such a heading three rows of
    names in a line, none of which is a body's initials.
    """
    found: dict[int, str] = {}
    rows: list[tuple[int, str]] = []
    for at, sentence in enumerate(sentences):
        label = _row_label(sentence, text)
        if label:
            rows.append((at, label))
        if rows and (not label or at + 1 == len(sentences)):
            headed = rows[0][0] > 0 and _counts_by_place(sentences[rows[0][0] - 1], text)
            if (headed and len(rows) > 1) or (len(rows) > 2 and not any(name.isupper() for _, name in rows)):
                found |= {sentences[row].index: name.lower() for row, name in rows}
            rows = []
    return found


def _row_label(sentence: Sentence, text: str) -> str:
    """The name that opens a line before a colon or a dash and a number; "" where there is none."""
    chunks = sentence.chunks
    sign = next((at for at, chunk in enumerate(chunks[: 2 * _SHORT]) if chunk.text in (":", "-")), 0)
    number = sign + 1 < len(chunks) and chunks[sign + 1].kind == "number"
    if not sign or not number or text[: sentence.start].rpartition("\n")[2].strip(" *-\u2022\u2013"):
        return ""
    name = list(itertools.takewhile(lambda chunk: chunk.text != "(", chunks[:sign]))
    plain = all(chunk.kind in ("word", "lex") and chunk.capital and chunk.senses.kinds <= _IN_NAMES for chunk in name)
    return text[name[0].start : name[-1].end] if name and len(name) <= _SHORT and plain else ""


def _counts_by_place(sentence: Sentence, text: str) -> bool:
    """Whether a line says that what stands below it is told by places: "By district:", "Provinces"."""
    line = text[sentence.start : sentence.end]
    titled = line.endswith(":") or line[-1] not in ".?!"
    return titled and len(sentence.chunks) <= 2 * _SHORT and any(chunk.has("place_type") for chunk in sentence.chunks)


def is_dateline(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is only where and when a text was written: "Velm, 4 June 2024."."""
    chunks, days = sentence.chunks, sentence.typed("period")
    if not days or len(chunks) > 9 or (sentence.start and text[sentence.start - 1] != "\n"):
        return False
    plain = all(chunk.kind in ("period", "sign") or chunk.capital for chunk in chunks)
    return plain and days[0] > 0 and any(chunks[at].data.kind == "day" for at in days)


def dateline_end(sentence: Sentence, text: str) -> int:
    """Where a dateline ends that opens a sentence: "ORLEC, Marenia, 3 March (Velm Wire) - ..."; else its start."""
    if sentence.index and "\n" not in text[max(0, sentence.start - 2) : sentence.start]:
        return sentence.start
    head = sentence.chunks[:14]
    dash = next((at for at, chunk in enumerate(head) if chunk.text == "-"), 0)
    if not dash and not sentence.index and head[0].text.isupper():
        dash = next((at for at, chunk in enumerate(head) if chunk.text == ":"), 0)  # "VELM, Jan 17: Two men ..."
    plain = all(chunk.kind in ("period", "sign") or chunk.capital for chunk in head[:dash])
    dated = any(chunk.kind == "period" and chunk.data.kind == "day" for chunk in head[:dash])
    agency = not sentence.index and 1 < dash <= _SHORT + 2 and head[dash - 1].text == ")" and head[0].text.isupper()
    return head[dash].end if dash and plain and (dated or agency) and head[0].kind != "period" else sentence.start


def titled_days(sentence: Sentence, text: str, pack: Pack) -> Period | None:
    """The days that a title or heading gives to what stands below it: "Bulletin 5, 1 to 7 April 2013"; or None."""
    chunks = sentence.chunks
    spans = [
        at for at, c in enumerate(chunks) if c.kind == "period" and c.data.kind == "span" and c.data.start is not None
    ]
    if len(spans) > 1 and sum(chunk.text == "|" for chunk in chunks) > 1:
        return None  # the columns of a table
    # "on floods, money and 2019": a year as a topic
    spans = [at for at in spans if not at or chunks[at - 1].lower not in pack.words["and"]]
    alone = not sentence.start or text[sentence.start - 1] == "\n"
    ends = text[sentence.end : sentence.end + 1] == "\n" and text[sentence.end - 1] not in ".?!"
    reports = bool(sentence.marked("report_noun")) and sentence.index <= 1
    title = len(chunks) <= 20 and alone and (ends or reports)
    return chunks[spans[-1]].data if spans and title else None


def within(period: Period, written: str, section: Period | None, published: dt.date | None) -> Period:
    """A day or month without a year, in the year of the section: "In March" in a review of 2013."""
    if section is None or section.start is None or section.end is None or section.start.year != section.end.year:
        return period
    year = section.start.year
    if period.op not in _MOVED or period.kind not in ("day", "span") or _YEAR.search(written):
        return period
    whole = (section.start, section.end) == (dt.date(year, 1, 1), dt.date(year, 12, 31))
    if period.partial and period.kind == "day" and period.start is None and period.partial.startswith("--"):
        day = dt.date.fromisoformat(f"{year}-{period.partial[2:]}") if period.partial != "--02-29" else None
        return replace(period, start=day, end=day, partial=None) if day is not None else period
    if period.op == "bare_month" and period.partial and period.start is None:
        return replace(whole_month(year, int(period.partial[2:])), op=period.op)
    if period.start is None or period.end is None or period.start.year != period.end.year or period.end.year == year:
        return period
    if published is not None and published - _RECENT <= period.end <= published:
        # "On 10 January" in a review of the year before, published on the 13th
        return period
    if published is not None and period.start <= published < in_year(period.end, year):
        return period  # "last November", in a review of this year
    moved = replace(period, start=in_year(period.start, year), end=in_year(period.end, year))
    return moved if whole else period


def in_year(day: dt.date, year: int) -> dt.date:
    """The same day of another year; the last of February stays the last."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)

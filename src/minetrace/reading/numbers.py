"""Numbers: digits with any group sign, number words, scales, ranges, vague orders, and their hedges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from minetrace.reading.chunks import Chunk
from minetrace.reading.pack import Pack
from minetrace.reading.senses import Senses

_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_OPENING_KINDS = frozenset(("hedge", "vague"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated: `value` (None when vague or a range), `low` and `high` of a range, hedge, kind of wording.

    `form` is digits, words, article ("a million"), vague, or range. `doubtful` marks a sign that may group thousands
    or begin decimals.
    """

    value: int | float | None
    low: int | float | None = None
    high: int | float | None = None
    hedge: str = "exact"
    form: str = "digits"
    doubtful: bool = False


def digits_value(text: str, decimal: str) -> tuple[int | float, bool]:
    """The value of a digit token and whether its sign is doubtful: "1,119", "1 119" and "1119" are one value."""
    plain = text.replace(" ", "").replace("'", "")
    if _DOTTED.fullmatch(plain):
        return int(plain.replace(".", "")), False
    if "," in plain and "." in plain:
        # "1,234.31", "1.234,31": of both signs the last begins the decimals, whatever the language
        sign = max(",.", key=plain.rfind)
        if plain.count(sign) > 1:
            return int(re.sub("[.,]", "", plain)), False
        whole, _, part = plain.rpartition(sign)
        return float(f"{re.sub('[.,]', '', whole)}.{part}"), False
    if decimal == ".":
        doubtful = bool(re.fullmatch(r"\d{1,3}\.\d{3}", plain))
        if re.search(r",\d{1,2}$|,\d{4,}$", plain):
            plain = plain.replace(",", ".")
        plain = plain.replace(",", "")
    else:
        doubtful = bool(re.fullmatch(r"\d{1,3},\d{3}", plain))
        plain = re.sub(r"\.(?=\d{3}(\D|$))", "", plain).replace(",", ".")
    value = float(plain) if "." in plain else int(plain)
    return (int(value) if isinstance(value, float) and value.is_integer() and doubtful else value), doubtful


def counted(number: Number) -> Number:
    """A number of items or persons: nobody counts them in thousandths, so a doubtful sign groups thousands."""
    if not number.doubtful or number.value is None:
        return number
    return replace(number, value=round(number.value * 1000))


@dataclass(slots=True)
class _Found:
    end: int
    number: Number


def may_open_number(token: Chunk, senses: Senses, pack: Pack) -> bool:
    """Whether a number may begin at a token with these senses: a cheap look before `read_number`."""
    return (
        token.kind == "number"
        or token.lower in pack.number_openers
        or not senses.kinds.isdisjoint(_OPENING_KINDS)
        or ("-" in token.lower and token.lower.partition("-")[0] in pack.number_words)
    )


def read_number(tokens: list[Chunk], index: int, limit: int, pack: Pack) -> tuple[int, Number] | None:
    """The number that begins at token `index` (hedges before it included) and the index after it, or None."""
    if tokens[index].kind == "sign":
        return None
    start, hedge = index, None
    while start < limit and tokens[start].kind != "number":
        width, senses = pack.lexicon.longest(tokens, start, limit)
        hedges = [sense for sense in senses if sense.kind == "hedge"]
        if not width or not hedges:
            break
        hedge = hedge or hedges[0].value
        start += width
    opener = pack.numerals["range_opener"].get(tokens[start].lower) if start < limit else None
    lead = [token.lower for token in tokens[max(0, index - 3) : index]]
    changed = False
    if not pack.words["falling"].isdisjoint(lead):
        if len(lead) == 3 and lead[0] in pack.words["falling"] and tokens[index].lower in pack.words["to"]:
            # "выросло с 12 до 40": no hedge
            return None
        if opener and lead[-1] in pack.words["falling"]:
            # "rose from 12 to 20": two figures, no range
            return None
        changed = lead[-1] in pack.words["from"] and lead[-2:][0] in pack.words["falling"]
    found = _opened_range(tokens, start, limit, pack, opener) if opener else None
    if hedge and start < limit and tokens[start].lower in pack.numerals.get("hedged_scales", ()):
        found = found or _words(tokens, start, limit, pack, "hedged_scales")  # "более тысячи"
    found = found or (_single(tokens, start, limit, pack) if changed else _plain(tokens, start, limit, pack))
    if found is None and start > index:
        found, hedge = _plain(tokens, index, limit, pack), None
    if found is None:
        return None
    width, senses = pack.lexicon.longest(tokens, found.end, limit)
    after = next((sense.value for sense in senses if sense.kind == "hedge_after"), None) if width else None
    if after and hedge is None:
        found.end, hedge = found.end + width, after
    number = found.number
    if number.form == "range":
        hedge = "range"
    elif number.form == "vague":
        hedge = hedge or "about"
    return found.end, Number(number.value, number.low, number.high, hedge or "exact", number.form, number.doubtful)


def _opened_range(tokens: list[Chunk], index: int, limit: int, pack: Pack, joiner: str) -> _Found | None:
    first = _single(tokens, index + 1, limit, pack)
    if first is None or first.end >= limit or tokens[first.end].lower != joiner:
        return None
    second = _single(tokens, first.end + 1, limit, pack)
    return _as_range(_scaled_alike(first, second, tokens, index + 1, pack), second)


def _scaled_alike(first: _Found, second: _Found | None, tokens: list[Chunk], index: int, pack: Pack) -> _Found:
    """ "от 100 до 300 тысяч": a scale word behind the second number is that of both."""
    written = tokens[first.end + 1] if second is not None else None
    low = first.number.value
    if second is None or written is None or low is None or first.end != index + 1:
        return first
    high = digits_value(written.text, pack.numerals["decimal"])[0] if written.kind == "number" else None
    high = pack.number_words.get(written.lower) if high is None else high
    scale = (second.number.value or 0) / high if high else 1
    if scale not in (1000, 1000000, 1000000000) or high is None or low >= high:
        return first
    return _Found(first.end, Number(int(low * scale), form=first.number.form))


def _as_range(first: _Found, second: _Found | None) -> _Found | None:
    if second is None or first.number.value is None or second.number.value is None:
        return None
    low, high = first.number.value, second.number.value
    if low >= high:
        return None
    return _Found(second.end, Number(None, low, high, "range", "range"))


def _plain(tokens: list[Chunk], index: int, limit: int, pack: Pack) -> _Found | None:
    first = _single(tokens, index, limit, pack)
    if first is None or first.end >= limit or first.number.value is None:
        return first
    if tokens[first.end].lower in pack.numerals["range_joiner"]:
        second = _single(tokens, first.end + 1, limit, pack)
        # "two or three mines" is a range; "500 or 12,000" is an alternative that no rule should join
        both = _as_range(first, second)
        if both is not None and (both.number.high or 0) <= 20 * (both.number.low or 1):
            return both
    return first


def _single(tokens: list[Chunk], index: int, limit: int, pack: Pack) -> _Found | None:
    if index >= limit:
        return None
    token = tokens[index]
    if token.kind == "number":
        value, doubtful = digits_value(token.text, pack.numerals["decimal"])
        return _scaled(tokens, index + 1, limit, pack, value, doubtful)
    width, senses = pack.lexicon.longest(tokens, index, limit)
    if "vague" in senses.kinds:
        return _Found(index + width, Number(None, hedge="about", form="vague"))
    if "-" in token.lower and pack.numerals.get("hyphen") == "range":
        return _hyphened(token, index, pack)
    if token.kind == "word":
        return _words(tokens, index, limit, pack)
    return None


def _scaled(tokens: list[Chunk], index: int, limit: int, pack: Pack, value: int | float, doubtful: bool) -> _Found:
    scales = pack.numerals["scales"]
    while index < limit and tokens[index].lower in scales:
        scale = scales[tokens[index].lower]
        value = round(value * scale, 6)
        stopped = tokens[index].lower in pack.numerals.get("abbreviated", ())
        index += 1
        doubtful = False
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if stopped and index < limit and tokens[index].text == ".":
            index += 1
        rest = tokens[index] if index < limit else None
        whole = len(rest.text) == 3 or (stopped and len(rest.text) < 3) if rest is not None else False
        if scale == 1000 and rest is not None and rest.kind == "number" and rest.text.isdigit() and whole:
            # "290 thousand 407", "3 тыс. 61"
            return _Found(index + 1, Number(value + int(rest.text)))
        further = index + 1 < limit and rest is not None and rest.text.isdigit() and rest.kind == "number"
        if further and rest is not None and scales.get(tokens[index + 1].lower, scale) < scale:
            # "1 миллион 240 тысяч"
            lower = _scaled(tokens, index + 1, limit, pack, int(rest.text), doubtful=False)
            return _Found(lower.end, Number(value + (lower.number.value or 0)))
    return _Found(index, Number(value, doubtful=doubtful))


def _hyphened(token: Chunk, index: int, pack: Pack) -> _Found | None:
    """ "два-три": two numbers joined by a hyphen are a range where the language counts so."""
    parts = [pack.number_words.get(part) for part in token.lower.split("-")]
    if len(parts) != 2 or parts[0] is None or parts[1] is None or parts[0] >= parts[1]:
        return None
    return _Found(index + 1, Number(None, parts[0], parts[1], "range", "range"))


def _words(tokens: list[Chunk], index: int, limit: int, pack: Pack, bare: str = "bare_scales") -> _Found | None:
    """Number words: "forty-five", "one hundred and twenty", "a million", "two dozen", "half a million"."""
    table = pack.number_words
    scales, at, seen = pack.numerals["scales"], index, False
    total: int | float = 0
    current: int | float = 0
    form = "words"
    if tokens[at].lower in pack.numerals.get(bare, ()):
        current, seen, at = scales[tokens[at].lower], True, at + 1
    if at < limit and tokens[at].lower in pack.numerals["article"]:
        if at + 1 >= limit or tokens[at + 1].lower not in scales:
            return None
        current, at, form = 1, at + 1, "article"
    while at < limit:
        word = tokens[at].lower
        parts = word.split("-")
        if all(part in table for part in parts):
            if (
                seen
                and current % 100
                and current < 100
                and len(parts) == 1
                and not (current % 10 == 0 and table[word] < 10)
            ):
                break
            current += sum(table[part] for part in parts)
        elif word in scales and (seen or form == "article"):
            scale = scales[word]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
        elif (
            word in pack.numerals["joiner"]
            and seen
            and at + 1 < limit
            and (total or current >= 100 or (current > 20 and word in pack.numerals.get("tens_joiner", ())))
            and tokens[at + 1].lower.split("-")[0] in table
        ):
            pass
        else:
            break
        seen, at = True, at + 1
    value = total + current
    return _Found(at, Number(int(value) if value == int(value) else value, form=form)) if seen else None

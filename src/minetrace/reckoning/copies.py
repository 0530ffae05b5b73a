"""Texts that copy each other: shared runs of five words, whoever published them.

Containment (the share of the shorter text's runs that the longer one has) survives a wire copy that was cut; the
likeness of whole texts does not. An inverted index finds the pairs, so that no two unlike texts are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

from minetrace.places.fold import fold

GRAM = 5
COPIED = 0.15
"""Containment from which a text is a near-copy; a bound that the project's reading guide measured on wire copies."""


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of five folded words of a text; a text of fewer words is one run."""
    words = fold(text).split()
    return frozenset(tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1)))


def containment(one: str, other: str) -> float:
    """The share of the runs of the text with fewer of them that the other has too, 0 to 1."""
    few, many = sorted((grams(one), grams(other)), key=len)
    return len(few & many) / len(few)


def near_copies(texts: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Pairs of texts by name, in order, that are near-copies, with their containment."""
    if len(texts) < 2:
        return {}
    runs = {name: grams(texts[name]) for name in sorted(texts)}
    index: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, found in runs.items():
        for run in found:
            index[run].append(name)
    shared = Counter(pair for names in index.values() for pair in combinations(names, 2))
    shares = {pair: count / min(len(runs[pair[0]]), len(runs[pair[1]])) for pair, count in shared.items()}
    return {pair: round(shares[pair], 3) for pair in sorted(shares) if shares[pair] >= COPIED}

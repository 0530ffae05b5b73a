"""`read`: a text becomes a Reading: its claims, each with the characters that carry it and the rules that made it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from minetrace.places import packed
from minetrace.reading.afterwards import fill_back, merge_rounding, take_deeds
from minetrace.reading.analysis import analyse
from minetrace.reading.causes import by_ordnance
from minetrace.reading.chunks import Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.stance import take_stances
from minetrace.reading.known_names import names_of_lands
from minetrace.reading.layout import laid_out
from minetrace.reading.links import link
from minetrace.reading.pack import load_pack, packed_languages
from minetrace.reading.periods import make_clock
from minetrace.reading.refusals import refused
from minetrace.reading.same_people import same_people
from minetrace.reading.story import Story
from minetrace.reading.text import Normal, detect_language, normalise, recased
from minetrace.reading.tiers import EXPERIMENTAL, judged, with_parts
from minetrace.terms.claim import Claim, Derivation, Refusal

VERSION = "en-7"
"""Version of the reader: bumped whenever a reading of an unchanged text may change."""

_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


_SIGNS = {";": "several_clauses", '"': "quoted"}
"""What a sign tells of its sentence."""
_FAR = 3
"""From so many sentences on a speaker who is carried over is far."""


class PlaceNames(Protocol):
    """A gazetteer as the reader needs it."""

    def names(self) -> Iterable[tuple[str, str]]:
        """All names and spellings it knows, each with the id of its place (as `minetrace.places.Gazetteer` gives)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one version of the reader found in a text.

    `language` is an ISO 639-1 code ("und" where none was recognised); `claims` stand in the order of the text, each
    with its tier; `refused` are phrases that look like a claim and are not taken; `notes` are sentences for people
    about what was not read; `version` names the reader.
    """

    language: str
    claims: tuple[Claim, ...]
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    version: str = VERSION

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain values, ready for JSON."""
        return {
            "language": self.language,
            "claims": [claim.as_dict() for claim in self.claims],
            "refused": [refusal.as_dict() for refusal in self.refused],
            "notes": list(self.notes),
            "version": self.version,
        }


def read(
    text: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    language: str | None = None,
    places: PlaceNames | None = None,
) -> Reading:
    """Read the claims of a text. Pure and deterministic; any string gives a Reading.

    `published` dates phrases such as "on Friday" and ends running totals; `publisher` is left out of the speakers;
    `language` (ISO 639-1) wins over the guess; `places` adds names to those recognised by their shape.
    """
    normal = normalise(text)
    code = language or detect_language(normal.text)
    if code not in packed_languages():
        note = f"Texts in the language '{code}' are not read yet; read now: {', '.join(packed_languages())}."
        return Reading(language=code, claims=(), notes=(note,) if text.strip() else ("The text is empty.",))
    pack = load_pack(code)
    normal = laid_out(recased(normal, pack.capitals), pack)
    known = _known_names(places) if places is not None else _packed_names()
    clock = make_clock(pack, published, f"{normal.lower} {(publisher or '').lower().replace('-', ' ')}")
    sentences = analyse(normal, pack, clock, known)
    topic = _other_topic(sentences)
    if topic:
        return Reading(
            language=code,
            claims=(),
            notes=(f"The text is about {topic}, not about explosive ordnance: no claims are read.",),
        )
    # a bulletin of a mine action centre need not name a mine: "Victims: 113 (70 civilians ...)"
    centre = any(word in (publisher or "").lower() for word in pack.words["hazard_publishers"])
    story = Story(pack, clock, normal.text, publisher, known, centre or _names_hazard(sentences))
    drafts = story.read(sentences)
    take_stances(story.scenes, drafts, pack, story.speakers)
    # "was wounded by an OZM-72": a model alone tells what the text is about
    story.before.hazard = story.before.hazard or any(draft.kind == "ordnance" and draft.model for draft in drafts)
    ours = [draft for draft in drafts if _is_ours(draft, sentences, story)]
    kept = set(map(id, ours))
    dropped = [draft for draft in drafts if id(draft) not in kept]
    fill_back(ours)
    take_deeds(story.scenes, ours)
    link(story.scenes, ours, pack)
    merge_rounding(ours)
    same_people(story.scenes, ours, pack)
    claims = with_parts(_claims(ours, normal, published, story))
    not_taken = refused(story.scenes, ours, dropped, normal, pack.words["function"])
    note = f"The reader is experimental in {pack.name}: every claim is for review." if pack.experimental else ""
    return Reading(language=code, claims=claims, refused=not_taken, notes=(note,) if note else ())


@cache
def _packed_names() -> frozenset[str]:
    """The names that are known where no gazetteer is given: of the small one that is packed with minetrace."""
    return _known_names(packed())


def _known_names(places: PlaceNames) -> frozenset[str]:
    """Names of a gazetteer and of the lands that texts tell of, in lower case."""
    return names_of_lands().union(name.lower() for name, _ in places.names())


def _other_topic(sentences: list[Sentence]) -> str | None:
    """The topic of a text that only shares words with ours (a working mine, a film), or None."""
    hazard = sum(len(sentence.marked("hazard")) for sentence in sentences)
    scores: dict[str, int] = {}
    for sentence in sentences:
        for mark in sentence.marked("off_topic"):
            sense = mark.sense("off_topic")
            if sense is not None:
                scores[sense.value] = scores.get(sense.value, 0) + int(sense.flags.get("weight", 1))
    for topic, score in sorted(scores.items()):
        if score >= 3 and score > 2 * hazard:
            return topic
    return None


def _names_hazard(sentences: list[Sentence]) -> bool:
    return any(one.where("thing") or _names_mines(one) for one in sentences)


def _names_mines(sentence: Sentence) -> bool:
    """Whether a sentence speaks of hazards, and not only of "a time bomb" as a figure of speech."""
    marks = [*sentence.marked("hazard"), *sentence.marked("mention")]
    figures = [chunk for chunk in sentence.chunks if chunk.value("nonclaim") == "industry"] if marks else []
    return any(not any(chunk.start <= mark.start < chunk.end for chunk in figures) for mark in marks)


def _is_ours(draft: Draft, sentences: list[Sentence], story: Story) -> bool:
    """Harm counts where the text speaks of explosive ordnance and the sentence tells no other cause of it."""
    if draft.kind != "casualty":
        return True
    return story.before.hazard and by_ordnance(draft, sentences[draft.sentence], story.pack)


def _facts(draft: Draft, story: Story, drafts: list[Draft]) -> set[str]:
    """What the tiers ask besides the rules of a derivation: of a draft, of its sentence, of the others of its text."""
    facts = {EXPERIMENTAL} if story.pack.experimental else set()
    if draft.source is not None and draft.source.number.doubtful:
        facts.add("doubtful_number")
    if draft.source is not None and draft.source.generic:
        facts.add("generic_noun")
    if len(draft.places) > 1 and not (draft.source is not None and draft.source.article):
        facts.add("several_places")  # one person was in one place, told by its name and its district
    if not draft.speakers and any(other.speakers for other in drafts):
        facts.add("speaker_unsaid")
    if not draft.places and any(other.places for other in drafts):
        facts.add("place_unsaid")
    forms = story.scenes[draft.sentence].sentence.forms
    facts |= {fact for sign, fact in _SIGNS.items() if sign in forms}
    if "A04" in draft.rules and _speaker_is_far(draft, story):
        facts.add("speaker_far")
    return facts


def _speaker_is_far(draft: Draft, story: Story) -> bool:
    """Whether a speaker who is carried over was named in another paragraph, or three sentences before or more."""
    before = (story.scenes[at] for at in range(draft.sentence - 1, -1, -1))
    named = next((scene for scene in before if scene.names_speaker), None)
    if named is None:
        return False
    here = story.scenes[draft.sentence].sentence
    return named.sentence.paragraph != here.paragraph or here.index - named.sentence.index >= _FAR


def _claims(drafts: list[Draft], normal: Normal, published: date | None, story: Story) -> tuple[Claim, ...]:
    stated = [_stated(draft, normal, published) for draft in drafts]
    ids: dict[int, str] = {}
    seen: dict[str, int] = {}
    for draft, fields in zip(drafts, stated, strict=True):
        digest = _digest(fields)
        seen[digest] = seen.get(digest, 0) + 1
        ids[id(draft)] = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    claims = []
    for draft, fields in zip(drafts, stated, strict=True):
        derivation = _derivation(draft, normal)
        doubts = judged(fields, derivation.rules, _facts(draft, story, drafts))
        claims.append(
            Claim(
                id=ids[id(draft)],
                total_of=tuple(ids[id(term)] for term in draft.total_of if id(term) in ids),
                part_of=ids.get(id(draft.part_of)),
                derivation=derivation,
                tier="review" if doubts else "auto",
                doubts=doubts,
                **fields,
            )
        )
    return tuple(claims)


def _days(draft: Draft, published: date | None) -> tuple[str | None, str | None, str | None]:
    period = draft.period
    if draft.counting == "stock":
        # how much there is on a day
        dated = period is not None and draft.own_period and draft.form != "stock"
        on = period.end if period is not None and dated and period.kind in ("asof", "day") else None
        if on is not None and published is not None and on > published:
            on = None  # "187 hectares remain to be cleared by the end of next year"
        year = period is not None and dated and period.kind == "span" and period.op == "year" and draft.kind == "area"
        if period is not None and year and period.start and period.end:
            # "In 1996 it was 4,200 square kilometres"
            return period.start.isoformat(), period.end.isoformat(), None
        return (on.isoformat(), on.isoformat(), None) if on is not None else (None, None, None)
    running_end = published.isoformat() if draft.counting == "running" and published else None
    if period is None:
        return None, running_end, None
    start = period.start.isoformat() if period.start else None
    end = period.end.isoformat() if period.end else None
    if draft.counting == "running" and end is None:
        end = running_end
    return (
        start,
        end,
        period.partial if (start is None and end is None) or (period.partial and period.start is None) else None,
    )


def _stated(draft: Draft, normal: Normal, published: date | None) -> dict[str, Any]:
    """The fields of a claim that its id is made from: all but its links and its derivation."""
    span = normal.span(draft.start, draft.end)
    start, end, partial = _days(draft, published)
    return {
        "kind": draft.kind,
        "quote": normal.original[span[0] : span[1]],
        "span": span,
        "value": draft.value,
        "low": draft.low,
        "high": draft.high,
        "unit": draft.unit,
        "hedge": draft.hedge,
        "counting": draft.counting,
        "stance": draft.stance,
        "category": draft.category,
        "model": draft.model,
        "made_in": draft.made_in,
        "made_year": draft.made_year,
        "laid_by": draft.laid_by,
        "action": tuple(sorted(draft.actions)),
        "outcome": draft.outcome,
        "group": draft.group,
        "cause": draft.cause,
        "names": draft.names,
        "who": draft.who,
        "invited_by": draft.invited_by,
        "verified": draft.verified,
        "instrument": draft.instrument,
        "article": draft.article,
        "relation": draft.relation,
        "places": tuple(place.name for place in draft.places),
        "place_relations": tuple(place.relation for place in draft.places),
        "from_": start,
        "to": end,
        "partial_date": partial,
        "attributed_to": draft.speakers,
    }


def _derivation(draft: Draft, normal: Normal) -> Derivation:
    rules = tuple(dict.fromkeys(draft.rules))
    chunks = tuple(dict.fromkeys((kind, *normal.span(a, b)) for kind, a, b in draft.chunks))
    return Derivation(rules=rules, chunks=chunks)


def _digest(fields: dict[str, Any]) -> str:
    plain = {**fields, "who": [[person.name, person.role] for person in fields["who"]]}
    return "c" + hashlib.sha256(_CANONICAL.encode(plain).encode("utf-8", "surrogatepass")).hexdigest()[:15]

"""The names of a statement, answered by the register and the kept claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from minetrace.accounts.actor import Actor
from minetrace.figures.answer import Answer
from minetrace.figures.ask import ask
from minetrace.figures.question import Question, parse_where
from minetrace.figures.trail import Passage, passages
from minetrace.figures.words import question_in_words
from minetrace.places import Gazetteer
from minetrace.publishing.document import Binding, Stated
from minetrace.publishing.finding import Mark, Refuse
from minetrace.publishing.numbers import Number, Row
from minetrace.publishing.prose import names_speaker
from minetrace.reckoning import bounds
from minetrace.register.proposing import speaker_of
from minetrace.sources.claims import KeptClaim, kept_claim
from minetrace.sources.models import Claim, Source
from minetrace.terms import claim as terms
from minetrace.terms.problem import Problem

Kept = TypeVar("Kept", Claim, Source)

_KEY_OF = {
    "MT-507": "measure",
    "MT-508": "speaker",
    "MT-509": "until",
    "MT-510": "basis",
    **dict.fromkeys(("MT-501", "MT-502", "MT-503", "MT-504", "MT-505", "MT-506", "MT-331"), "where"),
}
_NOT_RECORDED = "not recorded"
"""How the reasons end for which figures leave out what nobody recorded."""
_DAYS = ("since", "until", "said_by", "known_on")


@dataclass(frozen=True, slots=True)
class RegisterAnswers:
    """Answers as one actor may see them."""

    actor: Actor
    time_zone: str
    gazetteer: Gazetteer
    asking: Callable[..., Answer] = ask

    def figure(self, binding: Binding, known_on: Stated | None, refuse: Refuse) -> Number | None:
        """The answer to the question of a figure, with the words its rows rest on."""
        question = question_of(binding, self.gazetteer, known_on, refuse)
        if question is None:
            return None
        try:
            answer = self.asking(question, actor=self.actor, time_zone=self.time_zone)
        except Problem as problem:
            refuse(_mark_of(problem, binding, known_on), problem)
            return None
        words = question_in_words(question, self.gazetteer)
        if not answer.stated:
            refuse(binding.mark, Problem("MT-624", name=binding.name, question=words))
            return None
        speakers = answer.speakers or ((question.speaker,) if question.speaker else ())
        if question.basis == "reported" and not speakers:
            refuse(binding.mark, Problem("MT-626", name=binding.name, question=words))
            return None
        return Number(
            name=binding.name,
            kind="figure",
            bounds=bounds.Bounds(Decimal(answer.low), None if answer.high is None else Decimal(answer.high)),
            words=words,
            basis=answer.basis,
            unit=answer.unit,
            speakers=speakers if question.basis == "reported" else (),
            entry=answer.entry,
            rows=_rows(answer),
            left_out=tuple((reason.reason, reason.count) for reason in answer.left_out),
            scope=question,
            cautions=_cautions(binding.name, answer),
        )

    def claim(self, binding: Binding, refuse: Refuse) -> Number | None:
        """What a kept claim states, with its speaker; a person's correction is laid over it."""
        try:
            kept = kept_claim(_claim_row(binding).id)
        except Problem as problem:
            refuse(binding.keys["source"].mark if problem.details.get("kind") == "source" else binding.mark, problem)
            return None
        speaker, label = speaker_of(kept), kept.row.source.label
        unusable = _unusable(kept, binding.name, label)
        if unusable is not None:
            refuse(binding.mark, unusable)
            return None
        stated = binding.keys.get("speaker")
        if stated is not None and not _same_speaker(stated.value, speaker):
            refuse(
                stated.mark, Problem("MT-616", name=binding.name, stated=stated.value, speaker=speaker, source=label)
            )
            return None
        return _number_of(binding, kept, speaker)


def question_of(binding: Binding, places: Gazetteer, known_on: Stated | None, refuse: Refuse) -> Question | None:
    """The question that a binding asks; what it cannot ask is refused at its key."""
    ids = []
    for place in binding.places:
        try:
            ids.append(places.one(place.value).id)
        except Problem as problem:
            refuse(place.mark, problem)
    if len(ids) < len(binding.places):
        return None
    try:
        where = binding.text("where")
        return Question(
            measure=binding.keys["measure"].value,
            where=parse_where(where) if where else None,
            places=tuple(ids),
            since=binding.text("since"),
            until=binding.text("until"),
            basis=binding.text("basis") or "own",  # type: ignore[arg-type]  # the question judges it
            said_by=binding.text("said_by"),
            known_on=binding.text("known_on") or (known_on.value if known_on else None),
            speaker=binding.text("speaker"),
        )
    except Problem as problem:
        refuse(_mark_of(problem, binding, known_on), problem)
        return None


def _mark_of(problem: Problem, binding: Binding, known_on: Stated | None) -> Mark:
    keys = dict(binding.keys)
    if known_on is not None:
        keys.setdefault("known_on", known_on)
    if problem.code == "MT-108":
        at_fault = next((k for k in _DAYS if k in keys and keys[k].value == problem.details.get("value")), None)
    else:
        at_fault = _KEY_OF.get(problem.code)
    return keys[at_fault].mark if at_fault in keys else binding.mark


def _rows(answer: Answer) -> tuple[Row, ...]:
    """Every row with its words: what is frozen carries them all. They are read from the store once."""
    rows = tuple(answer.counted)
    return tuple(
        Row(
            reference=counted.reference,
            version=counted.version,
            low=counted.low,
            high=counted.high,
            why=counted.why,
            speaker=counted.speaker,
            passages=tuple(found),
        )
        for counted, found in zip(rows, passages(rows), strict=True)
    )


def _cautions(name: str, answer: Answer) -> tuple[Problem, ...]:
    """What is left out because somebody did not record something, so that it may belong to the number."""
    over_claims = answer.question.over.claims is not None
    return tuple(
        Problem("MT-647", name=name, count=one.count, reason=one.reason, examples=", ".join(one.examples[:5]))
        for one in answer.left_out
        if not over_claims and one.reason.endswith(_NOT_RECORDED)
    )


def _claim_row(binding: Binding) -> Claim:
    """The claim that a binding names. Raises MT-411 for none and MT-418 for several."""
    wanted = binding.keys["claim"].value
    source = binding.text("source")
    if source is None:
        return _only(list(Claim.objects.filter(id__endswith=wanted)[:2]), "claim", wanted)
    origin = _only(list(Source.objects.filter(id__endswith=source)[:2]), "source", source)
    rows = Claim.objects.filter(source=origin)
    by_id = list(rows.filter(id__endswith=wanted)[:2])
    return _only(by_id or list(rows.filter(quote=wanted)[:2]), "claim", wanted)


def _only(rows: list[Kept], kind: str, value: str) -> Kept:
    if len(rows) == 1:
        return rows[0]
    raise Problem("MT-411" if not rows else "MT-418", kind=kind, value=value)


def _unusable(kept: KeptClaim, name: str, source: str) -> Problem | None:
    quote = kept.row.quote
    if kept.state == "misread":
        reason = kept.decision.reason if kept.decision else ""
        return Problem("MT-614", name=name, quote=quote, source=source, reason=reason)
    if kept.state == "gone":
        return Problem("MT-621", name=name, quote=quote, source=source)
    said = kept.read_as
    if all(said.get(key) is None for key in ("value", "low", "high")):
        return Problem("MT-615", name=name, quote=quote, source=source)
    return None


def _same_speaker(stated: str, speaker: str) -> bool:
    return names_speaker(stated, speaker, "en") or names_speaker(speaker, stated, "en")


def _number_of(binding: Binding, kept: KeptClaim, speaker: str) -> Number:
    said, row = kept.read_as, kept.row
    claim = terms.Claim(
        id=row.id,
        kind=row.kind,  # type: ignore[arg-type]  # the reader's kinds are the kept ones
        quote=row.quote,
        span=(row.start, row.end),
        value=said.get("value"),
        low=said.get("low"),
        high=said.get("high"),
        unit=said.get("unit"),
        hedge=said.get("hedge") or "exact",
    )
    cautions = []
    if kept.state == "to review":
        cautions.append(Problem("MT-645", name=binding.name, quote=row.quote, claim=row.id[-8:]))
    if said.get("stance") != "asserted":
        cautions.append(Problem("MT-646", name=binding.name, quote=row.quote, stance=said.get("stance")))
    label = row.source.label
    return Number(
        name=binding.name,
        kind="claim",
        bounds=bounds.of(claim) or bounds.Bounds(None, None),
        words=f"“{row.quote}”, {label}",
        basis="stated",
        unit=claim.unit,
        hedge=claim.hedge if claim.value is not None else "range",
        speakers=(speaker,),
        passages=(
            Passage(source=label, source_id=row.source_id, claim=row.id, quote=row.quote, span=(row.start, row.end)),
        ),
        claim=row.id,
        whole=kept.part_of,
        cautions=tuple(cautions),
    )

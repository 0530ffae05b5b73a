"""The check itself: a statement and what answers its names go in, the finished text or its refusals come out."""

from __future__ import annotations

import re
from typing import Protocol

from minetrace.places import Gazetteer
from minetrace.publishing.checked import CheckedText, TrailEntry
from minetrace.publishing.document import Binding, Document, Stated, parse
from minetrace.publishing.finding import Finding, Mark, Refuse, sorted_findings
from minetrace.publishing.languages import language_data
from minetrace.publishing.numbers import Number, in_words, shown
from minetrace.publishing.prose import Placeholder, names_speaker, placeholders, sentence_spans
from minetrace.publishing.sums import Held, derive, judge
from minetrace.publishing.typed import typed_numbers
from minetrace.terms.problem import Problem

_BEFORE = re.compile(r"[^\W_]|[{}]")
_AFTER = re.compile(r"[^\W_]|[{}%‰]|[.,/]\{\{")

JOINT = " + "
"""What stands between joint issuers in an attribution (the corpus convention)."""


class Answers(Protocol):
    """What answers the names of a statement: the register, or a stand-in for it.

    Both methods refuse what cannot be answered, at the key that is at fault, and then give None.
    """

    @property
    def gazetteer(self) -> Gazetteer:
        """The places against which scopes are compared."""

    def figure(self, binding: Binding, known_on: Stated | None, refuse: Refuse) -> Number | None:
        """The answer to the question of a figure."""

    def claim(self, binding: Binding, refuse: Refuse) -> Number | None:
        """What a claim states."""


def examine(text: str, answers: Answers) -> CheckedText:
    """Check a statement; every refusal is reported, not only the first."""
    return _Examination(answers).run(text)


class _Examination:
    """One check: collects findings while the numbers, the relations and the body are gone through in turn."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._refusals: list[Finding] = []
        self._warnings: list[Finding] = []
        self._numbers: dict[str, Number] = {}
        self._unanswered: set[str] = set()
        self._used: set[str] = set()

    def run(self, text: str) -> CheckedText:
        document = parse(text, self._refuse)
        if document is None:
            return self._result(None, None, (), ())
        try:
            language_data(document.language.value)
        except Problem as problem:
            self._refuse(document.language.mark, problem)
            return self._result(document, None, (), ())
        self._bind(document)
        held = self._relate(document)
        printed = self._body(document)
        self._unused(document)
        if self._refusals:
            return self._result(document, None, (), ())
        finished, trail = _render(document, printed, self._numbers)
        return self._result(document, finished, trail, tuple(held))

    def _bind(self, document: Document) -> None:
        self._unanswered |= document.unread
        for binding in document.bindings:
            if binding.kind == "figure":
                number = self._answers.figure(binding, document.known_on, self._refuse)
            else:
                number = self._answers.claim(binding, self._refuse)
            if number is None:
                self._unanswered.add(binding.name)
                continue
            self._numbers[binding.name] = number
            self._warnings += [Finding(binding.mark, caution) for caution in number.cautions]

    def _relate(self, document: Document) -> list[Held]:
        self._derive(document)
        held = []
        for relation in document.relations:
            self._used.update(name for _, name in relation.terms)
            if relation.left in {binding.name for binding in document.bindings}:
                self._used.add(relation.left)
            unknown = [name for name in relation.names if not self._known(name)]
            for name in dict.fromkeys(unknown):
                self._refuse(relation.mark, self._unknown(name))
            if not all(name in self._numbers for name in relation.names):
                continue
            judged = judge(relation, self._numbers, self._answers.gazetteer, document.language.value)
            self._refusals += [Finding(relation.mark, problem) for problem in judged.refusals]
            self._warnings += [Finding(relation.mark, problem) for problem in judged.warnings]
            held += [judged.held] if judged.held else []
        return held

    def _derive(self, document: Document) -> None:
        """Bind the names that only a relation defines; a relation may use names that a later one defines."""
        waiting = [one for one in document.relations if one.form == "equal" and not self._known(one.left)]
        while waiting:
            ready = [one for one in waiting if all(name in self._numbers for _, name in one.terms)]
            for relation in ready:
                if relation.left not in self._numbers:
                    self._numbers[relation.left] = derive(relation, self._numbers, document.language.value)
            if not ready:
                break
            waiting = [one for one in waiting if one not in ready]
        # What is left hangs on a name that is refused elsewhere, or on itself.
        self._unanswered.update(left := {one.left for one in waiting})
        for relation in waiting:
            if all(name in self._numbers or name in left for _, name in relation.terms):
                self._refuse(relation.mark, Problem("MT-627", relation=relation.text, name=relation.left))

    def _known(self, name: str) -> bool:
        return name in self._numbers or name in self._unanswered

    def _unknown(self, name: str) -> Problem:
        return Problem("MT-608", name=name, known=", ".join(sorted(self._numbers)) or "none")

    def _body(self, document: Document) -> list[Placeholder]:
        body, language = document.body, document.language.value
        held = placeholders(body)
        spans = [(one.start, one.end) for one in held]
        sentences = sentence_spans(body, held, language)
        printed = []
        for one in held:
            mark = document.mark(one.start)
            if one.name is None:
                self._refuse(mark, Problem("MT-609", text=one.text))
            elif not self._known(one.name):
                self._refuse(mark, self._unknown(one.name))
            elif one.name in self._numbers:
                self._printed(one, self._numbers[one.name], mark, language)
                self._speakers(one, mark, body, sentences, language)
                printed.append(one)
            if _touches(body, one):
                self._refuse(mark, Problem("MT-620", text=one.text))
        for typed in typed_numbers(body, language, spans):
            self._refuse(document.mark(typed.start), Problem("MT-610", text=typed.text))
        if document.title is not None:
            for typed in typed_numbers(document.title.value, language, []):
                self._refuse(document.title.mark, Problem("MT-610", text=typed.text))
        return printed

    def _printed(self, one: Placeholder, number: Number, mark: Mark, language: str) -> None:
        """Refuse a number that is none, or that this form cannot print."""
        self._used.add(number.name)
        if one.form == "range":
            return
        if number.exact is None:
            code = "MT-612" if number.bounds.high is None or number.bounds.low is None else "MT-611"
            self._refuse(mark, Problem(code, name=number.name, range=shown(number, language), question=number.words))
        elif one.form == "words" and in_words(number, language) is None:
            self._refuse(mark, Problem("MT-622", name=number.name, number=shown(number, language)))

    def _speakers(
        self, one: Placeholder, mark: Mark, body: str, sentences: list[tuple[int, int]], language: str
    ) -> None:
        sentence = next((body[start:end] for start, end in sentences if start <= one.start < end), "")
        number = self._numbers[one.name or ""]
        speakers = dict.fromkeys(name.strip() for joint in number.speakers for name in joint.split(JOINT))
        for speaker in speakers:
            if not names_speaker(sentence, speaker, language):
                self._refuse(mark, Problem("MT-613", name=number.name, speaker=speaker))

    def _unused(self, document: Document) -> None:
        marks = {binding.name: binding.mark for binding in document.bindings}
        derived = {relation.left: relation.mark for relation in document.relations if relation.left in self._numbers}
        for name, mark in {**derived, **marks}.items():
            if name not in self._used and name not in self._unanswered:
                self._warnings.append(Finding(mark, Problem("MT-641", name=name)))

    def _refuse(self, mark: Mark, problem: Problem) -> None:
        self._refusals.append(Finding(mark, problem))

    def _result(
        self, document: Document | None, text: str | None, trail: tuple[TrailEntry, ...], held: tuple[Held, ...]
    ) -> CheckedText:
        scopes = [leaf.scope for number in self._numbers.values() for leaf in number.leaves if leaf.scope]
        return CheckedText(
            title=document.title.value if document and document.title else None,
            language=document.language.value if document else "en",
            text=text,
            trail=trail,
            held=held,
            warnings=sorted_findings(self._warnings),
            refusals=sorted_findings(self._refusals),
            pinned=all(scope.known_on for scope in scopes),
        )


def _touches(body: str, one: Placeholder) -> bool:
    """Whether a placeholder stands against what would change its number: a letter, a digit, a sign, another number."""
    before = body[max(0, one.start - 1) : one.start]
    return _BEFORE.match(before) is not None or _AFTER.match(body, one.end) is not None


def _render(
    document: Document, printed: list[Placeholder], numbers: dict[str, Number]
) -> tuple[str, tuple[TrailEntry, ...]]:
    out: list[str] = []
    trail: list[TrailEntry] = []
    done = length = 0
    for ordinal, one in enumerate(printed, start=1):
        number = numbers[one.name or ""]
        words = in_words(number, document.language.value) if one.form == "words" else None
        text = words or shown(number, document.language.value)
        before = document.body[done : one.start]
        start = length + len(before)
        end = start + len(text)
        out += [before, text]
        mark = document.mark(one.start)
        trail.append(TrailEntry(ordinal=ordinal, start=start, end=end, mark=mark, text=text, number=number))
        done, length = one.end, end
    return "".join([*out, document.body[done:]]), tuple(trail)

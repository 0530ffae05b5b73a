"""Laws of a check, over made-up texts and numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from minetrace.places import Gazetteer, packed
from minetrace.publishing.document import Binding, Stated
from minetrace.publishing.examining import examine
from minetrace.publishing.finding import Refuse
from minetrace.publishing.languages import language_data
from minetrace.publishing.numbers import Number
from minetrace.reckoning.bounds import Bounds

_NUMBER_WORDS = {word for name in ("en",) for entry in language_data(name)["number_words"] for word in entry.split()}
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9).filter(lambda word: word not in _NUMBER_WORDS)
SIGNS = st.sampled_from(
    [" ", ", ", ". ", "\n", "\n\n", " - ", "\n\n# ", "\n- ", "\n> ", ": ", " (", ") ", "? ", " “", "” ", " *"]
)
SENTENCES = st.lists(st.tuples(WORDS, SIGNS), max_size=30).map(lambda parts: "".join(a + b for a, b in parts))


class Given:
    """Answers a test gives: every name is the number that it was given."""

    def __init__(self, numbers: dict[str, int], speakers: tuple[str, ...] = ()) -> None:
        self.numbers, self.speakers = numbers, speakers

    @property
    def gazetteer(self) -> Gazetteer:
        return packed()

    def figure(self, binding: Binding, known_on: Stated | None, refuse: Refuse) -> Number | None:
        value = Decimal(self.numbers[binding.name])
        bounds = Bounds(value, value)
        return Number(
            name=binding.name, kind="figure", bounds=bounds, words="", basis="own", unit="item", speakers=self.speakers
        )

    def claim(self, binding: Binding, refuse: Refuse) -> Number | None:
        return self.figure(binding, None, refuse)


@given(SENTENCES)
def test_a_text_without_numbers_and_names_passes_unchanged(body: str) -> None:
    checked = examine(f"---\n---\n{body}", Given({}))
    assert (checked.text, checked.trail, checked.refusals, checked.warnings) == (body, (), (), ())


@given(st.lists(st.tuples(SENTENCES, st.integers(0, 10**7), st.sampled_from(["", ".range"])), max_size=8), SENTENCES)
def test_every_number_of_the_finished_text_has_its_trail(parts: list[tuple[str, int, str]], rest: str) -> None:
    numbers = {f"n{i}": value for i, (_, value, _) in enumerate(parts)}
    front = "figures:\n" + "".join(f"  {name}: {{measure: x}}\n" for name in numbers)
    body = "".join(f"{text} {{{{ n{i}{form} }}}} " for i, (text, _, form) in enumerate(parts)) + rest
    checked = examine(f"---\n{front}---\n{body}", Given(numbers))
    assert checked.refusals == ()
    printed = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\d[\d,]*\d|\d", checked.text or "")]
    assert printed == [(entry.start, entry.end, entry.text) for entry in checked.trail]
    assert [int(entry.text.replace(",", "")) for entry in checked.trail] == list(numbers.values())


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=5), st.integers(-2, 2))
def test_a_stated_total_holds_exactly_when_it_adds_up(parts: list[int], off: int) -> None:
    numbers = {f"p{i}": value for i, value in enumerate(parts)} | {"total": max(0, sum(parts) + off)}
    front = "claims:\n" + "".join(f"  {name}: x\n" for name in numbers)
    relation = f"total = {' + '.join(f'p{i}' for i in range(len(parts)))}"
    answers = Given(numbers)
    answers.claim = lambda binding, refuse: Number(  # type: ignore[method-assign]
        name=binding.name,
        kind="claim",
        bounds=Bounds(Decimal(numbers[binding.name]), Decimal(numbers[binding.name])),
        words="",
        basis="stated",
    )
    checked = examine(f"---\n{front}relations: [{relation}]\n---\n", answers)
    assert checked.passes == (numbers["total"] == sum(parts))


@given(st.text(max_size=200))
def test_any_file_gives_a_result(text: str) -> None:
    for body in (text, f"---\n{text}\n---\n{text}", f"---\n---\n{text}"):
        checked = examine(body, Given({}))
        assert (checked.text is None) == bool(checked.refusals)

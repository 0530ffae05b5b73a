"""Verbs in any order, on both stores, beside the register in plain Python: after each the two say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from minetrace.figures.ask import ask
from minetrace.figures.question import Question
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register import actions, links, merging, view
from minetrace.register.actions import Draft
from minetrace.register.derived import derived_findings
from minetrace.register.identity import answering
from minetrace.register.models import Citation, Link, NotDuplicate, Proposal, Record
from minetrace.terms.problem import Problem
from tests.ledger.programme import ANNA, BORIS, claims_of_a_source
from tests.register.model import Content, Model

ACTORS = {"anna": ANNA, "boris": BORIS}
DAYS = ("2024-05-01", "2024-05-02", "2024-05-03")

actors = st.sampled_from(sorted(ACTORS))
chosen = st.integers(0, 1_000)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    low, high = sorted((draw(st.integers(0, 9)), draw(st.integers(0, 9))))
    speaker = draw(st.sampled_from([None, None, None, "A", "B"]))
    return Content(
        low=low,
        high=high,
        model=draw(st.sampled_from([None, "PMN", "TM-62"])),
        basis="reported" if speaker else "own",
        speaker=speaker,
        said_on=draw(st.sampled_from([None, *DAYS])),
        finder=draw(st.sampled_from([None, "A person", "Another"])),
    )


def draft(content: Content) -> Draft:
    fields = {"quantity_low": content.low, "quantity_high": content.high}
    fields |= {name: value for name in ("model", "finder") if (value := getattr(content, name))}
    return Draft(
        kind="find",
        fields=fields,
        basis="reported" if content.basis == "reported" else "own",
        speaker=content.speaker,
        said_on=content.said_on,
        status=content.status,
    )


def content_of(seen: Any) -> Content:
    fields = seen.fields
    numbers = fields.get("quantity_low"), fields.get("quantity_high")
    said = seen.basis, seen.speaker, seen.said_on, seen.status
    return Content(*numbers, fields.get("model"), *said, fields.get("finder"))


class Register(RuleBasedStateMachine):
    """Each run is rolled back like a test."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        # What Django does for its own test cases: verbs ask for the outermost transaction.
        self.outer._from_testcase = True
        self.outer.__enter__()
        self.claims = claims_of_a_source()
        self.model = Model(head_number())
        self.looked_at = -1
        self.records: list[str] = []
        self.proposals: list[Proposal] = []
        self.links: list[Link] = []
        self.touched: list[str] = []
        for number in range(1, 4):
            self.hold_new("anna", "boris", Content(low=number, high=number + 2))

    def teardown(self) -> None:
        try:
            assert verify().findings == ()
            assert list(derived_findings()) == []
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def both(self, wanted: str | None, verb: Callable[[], Any]) -> Any:
        """Do a verb, which must meet the problem that the model met."""
        if wanted is None:
            return verb()
        with pytest.raises(Problem) as met:
            verb()
        assert met.value.code == wanted
        return None

    def record(self, number: int) -> Record:
        return self.named(self.records[number % len(self.records)])

    def named(self, reference: str) -> Record:
        self.touched.append(reference)
        return Record.objects.get(reference=reference)

    def in_state(self, number: int, *states: str) -> int:
        """A proposal, most often one that is in these states."""
        fitting = [at for at, one in enumerate(self.model.wished) if one.state in states]
        pool = fitting if fitting and number % 8 != 7 else range(len(self.proposals))
        return pool[number // 8 % len(pool)]

    def known_proposals(self) -> None:
        """Take in the proposals that a verb made, in the order in which they were made."""
        known = {one.pk for one in self.proposals}
        self.proposals += [one for one in Proposal.objects.order_by("entry", "id") if one.pk not in known]

    # ---- proposals --------------------------------------------------------------------------------------------------

    @rule(actor=actors, content=contents())
    def propose_new(self, actor: str, content: Content) -> None:
        reference = f"F-{len(self.records) + 1:06d}"
        wanted = self.model.propose(actor, content, None, reference)
        self.both(wanted, lambda: actions.propose(ACTORS[actor], draft(content)))
        self.records.append(reference)
        self.touched.append(reference)
        self.known_proposals()

    @rule(actor=actors, other=actors, content=contents())
    def hold_new(self, actor: str, other: str, content: Content) -> None:
        """Propose and approve: without it most runs would hold little."""
        self.propose_new(actor, content)
        at = len(self.proposals) - 1
        wanted = self.model.approve(other, at, four_eyes=False)
        self.both(wanted, lambda: actions.approve(ACTORS[other], self.proposals[at], four_eyes=False))

    @rule(actor=actors, content=contents(), number=chosen)
    def propose_change(self, actor: str, content: Content, number: int) -> None:
        record = self.record(number)
        wanted = self.model.propose(actor, content, record.reference, "")
        self.both(wanted, lambda: actions.propose(ACTORS[actor], draft(content), record=record))
        self.known_proposals()

    @rule(actor=actors, number=chosen)
    def withdraw(self, actor: str, number: int) -> None:
        record = self.record(number)
        wanted = self.model.withdraw(actor, record.reference)
        self.both(wanted, lambda: actions.withdraw(ACTORS[actor], record, why="training"))
        self.known_proposals()

    @rule(actor=actors, content=contents(), number=chosen)
    def revise(self, actor: str, content: Content, number: int) -> None:
        at = self.in_state(number, "submitted", "returned")
        wanted = self.model.revise(actor, at, content)
        self.both(wanted, lambda: actions.revise(ACTORS[actor], self.proposals[at], draft(content)))

    @rule(actor=actors, number=chosen)
    def return_(self, actor: str, number: int) -> None:
        at = self.in_state(number, "submitted")
        wanted = self.model.step(at, "returned")
        self.both(wanted, lambda: actions.return_(ACTORS[actor], self.proposals[at], why="which model?"))

    @rule(actor=actors, number=chosen)
    def drop(self, actor: str, number: int) -> None:
        at = self.in_state(number, "submitted", "returned")
        wanted = self.model.step(at, "dropped")
        self.both(wanted, lambda: actions.drop(ACTORS[actor], self.proposals[at]))

    @rule(actor=actors, number=chosen, four_eyes=st.booleans())
    def approve(self, actor: str, number: int, four_eyes: bool) -> None:
        at = self.in_state(number, "submitted")
        wanted = self.model.approve(actor, at, four_eyes)
        self.both(wanted, lambda: actions.approve(ACTORS[actor], self.proposals[at], four_eyes=four_eyes))
        self.touched.append(self.model.wished[at].record)

    # ---- identity ---------------------------------------------------------------------------------------------------

    @rule(actor=actors, content=contents(), number=chosen)
    def change(self, actor: str, content: Content, number: int) -> None:
        """Propose a change of a listed record and approve it: what happens between a merge and its end."""
        listed = self.model.listing(self.model.head)
        if listed:
            reference = sorted(listed)[number % len(listed)]
            content = replace(content, basis=listed[reference].basis, speaker=listed[reference].speaker)
            record = self.named(reference)
            self.model.propose(actor, content, reference, "")
            actions.propose(ACTORS[actor], draft(content), record=record)
            self.known_proposals()
            self.model.approve("boris", len(self.proposals) - 1, four_eyes=False)
            actions.approve(BORIS, self.proposals[-1], four_eyes=False)

    @rule(actor=actors, one=chosen, other=chosen)
    def merge(self, actor: str, one: int, other: int) -> None:
        """Two listed records, or now and then any two."""
        pool = sorted(self.model.listing(self.model.head)) if one % 4 != 3 else self.records
        pool = pool if len(pool) > 1 else self.records
        first = one // 4 % len(pool)
        second = (first + 1 + other % (len(pool) - 1)) % len(pool) if one % 4 != 3 else other % len(pool)
        keep, gone = self.named(pool[first]), self.named(pool[second])
        wanted = self.model.merge(keep.reference, gone.reference)
        self.both(wanted, lambda: merging.merge(ACTORS[actor], keep, gone, "one protocol", four_eyes=False))

    @precondition(lambda self: self.model.unions)
    @rule(actor=actors, number=chosen)
    def unmerge(self, actor: str, number: int) -> None:
        standing = [one for one in self.model.unions if one.ended_by is None]
        pool = standing if standing and number % 4 != 3 else self.model.unions
        union = pool[number // 4 % len(pool)]
        self.touched.append(union.kept)
        gone = self.named(union.gone)
        wanted = self.model.unmerge(actor, union.gone)
        self.both(wanted, lambda: merging.unmerge(ACTORS[actor], gone, "two protocols"))
        self.known_proposals()

    @rule(one=chosen, other=chosen, content=contents(), actor=actors)
    def merge_edit_unmerge(self, one: int, other: int, content: Content, actor: str) -> None:
        """The whole life of a merge at once: by single steps few runs come to its end."""
        listed = sorted(self.model.listing(self.model.head))
        if len(listed) > 1:
            keep = listed.pop(one % len(listed))
            gone = listed[other % len(listed)]
            assert self.model.merge(keep, gone) is None
            merging.merge(BORIS, self.named(keep), self.named(gone), "one protocol", four_eyes=False)
            self.change(actor, content, sorted(self.model.listing(self.model.head)).index(keep))
            assert self.model.unmerge(actor, gone) is None
            merging.unmerge(ACTORS[actor], self.named(gone), "two protocols")
            self.known_proposals()

    @rule(one=chosen, other=chosen, actor=actors)
    def not_duplicate(self, one: int, other: int, actor: str) -> None:
        record, far = self.record(one), self.record(other)
        if record.pk != far.pk:
            self.model.not_duplicate(record.reference, far.reference)
            merging.not_duplicate(ACTORS[actor], record, far)

    @rule(number=chosen)
    def erase(self, number: int) -> None:
        """A person asks to be forgotten: all versions, and those of the records that this one answers for."""
        record = self.record(number)
        self.model.erase(record.reference)
        self.touched += self.model.answering(record.reference)
        actions.erase(ANNA, record, "finder", why="asked for")

    @rule(claim=st.integers(0, 2), number=chosen, really=st.booleans())
    def about(self, claim: int, number: int, really: bool) -> None:
        record = self.record(number)
        if really:
            wanted = self.model.same(claim, record.reference)
            self.both(wanted, lambda: actions.same(ANNA, self.claims[claim], record, reasons=["same day"]))
        else:
            self.model.not_same()
            actions.not_same(ANNA, self.claims[claim], record)

    @rule(one=chosen, other=chosen)
    def link(self, one: int, other: int) -> None:
        record, far = self.record(one), self.record(other)
        wanted = self.model.link(record.reference, far.reference, "related")
        made = self.both(wanted, lambda: links.link(ANNA, record, far, "related"))
        self.links += [made] if made else []

    @precondition(lambda self: self.links)
    @rule(number=chosen)
    def unlink(self, number: int) -> None:
        at = number % len(self.links)
        wanted = self.model.unlink(at)
        self.both(wanted, lambda: links.unlink(BORIS, self.links[at]))

    # ---- what all views say -----------------------------------------------------------------------------------------

    @rule(back=st.integers(0, 12), said_by=st.sampled_from([None, *DAYS]))
    def known_on(self, back: int, said_by: str | None) -> None:
        """What was known at an earlier entry stays what it was."""
        at = max(self.model.head - back, 0)
        held = {row.reference: content_of(row) for row in view.listing(ANNA, "find", at=at, said_by=said_by)}
        assert held == self.model.listing(at, said_by)

    @invariant()
    def all_views_agree(self) -> None:
        assert head_number() == self.model.head, "one entry a verb, none for one that is refused"
        if self.looked_at != self.model.head:
            self.looked_at = self.model.head
            self.the_listing_and_the_figures_agree()
            self.what_was_touched_agrees()
            self.proposals_agree()

    def the_listing_and_the_figures_agree(self) -> None:
        held = {row.reference: content_of(row) for row in view.listing(ANNA, "find", at=self.model.head)}
        assert held == self.model.listing(self.model.head)
        for basis, speaker in (("own", None), ("reported", "A")):
            if speaker is None or any(one.speaker == speaker for one in held.values()):
                question = Question(measure="ordnance.found", basis=basis, speaker=speaker)
                answer = ask(question, actor=ANNA, time_zone="UTC")
                assert (answer.low, answer.high) == self.model.counted(self.model.head, basis, speaker)

    def what_was_touched_agrees(self) -> None:
        for reference in sorted(set(self.touched)):
            record = Record.objects.get(reference=reference)
            history = [(row.entry, row.ended_by, content_of(row)) for row in view.history(ANNA, record)]
            assert history == [(one.entry, one.ended_by, one.content) for one in self.model.versions[reference]]
            linked = sorted((one.relation, one.reference) for one in links.links_of(record))
            assert linked == self.model.linked(reference)
            own = [Record.objects.get(pk=pk).reference for pk in answering(record)]
            assert own == self.model.answering(reference)
            cited = {(c.record.reference, self.claims.index(c.claim)) for c in Citation.objects.filter(record=record)}
            assert cited == {one for one in self.model.cited if one[0] == reference}
        self.touched = []

    def proposals_agree(self) -> None:
        standing = NotDuplicate.objects.filter(ended_by__isnull=True).select_related("record", "other")
        assert {frozenset((one.record.reference, one.other.reference)) for one in standing} == self.model.apart
        seen = {one.id: (one.state, one.author, content_of(one)) for one in view.proposals(ANNA)}
        wanted = {
            proposal.pk: (wished.state, wished.author, wished.content)
            for proposal, wished in zip(self.proposals, self.model.wished, strict=True)
        }
        # An approved or dropped proposal bears the name of who did so; its content is its author's.
        closed = {"approved", "dropped", "returned"}
        assert {k: v[::2] if v[0] in closed else v for k, v in seen.items()} == {
            k: v[::2] if v[0] in closed else v for k, v in wanted.items()
        }


@pytest.mark.store
@pytest.mark.django_db(databases=["default", "accounts"])
def test_the_register_does_what_its_model_does():
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            # A failure is printed as the steps that led to it; to make them fewer takes minutes.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

"""The register in plain Python: what its verbs must do, said without a database.

A verb returns the code of the problem that it must meet, or None where it succeeds; then it has made one entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Content:
    """What a version or a proposal says."""

    low: int | None
    high: int | None
    model: str | None = None
    basis: str = "own"
    speaker: str | None = None
    said_on: str | None = None
    status: str = "approved"
    finder: str | None = None


ERASED = Content(None, None)
"""What is seen of a proposal whose content was erased with a person's field."""
# What is said together changes together: a range by both its ends, a basis with its speaker.
TOGETHER = (("low", "high"), ("model",), ("basis", "speaker"), ("said_on",), ("status",), ("finder",))


@dataclass
class Held:
    """A version: what it says, from which entry to which."""

    content: Content
    entry: int
    ended_by: int | None = None

    def open_at(self, at: int) -> bool:
        return self.entry <= at and (self.ended_by is None or self.ended_by > at)


@dataclass
class Wished:
    """A proposal: whose it is, on which version, where it stands."""

    record: str
    base: Held | None
    content: Content
    author: str
    state: str = "submitted"


@dataclass
class Union:
    """A merge."""

    kept: str
    gone: str
    base: Held
    entry: int
    ended_by: int | None = None


@dataclass
class Tie:
    """A link."""

    record: str
    other: str
    relation: str
    ended_by: int | None = None


@dataclass
class Model:
    """All of it. Records are named by their reference, proposals by their place in the list."""

    head: int
    versions: dict[str, list[Held]] = field(default_factory=dict)
    wished: list[Wished] = field(default_factory=list)
    unions: list[Union] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    cited: set[tuple[str, int]] = field(default_factory=set)
    apart: set[frozenset[str]] = field(default_factory=set)

    # ---- views ------------------------------------------------------------------------------------------------------

    def current(self, record: str) -> Held | None:
        return next((one for one in self.versions[record] if one.ended_by is None), None)

    def merged(self, record: str) -> Union | None:
        return next((one for one in self.unions if one.gone == record and one.ended_by is None), None)

    def answering(self, record: str) -> list[str]:
        out = [record]
        for one in out:
            out += [u.gone for u in self.unions if u.kept == one and u.ended_by is None]
        return out

    def listing(self, at: int, said_by: str | None = None) -> dict[str, Content]:
        gone = {u.gone for u in self.unions if u.entry <= at and (u.ended_by is None or u.ended_by > at)}
        out = {}
        for record, history in self.versions.items():
            now = next((one for one in history if one.open_at(at)), None)
            if record in gone or now is None or now.content.status != "approved":
                continue
            if said_by is None:
                out[record] = now.content
                continue
            said = [one for one in history if one.entry <= at and one.content.status == "approved"]
            fitting = [one for one in said if one.content.said_on is not None and one.content.said_on <= said_by]
            if fitting:
                out[record] = max(fitting, key=lambda one: (one.content.said_on, one.entry)).content
        return out

    def counted(self, at: int, basis: str, speaker: str | None) -> tuple[int, int]:
        rows = [c for c in self.listing(at).values() if c.basis == basis and (speaker is None or c.speaker == speaker)]
        return sum(c.low or 0 for c in rows), sum(c.high or 0 for c in rows)

    def linked(self, record: str) -> list[tuple[str, str]]:
        own = self.answering(record)
        out = []
        for tie in self.ties:
            if tie.ended_by is None and (tie.record in own or tie.other in own):
                out.append((tie.relation, tie.other if tie.record in own else tie.record))
        return sorted(out)

    # ---- verbs ------------------------------------------------------------------------------------------------------

    def _enter(self) -> int:
        self.head += 1
        return self.head

    def propose(self, author: str, content: Content, record: str | None, new: str) -> str | None:
        base = self.current(record) if record is not None else None
        if base is not None and base.content.basis != content.basis:
            return "MT-427"
        if record is not None and self.merged(record):
            return "MT-801"
        self._enter()
        self.versions.setdefault(record or new, [])
        self.wished.append(Wished(record or new, base, content, author))
        return None

    def withdraw(self, author: str, record: str) -> str | None:
        base = self.current(record)
        if base is None:
            return "MT-411"
        return self.propose(author, replace(base.content, status="withdrawn"), record, "")

    def revise(self, author: str, number: int, content: Content) -> str | None:
        wished = self.wished[number]
        now = self.current(wished.record)
        if now is not None and now.content.basis != content.basis:
            return "MT-427"
        if wished.state not in ("submitted", "returned"):
            return "MT-423"
        self._enter()
        wished.state, wished.content, wished.author = "submitted", content, author
        return None

    def step(self, number: int, state: str) -> str | None:
        wished = self.wished[number]
        if wished.state != "submitted" and not (state == "dropped" and wished.state == "returned"):
            return "MT-423"
        self._enter()
        wished.state = state
        return None

    def approve(self, actor: str, number: int, four_eyes: bool) -> str | None:
        wished = self.wished[number]
        if wished.state != "submitted":
            return "MT-423"
        if four_eyes and wished.author == actor:
            return "MT-422"
        if wished.content == ERASED:
            return "MT-429"
        if self.merged(wished.record):
            return "MT-801"
        before = self.current(wished.record)
        if before is not wished.base:
            return "MT-421"
        self._put(wished.record, wished.content, self._enter())
        wished.state = "approved"
        return None

    def _put(self, record: str, content: Content, entry: int) -> None:
        before = self.current(record)
        if before is not None:
            before.ended_by = entry
        self.versions[record].append(Held(content, entry))

    def merge(self, keep: str, gone: str) -> str | None:
        if self.merged(keep) or self.merged(gone):
            return "MT-801"
        both = [self.current(keep), self.current(gone)]
        base = both[0]
        if keep == gone or base is None or any(v is None or v.content.status != "approved" for v in both):
            return "MT-802"
        self.unions.append(Union(keep, gone, base, self._enter()))
        self.apart.discard(frozenset((keep, gone)))
        return None

    def not_duplicate(self, one: str, other: str) -> None:
        if frozenset((one, other)) not in self.apart:
            self.apart.add(frozenset((one, other)))
            self._enter()

    def erase(self, record: str) -> None:
        """A field in all versions; proposals lose all they say. Where nothing is left to erase, nothing is done."""
        own = self.answering(record)
        held = [version for one in own for version in self.versions[one] if version.content.finder is not None]
        wished = [one for one in self.wished if one.record in own and one.content != ERASED]
        if held or wished:
            self._enter()
        for version in held:
            version.content = replace(version.content, finder=None)
        for one in wished:
            one.content = ERASED

    def unmerge(self, author: str, gone: str) -> str | None:
        union = self.merged(gone)
        if union is None:
            return "MT-803"
        standing = [u for u in self.unions if u.ended_by is None]
        if any((u.kept == union.kept and u.entry > union.entry) or u.gone == union.kept for u in standing):
            return "MT-804"
        entry = self._enter()
        union.ended_by = entry
        edited, other = self.current(union.kept), self.current(gone)
        assert edited is not None
        assert other is not None
        edit = self._edit(union.base.content, edited.content)
        if edit:
            self._put(union.kept, union.base.content, entry)
            self.wished.append(Wished(union.kept, self.current(union.kept), edited.content, author))
            patched = replace(other.content, **edit)
            if patched != other.content:
                self.wished.append(Wished(gone, other, patched, author))
        return None

    @staticmethod
    def _edit(before: Content, after: Content) -> dict[str, Any]:
        changed = [g for g in TOGETHER if any(getattr(before, n) != getattr(after, n) for n in g)]
        return {name: getattr(after, name) for group in changed for name in group}

    def link(self, record: str, other: str, relation: str) -> str | None:
        if record == other:
            return "MT-813"
        if self.merged(record) or self.merged(other):
            return "MT-801"
        if any((t.record, t.other, t.relation, t.ended_by) == (record, other, relation, None) for t in self.ties):
            return "MT-812"
        self._enter()
        self.ties.append(Tie(record, other, relation))
        return None

    def unlink(self, number: int) -> str | None:
        if self.ties[number].ended_by is not None:
            return "MT-411"
        self.ties[number].ended_by = self._enter()
        return None

    def same(self, claim: int, record: str) -> str | None:
        if self.current(record) is None:
            return "MT-411"
        if self.merged(record):
            return "MT-801"
        if any((one, claim) in self.cited for one in self.answering(record)):
            return "MT-424"
        self._enter()
        self.cited.add((record, claim))
        return None

    def not_same(self) -> None:
        self._enter()

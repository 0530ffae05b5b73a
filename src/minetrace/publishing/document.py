"""A statement as it is written: YAML front matter between lines of `---`, then Markdown.

Front matter is read as YAML nodes, so that every problem names its line. All scalars are text here: a day or a number
written without quotation marks stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from minetrace.publishing.finding import Mark, Refuse
from minetrace.publishing.relations import Relation, parse_relation
from minetrace.terms.problem import Problem

NAME = r"[^\W\d]\w*"
"""A name of a number: letters, digits and underscores, a letter first."""

TOP_KEYS = ("title", "language", "known_on", "figures", "claims", "relations")
FIGURE_KEYS = ("measure", "where", "place", "places", "since", "until", "basis", "speaker", "said_by", "known_on")
CLAIM_KEYS = ("claim", "source", "speaker")

_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of the front matter and where it stands."""

    value: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Binding:
    """A name bound to a figure or a claim: its keys as stated. `places` are the values of `place` or `places`."""

    kind: str
    name: str
    mark: Mark
    keys: Mapping[str, Stated]
    places: tuple[Stated, ...] = ()

    def text(self, key: str) -> str | None:
        """The text of a key, or none."""
        return self.keys[key].value if key in self.keys else None


@dataclass(frozen=True, slots=True)
class Document:
    """A statement taken apart. `body` is the Markdown, `body_line` the line of the file on which it begins, `unread`
    the names whose binding was refused.
    """

    title: Stated | None
    language: Stated
    known_on: Stated | None
    bindings: tuple[Binding, ...]
    relations: tuple[Relation, ...]
    body: str
    body_line: int
    unread: frozenset[str]

    def mark(self, offset: int) -> Mark:
        """Line and column in the file of a character of the body."""
        before = self.body[:offset]
        return Mark(self.body_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)


def parse(text: str, refuse: Refuse) -> Document | None:
    """Take a statement apart; what cannot be used is refused and left out. None when there is no front matter."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines[1:], start=1) if _FENCE.fullmatch(line)), None)
    if not _FENCE.fullmatch(lines[0]) or end is None:
        refuse(Mark(1), Problem("MT-601"))
        return None
    body = "\n".join(lines[end + 1 :])
    try:
        root = yaml.compose("\n".join(lines[1:end]), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as wrong:
        at = wrong.problem_mark
        mark = Mark(at.line + 2, at.column + 1) if at else Mark(2)
        refuse(mark, Problem("MT-602", reason=wrong.problem or "it cannot be read"))
        return None
    except yaml.reader.ReaderError as wrong:
        refuse(Mark(2), Problem("MT-602", reason=wrong.reason))
        return None
    return _Front(refuse).document(root, body, end + 2)


class _Front:
    """Reads the nodes of the front matter; each method refuses what does not fit and gives back the rest."""

    def __init__(self, refuse: Refuse) -> None:
        self._refuse = refuse
        self._unread: set[str] = set()

    def document(self, root: yaml.Node | None, body: str, body_line: int) -> Document:
        top = self._mapping(root, "the front matter", TOP_KEYS) if root is not None else {}
        scalars = {key: self._scalar(top[key], key) for key in ("title", "language", "known_on") if key in top}
        bindings = []
        for what, read in (("figures", self._figure), ("claims", self._claim)):
            for name, mark, node in self._named(top.get(what), what):
                binding = read(name, mark, node)
                bindings += [binding] if binding else []
                self._unread |= set() if binding else {name}
        return Document(
            title=scalars.get("title"),
            language=scalars.get("language") or Stated("en", Mark(1)),
            known_on=scalars.get("known_on"),
            bindings=self._once(bindings),
            relations=self._relations(top.get("relations")),
            body=body,
            body_line=body_line,
            unread=frozenset(self._unread),
        )

    def _once(self, bindings: list[Binding]) -> tuple[Binding, ...]:
        seen: dict[str, Binding] = {}
        for binding in bindings:
            if binding.name in seen:
                self._refuse(binding.mark, Problem("MT-617", name=binding.name, line=seen[binding.name].mark.line))
            else:
                seen[binding.name] = binding
        return tuple(seen.values())

    def _named(self, node: yaml.Node | None, what: str) -> list[tuple[str, Mark, yaml.Node]]:
        if node is None or _empty(node):
            return []
        if not isinstance(node, yaml.MappingNode):
            self._refuse(_mark(node), Problem("MT-604", what=what, needed="names, each with what it stands for"))
            return []
        out = []
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and re.fullmatch(NAME, key.value):
                out.append((key.value, _mark(key), value))
            else:
                shown = getattr(key, "value", "")
                needed = "letters, digits and underscores, a letter first"
                self._refuse(_mark(key), Problem("MT-604", what=f"the name '{shown}'", needed=needed))
        return out

    def _figure(self, name: str, mark: Mark, node: yaml.Node) -> Binding | None:
        keys = self._mapping(node, f"the figure {name}", FIGURE_KEYS)
        if "measure" not in keys:
            if isinstance(node, yaml.MappingNode):
                self._refuse(mark, Problem("MT-604", what=f"the figure {name}", needed="a measure"))
            return None
        places = [
            place
            for key in ("place", "places")
            if key in keys
            for item in _items(keys.pop(key))
            if (place := self._scalar(item, key))
        ]
        return Binding("figure", name, mark, self._scalars(keys), tuple(places))

    def _claim(self, name: str, mark: Mark, node: yaml.Node) -> Binding | None:
        if isinstance(node, yaml.ScalarNode) and not _empty(node):
            return Binding("claim", name, mark, {"claim": Stated(node.value, _mark(node))})
        keys = self._mapping(node, f"the claim {name}", CLAIM_KEYS)
        if "claim" not in keys:
            if isinstance(node, yaml.MappingNode):
                self._refuse(mark, Problem("MT-604", what=f"the claim {name}", needed="a claim"))
            return None
        return Binding("claim", name, mark, self._scalars(keys))

    def _relations(self, node: yaml.Node | None) -> tuple[Relation, ...]:
        if node is None or _empty(node):
            return ()
        found = []
        for item in _items(node):
            stated = self._scalar(item, "relations")
            if stated is None:
                continue
            relation = parse_relation(stated.value, stated.mark)
            if relation is None:
                self._refuse(stated.mark, Problem("MT-606", relation=stated.value))
            else:
                found.append(relation)
        return tuple(found)

    def _scalars(self, keys: Mapping[str, yaml.Node]) -> dict[str, Stated]:
        read = {key: self._scalar(node, key) for key, node in keys.items()}
        return {key: value for key, value in read.items() if value is not None}

    def _scalar(self, node: yaml.Node, what: str) -> Stated | None:
        if isinstance(node, yaml.ScalarNode) and not _empty(node):
            return Stated(node.value.strip(), _mark(node))
        self._refuse(_mark(node), Problem("MT-604", what=what, needed="a text"))
        return None

    def _mapping(self, node: yaml.Node, what: str, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._refuse(_mark(node), Problem("MT-604", what=what, needed=f"keys: {', '.join(known)}"))
            return {}
        out: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in out:
                self._refuse(_mark(key), Problem("MT-617", name=name, line=_mark(out[name]).line))
            elif name in known:
                out[name] = value
            else:
                self._refuse(_mark(key), Problem("MT-603", key=name, what=what, known=", ".join(known)))
        return out


def _items(node: yaml.Node) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value.strip()


def _mark(node: yaml.Node) -> Mark:
    # The front matter begins on the second line of the file.
    return Mark(node.start_mark.line + 2, node.start_mark.column + 1)

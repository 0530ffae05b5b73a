"""Write the reference pages from the code; with --check only say whether they are fresh.

python docs/generate.py [--check]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from minetrace.config import setup
from minetrace.config.home import Home
from minetrace.terms import problem, vocabulary

FOLDER = Path(__file__).parent / "reference"
_MADE = "<!-- Made by docs/generate.py from the code: change the code, then run it. -->\n\n"


def main(arguments: list[str]) -> int:
    """Write or check the pages; 1 when a checked page is stale."""
    setup(Home(path=Path(tempfile.mkdtemp(prefix="minetrace-docs-"))))
    pages = {
        "problems.md": _problems(),
        "vocabularies.md": _vocabularies(),
        "records.md": _records(),
        "commands.md": _commands(),
    }
    stale = [
        name for name, text in pages.items() if not (FOLDER / name).is_file() or (FOLDER / name).read_text() != text
    ]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/reference/{name} is stale: run python docs/generate.py")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(pages[name])
        print(f"wrote docs/reference/{name}")
    return 0


def _table(*head: str) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def _problems() -> str:
    lines = [
        "# Numbered problems\n",
        "A number never changes its meaning.\n",
        *_table("code", "what happened", "what to do"),
    ]
    lines += [_row(code, entry["what"], entry["next"]) for code, entry in sorted(problem.catalogue().items())]
    return _MADE + "\n".join(lines) + "\n"


def _vocabularies() -> str:
    lines = [
        "# Vocabularies\n",
        "Codes are stable; any node of a tree may be recorded; nothing creates terms at run time.\n",
    ]
    for name in vocabulary.vocabularies():
        words = vocabulary.vocabulary(name)
        lines += [f"## {name}\n", f"{words.source}\n", *_table("code", "label", "under", "meaning", "answers to")]
        for term in words.terms.values():
            lines.append(_row(term.code, term.label, term.parent or "", term.definition, ", ".join(term.answers)))
        lines.append("")
    return _MADE + "\n".join(lines)


def _records() -> str:
    from minetrace.register.kinds import KINDS

    lines = [
        "# Kinds of record\n",
        "Every version has a basis (own or reported), a speaker when reported, and a date of information.\n",
    ]
    for kind in KINDS.values():
        lines += [
            f"## {kind.label} (`{kind.name}`, {kind.prefix}-000001)\n",
            *_table("field", "type", "tier", "what to write"),
        ]
        for field in kind.fields:
            kept = field.vocabulary or field.kind
            lines.append(
                _row(f"`{field.name}`", f"{field.type} {kept}" if kept else field.type, field.tier, field.help)
            )
        lines.append("")
    return _MADE + "\n".join(lines)


def _commands() -> str:
    from minetrace.cli.main import COMMANDS

    lines = ["# Commands\n", "Each explains itself with `--help`.\n", *_table("command", "panel", "what it is for")]
    lines += [_row(f"`minetrace {entry.name}`", entry.panel, entry.help) for entry in COMMANDS]
    return _MADE + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The catalogue of the right-to-left pseudo-locale: every message of the desk, spelled in Arabic letters.

`python -m minetrace.desk.translations` writes it anew, with no tool but Python: messages come from templates and code,
from the kinds of record and the vocabularies. Placeholders and markup stay as they are, so that pages work; the
words mean nothing, so that whatever still shows in Latin letters is a word that nobody marked for translation.
"""

from __future__ import annotations

import ast
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from minetrace.desk.sentences import FILE, MONTHS, gathered, patterns
from minetrace.figures.measures import measures
from minetrace.places import relations
from minetrace.places.place import RANKS
from minetrace.reading.tiers import reasons
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Field
from minetrace.register.quality.catalogue import checks
from minetrace.register.relations import inverses
from minetrace.terms.vocabulary import vocabularies, vocabulary

DESK = Path(__file__).parent
CATALOGUE = DESK / "locale" / "ar" / "LC_MESSAGES"
PLURALS = 6
HEADER = (
    "Language: ar\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;\n"
)
# Words that code shows by a variable: states, roles, outcomes.
STATES = ("to review", "right", "misread", "otherwise", "gone", "submitted", "returned", "approved", "dropped", "draft")
ROLES_AND_TIERS = ("visitor", "reader", "officer", "keeper", "public", "partner", "restricted", "person")
OTHER_WORDS = ("withdrawn", "own", "reported", "holds", "broken", "not stated", "warning", "ordnance", "affected")
WORDS = (*STATES, *ROLES_AND_TIERS, *OTHER_WORDS)

Message = tuple[str | None, str, str | None]
"""Context, message, and its plural if it has one."""

_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابثدعفغهيجكلمنوپقرستطڤخصزظ" * 2)
_KEEP = re.compile(r"(%\([^)]*\)[sd]|%[sd%]|\{[^}]*\}|<[^>]*>|&\w+;)")
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(?:[np]?gettext|_)\({_STRING}(?:,\s*(?:{_STRING}|\w+))*\)")
_CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 1,
    "pgettext_lazy": 1,
}


def pseudo(text: str) -> str:
    """A message in Arabic letters, its placeholders and markup as they are."""
    parts = _KEEP.split(text)
    return "".join(part if n % 2 else part.translate(_LETTERS) for n, part in enumerate(parts))


def messages() -> list[Message]:
    """Every message of the desk, each once, in a fixed order."""
    found = {*_from_templates(), *_from_code(), *_from_declarations(), *((None, word, None) for word in WORDS)}
    plural = {(context, one) for context, one, many in found if many is not None}
    once = {m for m in found if m[2] is not None or (m[0], m[1]) not in plural}
    return sorted(once, key=lambda m: (m[1], m[0] or ""))


def po(found: list[Message]) -> str:
    """The catalogue as translators read it."""
    blocks = [f'msgid ""\nmsgstr ""\n{_lines(HEADER)}']
    for context, one, many in found:
        block = [f"msgctxt {_quoted(context)}"] if context else []
        block.append(f"msgid {_quoted(one)}")
        if many is None:
            block.append(f"msgstr {_quoted(pseudo(one))}")
        else:
            block.append(f"msgid_plural {_quoted(many)}")
            block += [f"msgstr[{n}] {_quoted(pseudo(one if n == 1 else many))}" for n in range(PLURALS)]
        blocks.append("\n".join(block))
    return "\n\n".join(blocks) + "\n"


def sentences() -> str:
    """The patterns of the sentences that the rooms below write, as the file that pages read."""
    return json.dumps(gathered(), ensure_ascii=False, indent=0) + "\n"


def mo(found: list[Message]) -> bytes:
    """The catalogue as programs read it (GNU MO, little-endian, sorted by message)."""
    pairs = {b"": HEADER.encode()}
    for context, one, many in found:
        key = f"{context}\x04{one}" if context else one
        if many is None:
            pairs[key.encode()] = pseudo(one).encode()
        else:
            forms = [pseudo(one if n == 1 else many) for n in range(PLURALS)]
            pairs[f"{key}\0{many}".encode()] = "\0".join(forms).encode()
    keys = sorted(pairs)
    start = 28 + 16 * len(keys)
    tables: list[list[int]] = [[], []]
    body = b""
    for table, texts in zip(tables, (keys, [pairs[key] for key in keys]), strict=True):
        for text in texts:
            table += [len(text), start + len(body)]
            body += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    numbers = tables[0] + tables[1]
    return head + struct.pack(f"<{len(numbers)}I", *numbers) + body


def main() -> None:
    """Write both files of the catalogue, and the patterns of sentences."""
    FILE.write_text(sentences(), encoding="utf-8")
    found = messages()
    CATALOGUE.mkdir(parents=True, exist_ok=True)
    (CATALOGUE / "django.po").write_text(po(found), encoding="utf-8")
    (CATALOGUE / "django.mo").write_bytes(mo(found))


def _from_templates() -> Iterator[Message]:
    for path in sorted((DESK / "templates").rglob("*.html")):
        # Django's own extraction turns a template into calls that Python can parse, and pads what lies between.
        calls = _CALL.findall(templatize(path.read_text(encoding="utf-8")))
        for call in calls:
            yield from _from_tree(ast.parse(call))


def _from_code() -> Iterator[Message]:
    for path in sorted(DESK.rglob("*.py")):
        yield from _from_tree(ast.parse(path.read_text(encoding="utf-8")))


def _from_tree(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in _CALLS:
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if node.func.id.startswith("pgettext") and len(texts) == 2:
            yield texts[0], texts[1], None
        elif texts and len(texts) >= _CALLS[node.func.id]:
            yield None, texts[0], texts[1] if _CALLS[node.func.id] == 2 else None


def _from_declarations() -> Iterator[Message]:
    for kind in KINDS.values():
        for text in (kind.label, kind.plural):
            yield None, text, None
        for part in kind.parts:
            for field in (part, *(() if isinstance(part, Field) else part.fields())):
                yield None, field.label, None
                yield None, field.help, None
    for measure in measures().values():
        yield None, measure.label, None
    for word in (*relations(), *RANKS, "settlement", "height", "ravine", "road", "river"):
        yield None, word, None
    for name in vocabularies():
        for term in vocabulary(name).terms.values():
            yield None, term.label, None
    for check in checks().values():
        for text in (check.label, check.mend):
            yield None, text, None
    for words in (*inverses(), *reasons().values(), *MONTHS, "and", "or", *patterns()):
        yield None, words, None
    declared = json.loads((DESK / "statement" / "claim_fields.json").read_text(encoding="utf-8"))
    for one in declared:
        for text in (one["label"], one.get("help"), *one.get("choices", ())):
            if text:
                yield None, text, None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lines(text: str) -> str:
    return "\n".join(_quoted(line + "\n") for line in text.splitlines())


if __name__ == "__main__":
    main()

"""The rules of the house that no ready-made linter knows."""

import ast
import json
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 60
SOURCES = sorted(
    path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts and "node_modules" not in path.parts
)
# In pieces, so that this file does not hold what it forbids.
FORBIDDEN = [
    "".join(pieces)
    for pieces in [
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("registry.npm", "js"),
        ("registry.yarn", "pkg"),
        ("deb.debian", ".org"),
        ("/wo", "rk/"),
        (".lib", "rary/"),
        ("farm", "-studio"),
        ("farm", "-bench"),
    ]
]


def tracked() -> list[Path]:
    """The files that git knows, without those just deleted."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def pinned_names(value: list[str]) -> set[str]:
    return {"".join(c if c.isalnum() or c in "-_." else " " for c in entry).split()[0] for entry in value}


def imports_the_front_door(path: Path) -> bool:
    """Say whether a room imports the package itself, whose `__init__` imports rooms: a knot."""
    rooms = {room.stem for room in (ROOT / "src" / "minetrace").iterdir()}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import) and any(alias.name == "minetrace" for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "minetrace" and not node.level:
            return not {alias.name for alias in node.names} <= rooms
    return False


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_a_file_holds_one_noun(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and (length := node.end_lineno - node.lineno + 1) > MOST_FUNCTION_LINES
    ]
    assert (lines <= MOST_FILE_LINES, long) == (True, []), f"{short(path)} has {lines} lines: which noun is missing?"


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_no_room_imports_the_front_door(path: Path) -> None:
    assert not imports_the_front_door(path)


def test_no_tracked_file_names_a_registry_or_this_workplace() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        found += [f"{short(path)}: {word}" for word in FORBIDDEN if word.encode() in content]
    assert found == []


def test_lock_files_hold_no_address() -> None:
    locks = [ROOT / "web" / "package-lock.json", *sorted((ROOT / "requirements").glob("*.txt"))]
    assert len(locks) > 1
    assert [short(path) for path in locks if "://" in path.read_text(encoding="utf-8")] == []
    assert [short(path) for path in tracked() if path.name == "uv.lock"] == []


def test_third_party_scripts_are_not_committed() -> None:
    parts = {"node_modules", "vendor"}
    assert [short(path) for path in tracked() if parts & set(path.relative_to(ROOT).parts)] == []


def test_the_founding_statement_is_not_committed(shared: Path) -> None:
    text = (shared / "corpus" / "seed" / "statement.txt").read_text(encoding="utf-8")
    sentences = [part.strip().encode() for line in text.splitlines() for part in line.split(". ") if len(part) > 60]
    assert sentences
    assert [short(path) for path in tracked() for one in sentences if one in path.read_bytes()] == []


def test_every_dependency_has_its_reason_and_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    listed = {line.split("|")[1].strip().strip("`") for line in page.splitlines() if line.startswith("| `")}
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    needed = set().union(*map(pinned_names, groups))
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    needed |= {*package["dependencies"], *package["devDependencies"]}
    assert listed == needed


def test_every_dependency_is_pinned_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "runtime": project["project"]["dependencies"],
        "dev": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
        **{name: project["dependency-groups"][name] for name in ("bootstrap", "build", "node", "peers")},
    }
    for name, entries in wanted.items():
        lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if "==" in line and not line.startswith((" ", "#"))]
        pinned = {line.partition("==")[0].partition("[")[0] for line in pins}
        assert pinned_names(entries) <= pinned, f"requirements/{name}.txt: ./run lock"
        assert all("--hash=sha256:" in lines[lines.index(pin) + 1] for pin in pins)

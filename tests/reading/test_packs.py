"""The packs of the languages: data that the code can rely on."""

import re
import tomllib
from pathlib import Path

import pytest

import minetrace.reading
from minetrace.reading.pack import load_pack, packed_languages

CODE = Path(minetrace.reading.__file__).parent


def test_every_use_of_small_words_is_known_to_a_language() -> None:
    code = "".join(path.read_text("utf-8") for path in CODE.rglob("*.py"))
    written = re.findall(r'words\["([\w|]+)"\]', code)
    used = {name for use in written for name in use.split("|")}
    assert len(used) > 100
    assert used <= {name for language in packed_languages() for name in load_pack(language).words}


@pytest.mark.parametrize("language", packed_languages())
def test_every_paradigm_is_declared(language: str) -> None:
    folder = CODE / "languages" / language
    declared = set(tomllib.loads((folder / "language.toml").read_text("utf-8")).get("paradigms", {}))
    written = [path.read_text("utf-8") for path in folder.glob("*.toml")]
    assert {name for text in written for name in re.findall(r"[^\W\d_]/([a-z]\w*)", text)} <= declared


@pytest.mark.parametrize("language", packed_languages())
def test_packs_are_written_in_the_letters_that_the_reader_reads(language: str) -> None:
    texts = [path.read_text("utf-8") for path in (CODE / "languages" / language).glob("*.toml")]
    lines = [line for text in texts for line in text.splitlines() if not line.startswith("#")]
    assert not any("ё" in line for line in lines)


@pytest.mark.parametrize("language", packed_languages())
def test_every_bare_scale_is_a_scale(language: str) -> None:
    numerals = load_pack(language).numerals
    assert set(numerals.get("bare_scales", ())) <= set(numerals["scales"])


def test_no_rule_spells_an_english_word() -> None:
    """Words of a language stand in its pack: a rule compares with a class of words, a sign, or nothing."""
    spelled = re.compile(r'\.lower (?:==|!=|in|not in) \(?"[a-z]{2,}|(?:endswith|startswith)\(\(?"[a-z]')
    found = [(path.name, line) for path in CODE.rglob("*.py") for line in spelled.findall(path.read_text("utf-8"))]
    assert found == []

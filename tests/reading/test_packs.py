"""The packs of the languages: data that the code can rely on."""

import re
from pathlib import Path

import minetrace.reading
from minetrace.reading.pack import load_pack

CODE = Path(minetrace.reading.__file__).parent


def test_every_use_of_small_words_is_known_to_english() -> None:
    used = {name for path in CODE.rglob("*.py") for name in re.findall(r'words\["(\w+)"\]', path.read_text("utf-8"))}
    assert len(used) > 100
    assert used <= set(load_pack("en").words)


def test_no_rule_spells_an_english_word() -> None:
    """Words of a language stand in its pack: a rule compares with a class of words, a sign, or nothing."""
    spelled = re.compile(r'\.lower (?:==|!=|in|not in) \(?"[a-z]{2,}|(?:endswith|startswith)\(\(?"[a-z]')
    found = [(path.name, line) for path in CODE.rglob("*.py") for line in spelled.findall(path.read_text("utf-8"))]
    assert found == []

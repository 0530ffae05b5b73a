"""The pseudo-locale: complete, fresh, and harmless to placeholders."""

import gettext
import io
import re

import pytest

from minetrace.desk.translations import CATALOGUE, messages, mo, po, pseudo


@pytest.mark.parametrize(
    "text", ["%(n)s claims wait", "100 %% of {{ n }} in <a href='x'>here</a> &amp; there", "Kept by {name}, %s"]
)
def test_placeholders_and_markup_stay(text: str) -> None:
    marks = re.compile(r"%\(\w+\)s|%%|%s|\{[^}]*\}|<[^>]*>|&\w+;")
    assert marks.findall(pseudo(text)) == marks.findall(text)
    assert not re.search("[A-Za-z]", marks.sub("", pseudo(text)))


def test_the_committed_catalogue_is_fresh() -> None:
    found = messages()
    again = "python -m minetrace.desk.translations"
    assert (CATALOGUE / "django.po").read_text(encoding="utf-8") == po(found), again
    assert (CATALOGUE / "django.mo").read_bytes() == mo(found), again


def test_programs_read_it() -> None:
    catalogue = gettext.GNUTranslations(io.BytesIO(mo(messages())))
    assert catalogue.gettext("Read right") == pseudo("Read right")
    one, many = "%(n)s claim waits to be checked in %(source)s", "%(n)s claims wait to be checked in %(source)s"
    assert catalogue.ngettext(one, many, 1) == pseudo(one)
    assert catalogue.ngettext(one, many, 12) == pseudo(many)

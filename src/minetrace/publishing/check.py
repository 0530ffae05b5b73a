"""Check a statement against the register: the door of this room."""

from __future__ import annotations

from minetrace.accounts.actor import Actor
from minetrace.publishing.answering import RegisterAnswers
from minetrace.publishing.checked import CheckedText
from minetrace.publishing.examining import examine
from minetrace.register import gazetteer


def check(text: str, *, actor: Actor, time_zone: str) -> CheckedText:
    """Check a statement: its front matter binds names to figures and claims, its Markdown prints them.

    Gives the finished text with the trail of every number, or every refusal with its line. Figures are asked as the
    actor may see them; `time_zone` (IANA) says where a `known_on` day ends. Nothing is written.
    """
    return examine(text, RegisterAnswers(actor, time_zone, gazetteer.current()))

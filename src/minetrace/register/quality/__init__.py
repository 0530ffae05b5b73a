"""Checks of the register: numbered, each finding with its record, its reason and a mend that a person applies.

`examine` reads what an actor may see, through the one read path; a field above their tier takes part in no check.
"""

from minetrace.register.quality.examining import Examined, examine, mend
from minetrace.register.quality.flaw import Check, Flaw, checks
from minetrace.register.quality.ground import GroundSum, ground_sum
from minetrace.register.quality.survey import SurveyState, survey_state

__all__ = [
    "Check",
    "Examined",
    "Flaw",
    "GroundSum",
    "SurveyState",
    "checks",
    "examine",
    "ground_sum",
    "mend",
    "survey_state",
]

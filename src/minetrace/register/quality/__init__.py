"""Checks of the register: numbered, each finding with its record, its reason and a mend that a person applies.

`examining.examine` reads what an actor may see, through the one read path; a field above their tier takes part in no
check. `survey.survey_state` says what is known of a piece of ground, or "not surveyed".
"""

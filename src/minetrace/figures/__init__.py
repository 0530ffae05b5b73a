"""Figures: a question with an answer from low to high, down to the record versions and claims it counts."""

"""Texts in which every number is a figure or a claim: checked before they go out, with the trail of each number."""

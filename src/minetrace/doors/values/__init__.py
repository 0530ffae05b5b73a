"""Cells told by value: numbers, days, coordinates, words. Pure functions over text."""

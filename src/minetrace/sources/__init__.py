"""Originals and their texts, readings and claims, and who found them read right."""

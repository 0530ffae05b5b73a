"""Keeping the register in order: findings of the checks with their mends, and records that may be duplicates."""

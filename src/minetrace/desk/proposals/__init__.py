"""Proposals: what waits for approval, and deciding on it."""

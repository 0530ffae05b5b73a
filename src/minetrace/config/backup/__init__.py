"""Backups: a whole home in one file while people work in it, and a new home from such a file, verified."""

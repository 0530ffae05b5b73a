"""Importing tables from pages: the command line does the work in a process of its own, pages show what it found."""

"""Claims become checks."""

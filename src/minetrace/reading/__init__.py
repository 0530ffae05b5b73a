"""A text becomes claims."""

"""The start page: what is here, and what to do next."""

"""Names become places and sets of places, from a dated gazetteer."""

"""The example programme: texts in our own words, an invented team's finds, decisions, a statement that binds them."""

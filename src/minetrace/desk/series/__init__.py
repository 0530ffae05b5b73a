"""Series pages: the totals that sources state for one measure and scope, over time, each once, with its sources."""

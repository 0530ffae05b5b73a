"""Records in versions, proposals, citations, events, places."""

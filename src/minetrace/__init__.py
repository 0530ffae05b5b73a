"""minetrace: every number about mines, traced to its source."""

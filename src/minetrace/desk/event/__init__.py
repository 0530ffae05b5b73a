"""The event page: one happening or total over all sources, its origins, its figures, and why they belong together."""

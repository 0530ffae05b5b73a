"""The map page: records drawn with the precision that they have, and the same rows as a table."""

"""The agreements page: what was agreed, what is alleged under it by whom, and the reply beside it."""

"""The statement page: a text, its claims, and what people decide about them."""

"""The figure page: a question, its answer, and the trail from the number to the characters."""

"""The grammar: numbered rules that turn the chunks of a clause into drafts of claims.

Rules are numbered by family: G groups of a number and its noun, P predicates, S scope of place and time, A who says
so, C kind of count, L links between claims, V visits, R provisions. Every claim carries the numbers it used.
"""

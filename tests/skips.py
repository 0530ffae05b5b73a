"""Which skipped tests CI forgives."""

NO_SHARED = "no ../shared"

Skip = tuple[str, str]
"""A test's id and the reason it gave."""


def unforgiven(skips: list[Skip], *, ci: bool, shared_is_there: bool) -> list[Skip]:
    """Return the skips that fail the run: in CI all but those for want of `../shared` where it is really absent."""
    if not ci:
        return []
    return [skip for skip in skips if shared_is_there or not skip[1].startswith(NO_SHARED)]

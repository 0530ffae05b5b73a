"""How pages refuse: the HTTP status of a numbered problem, and addresses that ask for what a page cannot show."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from minetrace.terms.problem import Problem

_STATUSES = {
    **dict.fromkeys(("MT-321", "MT-425"), 403),
    "MT-411": 404,
    **dict.fromkeys(("MT-421", "MT-422", "MT-423", "MT-424"), 409),
}


def http_status(problem: Problem) -> int:
    """403 where the person may not, 404 where nothing is, 409 where the register stands otherwise; else 422."""
    return _STATUSES.get(problem.code, 422)


def require_known(query: Mapping[str, str], filters: Mapping[str, Collection[str] | None]) -> None:
    """Refuse an address whose filters a page does not have, or whose values they do not take.

    `filters` gives the values that each filter takes, None for any text; an empty value says nothing. Raises MT-452,
    MT-453: a filter that is ignored in silence shows an answer to another question.
    """
    for name, value in query.items():
        if name not in filters:
            raise Problem("MT-453", name=name, known=", ".join(filters))
        known = filters[name]
        if value and known is not None and value not in known:
            raise Problem("MT-452", name=name, value=value, known=", ".join(known))

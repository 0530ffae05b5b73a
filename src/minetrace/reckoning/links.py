"""How the claims of one text hang together: by id, by whole, by total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minetrace.terms.claim import Claim


class Links:
    """The claims of one reading in the order of the text, with the links that the text itself licenses."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = tuple(sorted(claims, key=lambda claim: (claim.span, claim.id)))
        self._by_id = {claim.id: claim for claim in self.claims}
        self._parts: dict[str, list[Claim]] = {}
        self._kin: dict[str, set[str]] = {claim.id: set() for claim in self.claims}
        for claim in self.claims:
            if claim.part_of:
                self._parts.setdefault(claim.part_of, []).append(claim)
            for ids in (claim.total_of, (claim.part_of,) if claim.part_of else ()):
                self._relate((claim.id, *ids))

    def find(self, ids: Iterable[str]) -> list[Claim]:
        """The claims with these ids, without those that the reading does not hold."""
        return [self._by_id[id_] for id_ in ids if id_ in self._by_id]

    def whole(self, part: Claim) -> Claim | None:
        """The claim that `part` is stated to be cut from."""
        return self._by_id.get(part.part_of) if part.part_of else None

    def parts(self, whole: Claim) -> list[Claim]:
        """The claims stated to be cut from `whole`, in the order of the text."""
        return self._parts.get(whole.id, [])

    def related(self, left: Claim, right: Claim) -> bool:
        """True where a chain of stated links leads from one claim to the other."""
        seen, waiting = {left.id}, [left.id]
        while waiting:
            for id_ in self._kin[waiting.pop()] - seen:
                seen.add(id_)
                waiting.append(id_)
        return right.id in seen

    def _relate(self, ids: Iterable[str]) -> None:
        known = [id_ for id_ in ids if id_ in self._by_id]
        for id_ in known:
            self._kin[id_].update(known)

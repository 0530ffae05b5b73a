"""An actor: a name, what it may do, and the highest tier of fields it may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from minetrace.terms.problem import Problem

Tier = Literal["public", "partner", "restricted", "person"]
Permission = Literal["add", "read_right", "take", "approve", "erase"]
TIERS: tuple[Tier, ...] = ("public", "partner", "restricted", "person")

ROLES: dict[str, tuple[Tier, frozenset[Permission]]] = {
    "visitor": ("public", frozenset()),
    "reader": ("partner", frozenset({"add", "read_right"})),
    "officer": ("restricted", frozenset({"add", "read_right", "take", "approve"})),
    "keeper": ("person", frozenset({"add", "read_right", "take", "approve", "erase"})),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the ledger keeps `name`, `may` decides on verbs, `tier` on fields."""

    name: str
    role: str = "visitor"

    @property
    def tier(self) -> Tier:
        """The highest tier this actor sees."""
        return ROLES[self.role][0]

    def sees(self, tier: str) -> bool:
        """Whether fields of a tier are shown to this actor."""
        return TIERS.index(tier) <= TIERS.index(self.tier)

    def may(self, permission: Permission) -> bool:
        """Whether this actor may do a verb."""
        return permission in ROLES[self.role][1]

    def require(self, permission: Permission) -> None:
        """Raise MT-321 when this actor may not do a verb."""
        if not self.may(permission):
            raise Problem("MT-321", actor=self.name, permission=permission.replace("_", " "))


def with_role(name: str, role: str) -> Actor:
    """An actor of a role. Raises MT-322 for a role that is none."""
    if role not in ROLES:
        raise Problem("MT-322", role=role, roles=", ".join(ROLES))
    return Actor(name, role)


def keeper(name: str) -> Actor:
    """Whoever works on the home's own files: nothing in them is hidden from them anyway."""
    return Actor(name, "keeper")

"""The kinds of record, one declaration each."""

from minetrace.register.kinds.agreement import AGREEMENT, ALLEGATION, PROVISION, REPLY
from minetrace.register.kinds.declaration import Field, Kind
from minetrace.register.kinds.find import FIND
from minetrace.register.kinds.visit import VISIT

KINDS: dict[str, Kind] = {kind.name: kind for kind in (FIND, VISIT, AGREEMENT, PROVISION, ALLEGATION, REPLY)}

__all__ = ["KINDS", "Field", "Kind"]

"""The kinds of record, one declaration each."""

from minetrace.register.kinds.accident import ACCIDENT, VICTIM
from minetrace.register.kinds.activity import ACTIVITY, PRODUCT
from minetrace.register.kinds.agreement import AGREEMENT, ALLEGATION, PROVISION, REPLY
from minetrace.register.kinds.declaration import Field, Kind
from minetrace.register.kinds.find import FIND
from minetrace.register.kinds.hazardous_area import HAZARDOUS_AREA
from minetrace.register.kinds.people import ASSISTANCE, EDUCATION
from minetrace.register.kinds.programme import IMPACT_SITE, MINEFIELD_RECORD, ORGANISATION, TALLY
from minetrace.register.kinds.quality_management import QUALITY_FINDING, QUALITY_VISIT
from minetrace.register.kinds.stockpile import ORDNANCE_TYPE, STOCKPILE
from minetrace.register.kinds.visit import VISIT

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        FIND,
        VISIT,
        AGREEMENT,
        PROVISION,
        ALLEGATION,
        REPLY,
        HAZARDOUS_AREA,
        ACTIVITY,
        PRODUCT,
        ACCIDENT,
        VICTIM,
        TALLY,
        ORGANISATION,
        MINEFIELD_RECORD,
        IMPACT_SITE,
        EDUCATION,
        ASSISTANCE,
        STOCKPILE,
        QUALITY_VISIT,
        QUALITY_FINDING,
        ORDNANCE_TYPE,
    )
}

__all__ = ["KINDS", "Field", "Kind"]

"""What a programme keeps beside its ground: organisations, periodic returns, handed-over records, impact sites."""

from minetrace.register.kinds.declaration import Field, Kind, Period, Range

ORGANISATION = Kind(
    name="organisation",
    prefix="O",
    label="Organisation",
    plural="Organisations",
    summary=("name", "organisation_type"),
    parts=(
        Field(name="name", type="text", label="Name", help="Full name."),
        Field(name="short_name", type="text", label="Short name", help="As used in reports."),
        Field(
            name="organisation_type",
            type="term",
            vocabulary="organisation_type",
            label="Type",
            help="Authority, operator, media ...",
        ),
        Field(name="country", type="country", label="Country", help="ISO 3166-1 alpha-2 code of its seat."),
        Period(name="accredited", label="Accredited", help="First day of its accreditation."),
        Field(
            name="contact",
            type="text",
            label="Contact",
            tier="person",
            help="Person to ask. Person tier: can be erased.",
        ),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

TALLY = Kind(
    name="tally",
    prefix="N",
    label="Periodic return",
    plural="Periodic returns",
    summary=("organisation", "category", "quantity_low", "covered_from"),
    parts=(
        Field(
            name="organisation", type="record", kind="organisation", label="Organisation", help="Whose return it is."
        ),
        Period(name="covered", label="Period", help="First day that the return covers."),
        Field(name="places", type="places", label="Places", help="The area that the return covers."),
        Field(
            name="category",
            type="term",
            vocabulary="eo_category",
            label="Category",
            help="What was counted, any level.",
        ),
        Field(name="model", type="text", label="Model", help="Designation, if the return counts by model."),
        Range(name="quantity", label="Found", help="Items found in the period."),
        Range(name="destroyed", label="Destroyed", help="Items destroyed in the period."),
        Field(name="cleared_m2", type="count", label="Cleared, m²", help="Land cleared in the period."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

MINEFIELD_RECORD = Kind(
    name="minefield_record",
    prefix="M",
    label="Minefield record",
    plural="Minefield records",
    summary=("giver", "given_on", "quantity_low", "places"),
    parts=(
        Field(name="giver", type="text", label="Given by", help="Who handed the record over."),
        Field(name="receiver", type="text", label="Given to", help="Who received it."),
        Field(name="given_on", type="day", label="Given on", help="Day of the handover."),
        Field(name="batch", type="text", label="Batch", help="The handover it came with."),
        Field(
            name="reference_points",
            type="text",
            label="Reference points",
            tier="restricted",
            help="At least two, as the record states them.",
        ),
        Field(name="rows", type="count", label="Rows", tier="restricted", help="Number of rows stated."),
        Range(name="quantity", label="Mines stated", help="Number of mines that the record states."),
        Field(
            name="category",
            type="term",
            vocabulary="eo_category",
            label="Category",
            help="What it says lies there, any level.",
        ),
        Field(name="model", type="text", label="Model", help="Designation stated."),
        Period(name="laid", label="Laid", help="First day of laying, as stated."),
        Field(name="places", type="places", label="Places", help="Where it lies, as a set of places."),
        Field(
            name="outline",
            type="geometry",
            label="Outline",
            tier="restricted",
            help="Polygon in WGS 84 drawn from the record.",
        ),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

IMPACT_SITE = Kind(
    name="impact_site",
    prefix="S",
    label="Impact site",
    plural="Impact sites",
    summary=("name", "site_type", "places"),
    parts=(
        Field(name="name", type="text", label="Name", help="Settlement, road, project or return site."),
        Field(name="site_type", type="term", vocabulary="site_type", label="Type", help="What it is."),
        Field(name="places", type="places", label="Places", help="Where it is, as a set of places."),
        Field(name="ground", type="geometry", label="Ground", help="Point, line or polygon in WGS 84."),
        Range(name="beneficiaries", label="People concerned", help="People who live there or would return."),
        Field(
            name="hazardous_area",
            type="record",
            kind="hazardous_area",
            label="Blocked by",
            help="The hazardous area that blocks it.",
        ),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

"""A hazardous area: suspected or confirmed ground, its evidence and its life."""

from minetrace.register.kinds.declaration import Field, Kind, Period, Range

HAZARDOUS_AREA = Kind(
    name="hazardous_area",
    prefix="H",
    label="Hazardous area",
    plural="Hazardous areas",
    summary=("name", "hazard_class", "hazard_status", "places"),
    parts=(
        Field(name="name", type="text", label="Name", help="The name people use for this ground."),
        Field(
            name="local_id", type="text", label="Local id", help="The number it bears in the organisation's own system."
        ),
        Field(
            name="hazard_class",
            type="term",
            vocabulary="hazard_class",
            label="Class",
            help="Suspected (SHA) or confirmed (CHA).",
        ),
        Field(
            name="hazard_status",
            type="term",
            vocabulary="hazard_status",
            label="State of the ground",
            help="Where it stands in its life: open, worked on, closed, handed over ...",
        ),
        Field(name="status_on", type="day", label="State since", help="Day on which it came to this state."),
        Field(
            name="categories",
            type="terms",
            vocabulary="eo_category",
            label="Ordnance",
            help="Categories suspected or confirmed here.",
        ),
        Field(
            name="evidence",
            type="terms",
            vocabulary="evidence",
            label="Evidence",
            help="Direct and indirect evidence, any level.",
        ),
        Period(name="recorded", label="Recorded", help="First day on which it was recorded."),
        Field(name="places", type="places", label="Places", help="Where it lies, as a set of places."),
        Field(
            name="perimeter",
            type="geometry",
            label="Perimeter",
            tier="restricted",
            help="Polygon in WGS 84. Uncleared ground: restricted.",
        ),
        Field(
            name="stated_m2",
            type="count",
            label="Area as stated, m²",
            help="The area the report states; the computed one is shown beside it.",
        ),
        Field(
            name="land_use",
            type="terms",
            vocabulary="land_use",
            label="Blocked use",
            help="What the ground cannot be used for.",
        ),
        Range(name="beneficiaries", label="Beneficiaries", help="People expected to gain from its release."),
        Field(name="organisation", type="record", kind="organisation", label="Organisation", help="Who recorded it."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

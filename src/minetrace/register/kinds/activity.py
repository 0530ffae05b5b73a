"""Activities on hazardous ground, and their products: land cancelled, reduced and cleared."""

from minetrace.register.kinds.declaration import Field, Kind, Period

ACTIVITY = Kind(
    name="activity",
    prefix="T",
    label="Activity",
    plural="Activities",
    summary=("activity_type", "organisation", "done_from", "activity_status"),
    parts=(
        Field(
            name="activity_type",
            type="term",
            vocabulary="activity_type",
            label="Type",
            help="Survey, clearance, spot task ...",
        ),
        Field(
            name="hazardous_area",
            type="record",
            kind="hazardous_area",
            label="Hazardous area",
            help="The area it was done on.",
        ),
        Field(name="organisation", type="record", kind="organisation", label="Organisation", help="Who did it."),
        Field(name="method", type="text", label="Method", help="Asset and method, as the operator calls it."),
        Period(name="done", label="Done", help="First day of work."),
        Field(
            name="activity_status",
            type="term",
            vocabulary="activity_status",
            label="State of the work",
            help="Where the work stands: planned, ongoing, completed ...",
        ),
        Field(name="places", type="places", label="Places", help="Where it was done, as a set of places."),
        Field(name="team", type="text", label="Team", tier="partner", help="The team that did it."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

PRODUCT = Kind(
    name="product",
    prefix="Q",
    label="Land release product",
    plural="Land release products",
    summary=("product", "activity", "stated_m2", "depth_cm"),
    parts=(
        Field(
            name="product",
            type="term",
            vocabulary="release_product",
            label="Product",
            help="Cancelled, reduced or cleared.",
        ),
        Field(name="activity", type="record", kind="activity", label="Activity", help="The activity that made it."),
        Field(
            name="hazardous_area",
            type="record",
            kind="hazardous_area",
            label="Hazardous area",
            help="The area it is part of.",
        ),
        Field(
            name="ground",
            type="geometry",
            label="Ground",
            tier="partner",
            help="Polygon in WGS 84 of exactly this ground.",
        ),
        Field(
            name="stated_m2",
            type="count",
            label="Area as stated, m²",
            help="The area the report states; the computed one is shown beside it.",
        ),
        Field(
            name="depth_cm",
            type="count",
            label="Depth, cm",
            help="Depth to which it was cleared; none for cancelled ground.",
        ),
        Period(name="done", label="Done", help="First day of work on it."),
        Field(name="handover_on", type="day", label="Handed over on", help="Day on which it was handed to its users."),
        Field(name="receiver", type="text", label="Receiver", tier="partner", help="Who received it."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

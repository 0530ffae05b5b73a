"""A visit to ground or a site: who came, in what capacity, and what they were shown, counted and verified."""

from minetrace.register.kinds.declaration import Field, Kind, Period, Range

VISIT = Kind(
    name="visit",
    prefix="V",
    label="Visit",
    plural="Visits",
    summary=("who", "visited_from", "places", "verified"),
    parts=(
        Field(
            name="who", type="participants", label="Who", help="Name, role and capacity of each participant or group."
        ),
        Field(
            name="visit_type",
            type="term",
            vocabulary="visit_type",
            label="Kind of visit",
            help="What the visit was for.",
        ),
        Field(name="invited_by", type="text", label="Invited by", help="Who invited them, as stated."),
        Period(name="visited", label="Visited", help="First day of the visit."),
        Field(name="places", type="places", label="Places", help="Where they were, as a set of places."),
        Field(
            name="verified",
            type="term",
            vocabulary="verified_scope",
            label="Verified",
            help="What was verified; a visit never upgrades a count that it did not check.",
        ),
        Field(name="shown", type="text", label="Shown", help="What they were shown, as stated."),
        Range(name="counted", label="Counted", help="Number of items they counted themselves."),
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

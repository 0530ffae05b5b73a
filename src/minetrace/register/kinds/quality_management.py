"""Quality management: visits of inspectors, and what they found, with the corrective action and its days."""

from minetrace.register.kinds.declaration import Field, Kind, Period

QUALITY_VISIT = Kind(
    name="quality_visit",
    prefix="I",
    label="Quality visit",
    plural="Quality visits",
    summary=("visit_type", "organisation", "visited_from", "result"),
    parts=(
        Field(
            name="visit_type",
            type="term",
            vocabulary="visit_type",
            label="Type",
            help="Quality assurance, quality control, accreditation ...",
        ),
        Field(
            name="inspected_by", type="record", kind="organisation", label="Inspected by", help="Whose inspectors came."
        ),
        Field(name="organisation", type="record", kind="organisation", label="Organisation", help="Who was inspected."),
        Field(name="activity", type="record", kind="activity", label="Activity", help="The work that was inspected."),
        Period(name="visited", label="Visited", help="First day of the visit."),
        Field(name="places", type="places", label="Places", help="Where it was, as a set of places."),
        Field(name="result", type="term", vocabulary="quality_result", label="Result", help="As the report states it."),
        Field(name="sample_m2", type="count", label="Sampled, m²", help="Ground that quality control sampled."),
        Field(
            name="sample_result",
            type="term",
            vocabulary="quality_result",
            label="Result of the sample",
            help="Whether the sampled ground passed.",
        ),
        Field(name="inspector", type="text", label="Inspector", tier="person", help="Person tier: can be erased."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

QUALITY_FINDING = Kind(
    name="quality_finding",
    prefix="G",
    label="Quality finding",
    plural="Quality findings",
    summary=("severity", "about", "due_on", "closed_on"),
    parts=(
        Field(name="visit", type="record", kind="quality_visit", label="Visit", help="The visit that found it."),
        Field(
            name="severity",
            type="term",
            vocabulary="finding_severity",
            label="Severity",
            help="Conforms, observation, or how grave the non-conformity is.",
        ),
        Field(name="about", type="text", label="About", tier="partner", help="What was found, in a few words."),
        Field(
            name="corrective_action",
            type="text",
            label="Corrective action",
            tier="partner",
            help="What has to be done about it, or was done.",
        ),
        Field(name="found_on", type="day", label="Found on", help="Day of the finding."),
        Field(name="due_on", type="day", label="Due on", help="Day by which it has to be mended."),
        Field(name="closed_on", type="day", label="Closed on", help="Day on which it was found mended."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

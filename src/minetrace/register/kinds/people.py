"""What is done for people: risk education, and assistance to those harmed, under a pseudonym."""

from minetrace.register.kinds.declaration import Field, Kind, Period, Range

EDUCATION = Kind(
    name="education",
    prefix="E",
    label="Risk education",
    plural="Risk education",
    summary=("method", "organisation", "held_from", "reached_low"),
    parts=(
        Field(
            name="method",
            type="term",
            vocabulary="eore_method",
            label="Method",
            help="How it was delivered: face to face, at school, by media ...",
        ),
        Field(name="organisation", type="record", kind="organisation", label="Provider", help="Who gave it."),
        Period(name="held", label="Held", help="First day of it."),
        Field(name="places", type="places", label="Places", help="Where it was given, as a set of places."),
        Field(name="sessions", type="count", label="Sessions", help="How many sessions were held."),
        Range(name="reached", label="People reached", help="The total as stated; parts may be known for some only."),
        Field(name="women", type="count", label="Women", help="Of them, women."),
        Field(name="men", type="count", label="Men", help="Of them, men."),
        Field(name="girls", type="count", label="Girls", help="Of them, girls under 18."),
        Field(name="boys", type="count", label="Boys", help="Of them, boys under 18."),
        Field(name="with_disability", type="count", label="With a disability", help="Of them, people with one."),
        Field(name="displaced", type="count", label="Displaced or returned", help="Of them, not in their old home."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

ASSISTANCE = Kind(
    name="assistance",
    prefix="B",
    label="Assistance",
    plural="Assistance",
    summary=("service", "organisation", "given_from"),
    parts=(
        Field(
            name="person_code",
            type="text",
            label="Person's code",
            tier="restricted",
            help="A code that only the provider can open; never a name, a number of papers, or a record of a casualty.",
        ),
        Field(
            name="service",
            type="term",
            vocabulary="va_service",
            label="Service",
            help="Care, rehabilitation, support ...",
        ),
        Field(name="organisation", type="record", kind="organisation", label="Provider", help="Who gave it."),
        Period(name="given", label="Given", help="First day of the service."),
        Field(name="places", type="places", label="Places", help="Where it was given; a district, not an address."),
        Field(name="sex", type="term", vocabulary="sex", label="Sex", help="As recorded."),
        Field(
            name="age_group", type="term", vocabulary="age_group", label="Age group", help="Never an exact age here."
        ),
        Field(
            name="referred_to", type="text", label="Referred to", tier="partner", help="The service they were sent to."
        ),
        Field(name="referred_on", type="day", label="Referred on", help="Day of the referral."),
        Field(name="result", type="text", label="Result", tier="restricted", help="What came of it, in a few words."),
        Field(
            name="remark", type="text", label="Remark", tier="restricted", help="Anything that the fields do not hold."
        ),
    ),
)

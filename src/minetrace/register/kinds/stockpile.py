"""Stockpiles as treaties ask for them, and types of ordnance: how they are known again and what law says of them.

Neither holds anything on arming, handling or render-safe.
"""

from minetrace.register.kinds.declaration import Field, Kind, Period, Range

STOCKPILE = Kind(
    name="stockpile",
    prefix="K",
    label="Stockpile",
    plural="Stockpiles",
    summary=("category", "model", "held_low", "destroyed_low"),
    parts=(
        Field(name="organisation", type="record", kind="organisation", label="Holder", help="Who holds it."),
        Field(name="country", type="country", label="Country", help="ISO 3166-1 alpha-2 code."),
        Field(name="category", type="term", vocabulary="eo_category", label="Category", help="What it is, any level."),
        Field(name="model", type="text", label="Model", help="Designation as stated."),
        Field(name="lot", type="text", label="Lot", tier="partner", help="Lot numbers as stated."),
        Range(name="held", label="Held", help="Items held on the day."),
        Field(name="held_on", type="day", label="Held on", help="The day for which the number held is stated."),
        Range(name="retained", label="Retained", help="Of them, kept as treaties permit, for training or research."),
        Range(name="destroyed", label="Number destroyed", help="Items destroyed in the period."),
        Period(name="destruction", label="Destruction", help="First day of the destruction."),
        Field(
            name="disposal_method",
            type="term",
            vocabulary="disposal_method",
            label="Method",
            help="As treaty reports name it; nothing on how it is done.",
        ),
        Field(name="site", type="text", label="Site", tier="restricted", help="Where it is stored or was destroyed."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

ORDNANCE_TYPE = Kind(
    name="ordnance_type",
    prefix="D",
    label="Type of ordnance",
    plural="Types of ordnance",
    summary=("designation", "category", "made_in"),
    parts=(
        Field(name="designation", type="text", label="Designation", help="The name by which it is known."),
        Field(name="other_names", type="text", label="Other names", help="Other spellings and names, with commas."),
        Field(name="category", type="term", vocabulary="eo_category", label="Category", help="What it is, any level."),
        Field(name="made_in", type="country", label="Country of make", help="ISO 3166-1 alpha-2 code."),
        Field(name="marking", type="text", label="Marking", help="Letters, numbers and colours on it."),
        Field(name="appearance", type="text", label="Appearance", help="Shape, colour and material from outside."),
        Field(name="length_mm", type="count", label="Length, mm", help="Its longest side."),
        Field(name="width_mm", type="count", label="Width or diameter, mm", help="Across its longest side."),
        Field(
            name="legal_class",
            type="terms",
            vocabulary="legal_class",
            label="Legal class",
            help="The treaties whose definition it meets, as the programme holds.",
        ),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Nothing on its working or handling."),
    ),
)

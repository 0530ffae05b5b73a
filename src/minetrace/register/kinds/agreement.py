"""Agreements, their provisions in versions and languages, alleged breaches and the replies to them."""

from minetrace.register.kinds.declaration import Field, Kind

AGREEMENT = Kind(
    name="agreement",
    prefix="A",
    label="Agreement",
    plural="Agreements",
    summary=("title", "agreed_on"),
    parts=(
        Field(name="title", type="text", label="Title", help="The name by which it is cited."),
        Field(
            name="agreement_type",
            type="term",
            vocabulary="agreement_type",
            label="Kind",
            help="Treaty, statement, ceasefire ...",
        ),
        Field(name="agreed_on", type="day", label="Agreed on", help="Day of signature or publication."),
        Field(name="parties", type="participants", label="Parties", help="Each party, and since when it is one."),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

PROVISION = Kind(
    name="provision",
    prefix="P",
    label="Provision",
    plural="Provisions",
    summary=("agreement", "article"),
    parts=(
        Field(name="agreement", type="record", kind="agreement", label="Agreement", help="The agreement it stands in."),
        Field(name="article", type="text", label="Article or point", help="Its number, as cited."),
        Field(
            name="clause",
            type="texts",
            label="Clause texts",
            help="The clause in each language and version, with publisher and hash.",
        ),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

ALLEGATION = Kind(
    name="allegation",
    prefix="L",
    label="Allegation",
    plural="Allegations",
    summary=("provision", "alleged_by", "state"),
    parts=(
        Field(
            name="provision",
            type="record",
            kind="provision",
            label="Provision",
            help="The provision said to be broken.",
        ),
        Field(
            name="relation",
            type="term",
            vocabulary="provision_relation",
            label="What is said",
            help="Alleged breach, complied, or only cited.",
        ),
        Field(name="alleged_by", type="text", label="Alleged by", help="Who says so."),
        Field(name="against", type="text", label="Against", help="Who is said to have broken it, as stated."),
        Field(name="alleged_on", type="day", label="Alleged on", help="Day on which it was said."),
        Field(name="wording", type="text", label="Wording", help="The words that carry it."),
        Field(
            name="state",
            type="term",
            vocabulary="allegation_state",
            label="State",
            help="Alleged, answered, disputed, acknowledged ...",
        ),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

REPLY = Kind(
    name="reply",
    prefix="R",
    label="Reply",
    plural="Replies",
    summary=("allegation", "replied_by"),
    parts=(
        Field(
            name="allegation", type="record", kind="allegation", label="Allegation", help="The allegation it answers."
        ),
        Field(name="replied_by", type="text", label="Reply by", help="Who answers."),
        Field(name="replied_on", type="day", label="Reply on", help="Day of the reply."),
        Field(name="wording", type="text", label="Wording", help="The words of the reply."),
        Field(
            name="stance",
            type="term",
            vocabulary="reply_stance",
            label="Stance",
            help="Denies, accepts, or answers otherwise.",
        ),
        Field(name="remark", type="text", label="Remark", tier="partner", help="Anything that the fields do not hold."),
    ),
)

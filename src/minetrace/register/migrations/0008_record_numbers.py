"""The number of a version's record beside it, so that versions are put in order without a look at their records."""

from django.db import migrations, models

from minetrace.register.migrations._together import Together

_KINDS = (
    "accident",
    "activity",
    "agreement",
    "allegation",
    "assistance",
    "education",
    "find",
    "hazardous_area",
    "impact_site",
    "minefield_record",
    "ordnance_type",
    "organisation",
    "product",
    "provision",
    "quality_finding",
    "quality_visit",
    "reply",
    "stockpile",
    "tally",
    "victim",
    "visit",
)


_FILLED = (
    "UPDATE {0}_version SET record_number = (SELECT CAST(LTRIM(reference, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-') AS BIGINT) "
    "FROM record WHERE record.id = {0}_version.record_id)"
)


class Migration(migrations.Migration):
    dependencies = [("register", "0007_extra_fields")]

    operations = [
        Together(
            *(
                migrations.AddField(
                    f"{kind.replace('_', '')}version", "record_number", models.BigIntegerField(null=True)
                )
                for kind in _KINDS
            )
        ),
        *(migrations.RunSQL(_FILLED.format(kind), migrations.RunSQL.noop) for kind in _KINDS),
    ]

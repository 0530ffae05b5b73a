"""Fields that a programme declares for itself, by tier: nullable, so that no seal of an older version changes."""

from django.db import migrations, models

from minetrace.register.migrations._together import Together

_VERSIONS = (
    "accidentversion",
    "activityversion",
    "agreementversion",
    "allegationversion",
    "assistanceversion",
    "educationversion",
    "findversion",
    "hazardousareaversion",
    "impactsiteversion",
    "minefieldrecordversion",
    "ordnancetypeversion",
    "organisationversion",
    "productversion",
    "provisionversion",
    "qualityfindingversion",
    "qualityvisitversion",
    "replyversion",
    "stockpileversion",
    "tallyversion",
    "victimversion",
    "visitversion",
)
_COLUMNS = ("extra", "extra_partner", "extra_restricted")


class Migration(migrations.Migration):
    dependencies = [("register", "0006_people_stockpiles_quality")]

    operations = [
        Together(
            *(
                migrations.AddField(version, column, models.TextField(null=True))
                for version in _VERSIONS
                for column in _COLUMNS
            )
        )
    ]

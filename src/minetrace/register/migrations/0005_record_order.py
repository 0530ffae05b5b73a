"""References stand in the order of their numbers: by length, then by text."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0004_own_status")]

    operations = [
        migrations.AlterModelOptions(
            "record", {"ordering": [django.db.models.functions.text.Length("reference"), "reference"]}
        ),
        migrations.AddIndex(
            "record",
            models.Index(
                models.F("kind"),
                django.db.models.functions.text.Length("reference"),
                models.F("reference"),
                name="record_in_order",
            ),
        ),
    ]

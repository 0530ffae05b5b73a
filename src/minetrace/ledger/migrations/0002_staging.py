"""A table of batches that are being staged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Staging",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("actor", models.TextField()),
                ("verb", models.TextField()),
                ("what", models.TextField()),
                ("host", models.TextField()),
                ("process", models.BigIntegerField()),
                ("beat", models.BigIntegerField()),
            ],
            options={"db_table": "ledger_staging"},
        ),
    ]

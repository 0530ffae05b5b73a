"""Rows of imported tables, so that a second import knows them again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TableRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("data_set", models.CharField(db_index=True, max_length=64)),
                ("key", models.CharField(max_length=40)),
                ("content", models.CharField(max_length=32)),
                ("record", models.CharField(max_length=36)),
                ("entry", models.BigIntegerField(db_index=True)),
            ],
            options={"db_table": "source_table_row"},
        ),
    ]

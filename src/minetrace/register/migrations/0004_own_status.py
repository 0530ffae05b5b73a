"""Hazardous areas and activities get a state of their own beside the status that every version has.

Their declarations called it `status` and so took the place of that column.
"""

from django.db import migrations, models

_TABLES = ("hazardous_area", "activity")


def drop_layers(apps, schema_editor):
    """A GeoPackage's layers are views; SQLite rebuilds no table under one. They are laid again after migrating."""
    if schema_editor.connection.vendor == "sqlite":
        for table in _TABLES:
            schema_editor.execute(f"DROP VIEW IF EXISTS {table}")


class Migration(migrations.Migration):
    dependencies = [("register", "0003_links")]

    operations = [
        migrations.RunPython(drop_layers, migrations.RunPython.noop),
        migrations.AddField("hazardousareaversion", "hazard_status", models.TextField(null=True)),
        migrations.AlterField("hazardousareaversion", "status", models.CharField(max_length=12, default="approved")),
        migrations.AddField("activityversion", "activity_status", models.TextField(null=True)),
        migrations.AlterField("activityversion", "status", models.CharField(max_length=12, default="approved")),
    ]

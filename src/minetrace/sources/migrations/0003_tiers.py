"""The tier of a claim in a reading, and what the reading refused; rows kept before state neither."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_table_row")]

    operations = [
        migrations.AddField("reading", "refused", models.TextField(null=True)),
        migrations.AddField("readingclaim", "tier", models.CharField(max_length=8, null=True)),
        migrations.AddField("readingclaim", "doubts", models.TextField(null=True)),
    ]

"""Finds that a person placed in the scope of a stated total."""

import django.db.models.deletion
from django.db import migrations, models

import minetrace.ledger.identifiers


def _claim() -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.claim")


class Migration(migrations.Migration):
    dependencies = [("sources", "0004_claims_apart")]

    operations = [
        migrations.CreateModel(
            name="ClaimInScope",
            fields=[
                ("entry", models.BigIntegerField(db_index=True)),
                ("seal", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("ended_by", models.BigIntegerField(null=True)),
                (
                    "id",
                    models.CharField(
                        default=minetrace.ledger.identifiers.new_id,
                        editable=False,
                        max_length=36,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("find", _claim()),
                ("total", _claim()),
                ("actor", models.TextField()),
                ("why", models.TextField(default="")),
            ],
            options={"db_table": "claim_in_scope"},
        ),
        migrations.AddConstraint(
            model_name="claiminscope",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_by__isnull", True)), fields=("find", "total"), name="one_current_in_scope"
            ),
        ),
    ]

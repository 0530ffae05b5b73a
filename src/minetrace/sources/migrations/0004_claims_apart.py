"""Pairs of claims that a person called not the same."""

import django.db.models.deletion
from django.db import migrations, models

import minetrace.ledger.identifiers


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_tiers")]

    operations = [
        migrations.CreateModel(
            name="ClaimsApart",
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
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.claim"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sources.claim"
                    ),
                ),
                ("actor", models.TextField()),
                ("why", models.TextField(default="")),
            ],
            options={"db_table": "claims_apart"},
        ),
        migrations.AddConstraint(
            model_name="claimsapart",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_by__isnull", True)), fields=("claim", "other"), name="one_current_apart"
            ),
        ),
    ]

"""Risk education, assistance, stockpiles, types of ordnance, quality visits and their findings."""

import django.db.models.deletion
from django.db import migrations, models

from minetrace.register.migrations._together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0005_record_order"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="AssistanceVersion",
                fields=[
                    ("entry", models.BigIntegerField(db_index=True)),
                    ("seal", models.TextField()),
                    ("digest", models.CharField(max_length=64)),
                    ("ended_by", models.BigIntegerField(null=True)),
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("status", models.CharField(default="approved", max_length=12)),
                    ("basis", models.CharField(max_length=12)),
                    ("speaker", models.TextField(null=True)),
                    ("said_on", models.CharField(max_length=10, null=True)),
                    ("author", models.TextField()),
                    ("person_code", models.TextField(null=True)),
                    ("service", models.TextField(null=True)),
                    ("organisation", models.TextField(null=True)),
                    ("given_from", models.CharField(max_length=10, null=True)),
                    ("given_to", models.CharField(max_length=10, null=True)),
                    ("places", models.TextField(null=True)),
                    ("sex", models.TextField(null=True)),
                    ("age_group", models.TextField(null=True)),
                    ("referred_to", models.TextField(null=True)),
                    ("referred_on", models.CharField(max_length=10, null=True)),
                    ("result", models.TextField(null=True)),
                    ("remark", models.TextField(null=True)),
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.record"
                        ),
                    ),
                ],
                options={
                    "db_table": "assistance_version",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_by__isnull", True)),
                            fields=("record",),
                            name="one_open_assistance_version",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EducationVersion",
                fields=[
                    ("entry", models.BigIntegerField(db_index=True)),
                    ("seal", models.TextField()),
                    ("digest", models.CharField(max_length=64)),
                    ("ended_by", models.BigIntegerField(null=True)),
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("status", models.CharField(default="approved", max_length=12)),
                    ("basis", models.CharField(max_length=12)),
                    ("speaker", models.TextField(null=True)),
                    ("said_on", models.CharField(max_length=10, null=True)),
                    ("author", models.TextField()),
                    ("method", models.TextField(null=True)),
                    ("organisation", models.TextField(null=True)),
                    ("held_from", models.CharField(max_length=10, null=True)),
                    ("held_to", models.CharField(max_length=10, null=True)),
                    ("places", models.TextField(null=True)),
                    ("sessions", models.BigIntegerField(null=True)),
                    ("reached_low", models.BigIntegerField(null=True)),
                    ("reached_high", models.BigIntegerField(null=True)),
                    ("women", models.BigIntegerField(null=True)),
                    ("men", models.BigIntegerField(null=True)),
                    ("girls", models.BigIntegerField(null=True)),
                    ("boys", models.BigIntegerField(null=True)),
                    ("with_disability", models.BigIntegerField(null=True)),
                    ("displaced", models.BigIntegerField(null=True)),
                    ("remark", models.TextField(null=True)),
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.record"
                        ),
                    ),
                ],
                options={
                    "db_table": "education_version",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_by__isnull", True)),
                            fields=("record",),
                            name="one_open_education_version",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="OrdnanceTypeVersion",
                fields=[
                    ("entry", models.BigIntegerField(db_index=True)),
                    ("seal", models.TextField()),
                    ("digest", models.CharField(max_length=64)),
                    ("ended_by", models.BigIntegerField(null=True)),
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("status", models.CharField(default="approved", max_length=12)),
                    ("basis", models.CharField(max_length=12)),
                    ("speaker", models.TextField(null=True)),
                    ("said_on", models.CharField(max_length=10, null=True)),
                    ("author", models.TextField()),
                    ("designation", models.TextField(null=True)),
                    ("other_names", models.TextField(null=True)),
                    ("category", models.TextField(null=True)),
                    ("made_in", models.TextField(null=True)),
                    ("marking", models.TextField(null=True)),
                    ("appearance", models.TextField(null=True)),
                    ("length_mm", models.BigIntegerField(null=True)),
                    ("width_mm", models.BigIntegerField(null=True)),
                    ("legal_class", models.TextField(null=True)),
                    ("remark", models.TextField(null=True)),
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.record"
                        ),
                    ),
                ],
                options={
                    "db_table": "ordnance_type_version",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_by__isnull", True)),
                            fields=("record",),
                            name="one_open_ordnance_type_version",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="QualityFindingVersion",
                fields=[
                    ("entry", models.BigIntegerField(db_index=True)),
                    ("seal", models.TextField()),
                    ("digest", models.CharField(max_length=64)),
                    ("ended_by", models.BigIntegerField(null=True)),
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("status", models.CharField(default="approved", max_length=12)),
                    ("basis", models.CharField(max_length=12)),
                    ("speaker", models.TextField(null=True)),
                    ("said_on", models.CharField(max_length=10, null=True)),
                    ("author", models.TextField()),
                    ("visit", models.TextField(null=True)),
                    ("severity", models.TextField(null=True)),
                    ("about", models.TextField(null=True)),
                    ("corrective_action", models.TextField(null=True)),
                    ("found_on", models.CharField(max_length=10, null=True)),
                    ("due_on", models.CharField(max_length=10, null=True)),
                    ("closed_on", models.CharField(max_length=10, null=True)),
                    ("remark", models.TextField(null=True)),
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.record"
                        ),
                    ),
                ],
                options={
                    "db_table": "quality_finding_version",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_by__isnull", True)),
                            fields=("record",),
                            name="one_open_quality_finding_version",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="QualityVisitVersion",
                fields=[
                    ("entry", models.BigIntegerField(db_index=True)),
                    ("seal", models.TextField()),
                    ("digest", models.CharField(max_length=64)),
                    ("ended_by", models.BigIntegerField(null=True)),
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("status", models.CharField(default="approved", max_length=12)),
                    ("basis", models.CharField(max_length=12)),
                    ("speaker", models.TextField(null=True)),
                    ("said_on", models.CharField(max_length=10, null=True)),
                    ("author", models.TextField()),
                    ("visit_type", models.TextField(null=True)),
                    ("inspected_by", models.TextField(null=True)),
                    ("organisation", models.TextField(null=True)),
                    ("activity", models.TextField(null=True)),
                    ("visited_from", models.CharField(max_length=10, null=True)),
                    ("visited_to", models.CharField(max_length=10, null=True)),
                    ("places", models.TextField(null=True)),
                    ("result", models.TextField(null=True)),
                    ("sample_m2", models.BigIntegerField(null=True)),
                    ("sample_result", models.TextField(null=True)),
                    ("inspector", models.TextField(null=True)),
                    ("remark", models.TextField(null=True)),
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.record"
                        ),
                    ),
                ],
                options={
                    "db_table": "quality_visit_version",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_by__isnull", True)),
                            fields=("record",),
                            name="one_open_quality_visit_version",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="StockpileVersion",
                fields=[
                    ("entry", models.BigIntegerField(db_index=True)),
                    ("seal", models.TextField()),
                    ("digest", models.CharField(max_length=64)),
                    ("ended_by", models.BigIntegerField(null=True)),
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("status", models.CharField(default="approved", max_length=12)),
                    ("basis", models.CharField(max_length=12)),
                    ("speaker", models.TextField(null=True)),
                    ("said_on", models.CharField(max_length=10, null=True)),
                    ("author", models.TextField()),
                    ("organisation", models.TextField(null=True)),
                    ("country", models.TextField(null=True)),
                    ("category", models.TextField(null=True)),
                    ("model", models.TextField(null=True)),
                    ("lot", models.TextField(null=True)),
                    ("held_low", models.BigIntegerField(null=True)),
                    ("held_high", models.BigIntegerField(null=True)),
                    ("held_on", models.CharField(max_length=10, null=True)),
                    ("retained_low", models.BigIntegerField(null=True)),
                    ("retained_high", models.BigIntegerField(null=True)),
                    ("destroyed_low", models.BigIntegerField(null=True)),
                    ("destroyed_high", models.BigIntegerField(null=True)),
                    ("destruction_from", models.CharField(max_length=10, null=True)),
                    ("destruction_to", models.CharField(max_length=10, null=True)),
                    ("disposal_method", models.TextField(null=True)),
                    ("site", models.TextField(null=True)),
                    ("remark", models.TextField(null=True)),
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.record"
                        ),
                    ),
                ],
                options={
                    "db_table": "stockpile_version",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_by__isnull", True)),
                            fields=("record",),
                            name="one_open_stockpile_version",
                        )
                    ],
                },
            ),
        )
    ]

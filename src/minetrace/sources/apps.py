"""Sources as a Django application."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Originals, texts, readings, claims, and whether they were read right."""

    name = "minetrace.sources"
    label = "sources"

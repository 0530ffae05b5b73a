"""The register as a Django application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """What the programme holds, in versions."""

    name = "minetrace.register"
    label = "register"

"""The desk as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages people work on."""

    name = "minetrace.desk"
    label = "desk"

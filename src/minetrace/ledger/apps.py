"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Every change, numbered and sealed."""

    name = "minetrace.ledger"
    label = "ledger"

"""Accounts as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may see and do what."""

    name = "minetrace.accounts"
    label = "accounts"

"""Settings, addresses and the server: the only room that knows all the others."""

from __future__ import annotations

import django
from django.conf import settings as django_settings

from minetrace.config.home import Home


def setup(home: Home) -> None:
    """Start Django on one home. May be called once in a process: a process serves one register.

    Raises MT-351 for a file of own fields that does not fit.
    """
    from minetrace.config.settings import settings_for
    from minetrace.register.kinds.extra import declare

    declare(home.path)
    django_settings.configure(**settings_for(home))
    django.setup()

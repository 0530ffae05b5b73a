"""The application that a web server runs; the home is named by MINETRACE_HOME."""

from __future__ import annotations

import os
from pathlib import Path

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler

from minetrace.config import setup
from minetrace.config.home import load

setup(load(Path(os.environ["MINETRACE_HOME"])))
application = StaticFilesHandler(WSGIHandler())

"""Settings for the type checker alone: it needs the models, never a real home."""

from pathlib import Path
from tempfile import mkdtemp

from minetrace.config.home import Home
from minetrace.config.settings import settings_for

globals().update(settings_for(Home(path=Path(mkdtemp()))))

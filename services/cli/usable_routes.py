"""Loads the routes for a command; routes that cannot be used are a Problem with every mistake in them."""

from pathlib import Path

from services.cli.problems import Problem
from services.notifier.adapters.routes_file import load_config
from services.notifier.domain.config import BadConfig, Config
from shared.runtime.settings import Settings


def usable_routes(settings: Settings, file: Path | None = None) -> Config:
    """The routes of `file`, else those of the settings; raises Problem."""
    try:
        return load_config(file or settings.routes, settings)
    except BadConfig as error:
        apart = "\n" if len(error.problems) > 1 else " "
        raise Problem(f"the routes cannot be used:{apart}{error}") from None

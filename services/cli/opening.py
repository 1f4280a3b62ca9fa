"""Opening what commands work on: the log of an earlier run."""

from pathlib import Path

from services.cli.problems import Problem
from shared.runtime.embedded.log import Log
from shared.runtime.settings import Settings


def log_path(settings: Settings) -> Path:
    """Where the embedded engine's log is."""
    return settings.data / "log.sqlite"


def existing_log(settings: Settings) -> Log:
    """The log of an earlier run; raises Problem if there is none."""
    path = log_path(settings)
    if not path.exists():
        raise Problem(f"there is no log at {path} yet; start with: parley run (or set PARLEY_DATA)")
    return Log(path)

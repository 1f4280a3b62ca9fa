"""Defines errors that a person can mend: what is wrong, where, and what to do."""

import sqlite3
from pathlib import Path

from shared.runtime.machine import is_full, trouble
from shared.runtime.settings import Settings


class Problem(Exception):
    """Shown as one line; `exit_code` 2: wrong use or bad input, 3: something is not reachable, 1: problems found."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def log_path(settings: Settings) -> Path:
    """Where the embedded engine's log is."""
    return settings.data / "log.sqlite"


_ADVICE = {
    "SQLITE_CORRUPT": (2, "; it is damaged: put it aside and start with a backup or a new one"),
    "SQLITE_NOTADB": (2, ""),
    "SQLITE_BUSY": (3, "; another program writes to it, try again when that has ended"),
    "SQLITE_LOCKED": (3, "; another program writes to it, try again when that has ended"),
    "SQLITE_FULL": (3, "; make room on that disk"),
    "SQLITE_IOERR": (3, "; look at that disk"),
    "SQLITE_READONLY": (3, "; this user may not write there"),
    "SQLITE_CANTOPEN": (3, "; may this user read and write there?"),
}
"""Kind of an error of SQLite -> exit code, and what to do."""


def of_log(error: sqlite3.Error, path: Path) -> Problem | None:
    """What is wrong with the log at `path`; None if the file is not to blame but a defect of ours."""
    # Of a longer name the first two words are the kind: SQLITE_IOERR_WRITE.
    kind = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
    if kind not in _ADVICE:
        return None
    code, advice = _ADVICE[kind]
    return Problem(f"{path} cannot be used as Parley's log: {error}{advice}", code)


def of_file(error: OSError) -> Problem | None:
    """What is wrong with a file or folder that somebody named, or with where the output goes; None for a defect of
    ours."""
    code, advice = (3, "; make room there") if is_full(error) else (2, "")
    if error.filename is not None:
        return Problem(f"{error.filename} cannot be used: {error.strerror}{advice}", code)
    # Of a file that is open, such as standard output, the error has no name.
    if (why := trouble(error)) is None:
        return None
    return Problem(f"what was to be written could not be: {why}{advice}", 3)

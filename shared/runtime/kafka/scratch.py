"""Gives a worker a folder of its own for its local tables, held by a lock for as long as it lives."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from shared.runtime.settings import BadSettings, Settings

LOCK = "lock"


def tables_folder(settings: Settings) -> Path:
    """The folder in which workers make theirs; raises BadSettings if PARLEY_TABLES names none. Another one instead
    could fill a disk that was not meant for it, or memory."""
    if settings.tables is None:
        return Path(tempfile.gettempdir())
    if not settings.tables.is_dir():
        raise BadSettings(
            f"PARLEY_TABLES: {settings.tables} is no folder; make it, or unset PARLEY_TABLES to use the temporary one"
        )
    return settings.tables


@contextmanager
def scratch(settings: Settings, name: str) -> Iterator[Path]:
    """A folder for the tables of one worker. Tables are rebuilt from the changelog at every start (a crashed worker's
    copy may hold rows nobody else has), so folders of dead workers are removed."""
    within = tables_folder(settings)
    for left in within.glob(f"parley-{name}-*/{LOCK}"):
        with suppress(OSError), left.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left.parent, ignore_errors=True)
    folder, lock = _held(within, f"parley-{name}-")
    with lock:
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _held(within: Path, prefix: str) -> tuple[Path, IO[str]]:
    """A new folder and its lock. Another worker starting at this moment may see the lock before it is held, take the
    folder for abandoned, and remove it; then another is made."""
    while True:
        try:
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=within))
            file = (folder / LOCK).open("w")
        except OSError as error:
            raise BadSettings(f"PARLEY_TABLES: {within} cannot be used ({error.strerror})") from None
        fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), (folder / LOCK).stat()):
                return folder, file
        file.close()

"""Allows one Parley for each data folder: a second one would write into the same log."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.cli.problems import Problem


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder; raises Problem if another process does. The lock ends with the process, however that ends."""
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Problem(
                f"another Parley runs on {folder}; stop it, or give this one a folder of its own with --data",
                3,
            ) from None
        yield

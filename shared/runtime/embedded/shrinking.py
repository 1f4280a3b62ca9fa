"""Space that the embedded log no longer needs, given back to the disk."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import structlog

WORTH_BYTES = 64_000_000
"""Less than that is used again before long."""
BUSY_SECONDS = 1


def give_back(
    path: Path, worth_bytes: int = WORTH_BYTES, *, begins: Callable[[int], None] = lambda free: None
) -> int:
    """Write the log at `path`, if there is one, anew where more than half of it is free; returns how many bytes the
    disk has back. It takes time by what is kept, which is less than what is given back: `begins` is called before,
    with the bytes that are free. SQLite does it as one transaction: a crash leaves the log as it was, offsets and all.
    Where it cannot be done now, it is left for another start. To be called while no other thread uses SQLite."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as db:
            size, pages, free = (
                int(db.execute(f"PRAGMA {what}").fetchone()[0])
                for what in ("page_size", "page_count", "freelist_count")
            )
            kept = (pages - free) * size
            if free * size < worth_bytes or free * 2 < pages or not _room(path, kept):
                return 0
            begins(free * size)
            with _copied_beside(db, path):
                db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        structlog.get_logger("log").info("no space given back", reason=str(error))
        return 0
    return max(0, pages * size - path.stat().st_size)


def _room(path: Path, kept: int) -> bool:
    """For the copy and its journal, both on the disk of the log, and as much again for whoever else writes there."""
    return shutil.disk_usage(path.parent).free > 3 * kept


@contextmanager
def _copied_beside(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """SQLite puts the copy into the system's temporary folder, often a small disk or memory, unless told otherwise;
    what the environment says it reads only once in a process. The setting is one for all connections."""
    folder = str(path.parent.resolve()).replace("'", "''")
    db.execute(f"PRAGMA temp_store_directory = '{folder}'")
    try:
        yield
    finally:
        db.execute("PRAGMA temp_store_directory = ''")

"""Gives disk space back that the embedded log no longer needs."""

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
    """Rewrite the log at `path`, if there is one, when more than half of it is free; returns how many bytes the disk
    has back. The time it takes depends on what is kept, which is less than what is given back; `begins` is called
    before, with the bytes that are free. SQLite does it as one transaction: a crash leaves the log as it was, offsets
    and all. If it cannot be done now, it is left for another start. Call it while no other thread uses SQLite."""
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
    """Whether there is room for the copy and its journal, both on the log's disk, and as much again for other writers
    there."""
    return shutil.disk_usage(path.parent).free > 3 * kept


@contextmanager
def _copied_beside(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """SQLite puts the copy into the system's temporary folder, often a small disk or memory, unless told otherwise, and
    it reads the environment's choice only once per process. The setting holds for all connections."""
    folder = str(path.parent.resolve()).replace("'", "''")
    db.execute(f"PRAGMA temp_store_directory = '{folder}'")
    try:
        yield
    finally:
        db.execute("PRAGMA temp_store_directory = ''")

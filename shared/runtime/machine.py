"""Tells trouble of the machine (no room on a disk, no more open files) from a defect of ours and from a bad message: no
record is to blame for it, and it passes."""

import errno
import sqlite3

from shared.processing import TryLater

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_OTHERS = frozenset({errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
_OF_DATABASES = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_LOCKED")


def trouble(error: BaseException) -> str | None:
    """What is wrong with the machine, for people; None if the error is of another kind. Text of a message is never in
    it."""
    if isinstance(error, TryLater) and error.__cause__ is not None:
        return trouble(error.__cause__)
    if isinstance(error, sqlite3.Error):
        return str(error) if str(getattr(error, "sqlite_errorname", "")).startswith(_OF_DATABASES) else None
    if not isinstance(error, OSError):
        return None
    if error.errno in NO_ROOM | _OTHERS:
        return str(error.strerror) + (f": {error.filename}" if error.filename is not None else "")
    # A full disk looks like this to whoever wants a temporary file: none of the usual folders can be written to.
    if error.errno == errno.ENOENT and error.filename is None:
        return str(error.strerror)
    return None


def is_full(error: OSError) -> bool:
    """Whether there is no room, or no more for this user."""
    return error.errno in NO_ROOM

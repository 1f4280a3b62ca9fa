"""Reads JSON Lines files, plain or gzip, as raw articles and bad lines, one at a time."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from shared.contracts import RawArticle, codec
from shared.contracts.topics import ARTICLES_INCOMING

SKIPPED_AT_MOST = 100_000_000
"""A longer line is no mistake but a bomb: reading stops there."""
_BOM = b"\xef\xbb\xbf"

Progress = Callable[[int, int], None]
"""Called now and then with the bytes read of the file, and its size."""


class BadLine(msgspec.Struct, frozen=True):
    """A line that is no article. `value` is its beginning, up to a record's size."""

    file: str
    line: int
    reason: str
    value: bytes


class UnreadableFile(Exception):
    """The file is missing or may not be read."""


def read_articles(path: Path, progress: Progress | None = None) -> Iterator[RawArticle | BadLine]:
    """Every article and every bad line of a file, in order; empty lines do not count. Raises UnreadableFile."""
    number, size = 0, 0
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            for number, line in enumerate(_lines(_opened(file)), 1):
                if progress is not None and number % 64 == 0 and file.seekable():
                    progress(min(file.tell(), size), size)
                if line.strip():
                    yield _article(line, path.name, number)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield BadLine(
            path.name, number + 1, f"the gzip file is damaged here ({error}); what came before was read", b""
        )
    except _Bomb:
        reason = f"this line is longer than {SKIPPED_AT_MOST} bytes; the rest of the file was not read"
        yield BadLine(path.name, number + 1, reason, b"")
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read: {error.strerror or error}; give a JSON Lines file"
        ) from None
    if progress is not None:
        progress(size, size)


class _Bomb(Exception):
    """A line without end."""


def _opened(file: io.BufferedReader) -> IO[bytes]:
    start = file.peek(3)[:3]  # in a pipe nothing can be gone back to
    if start[:2] == b"\x1f\x8b":
        # It buffers by itself; a second buffer would lose the lines before a damage.
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    if start == _BOM:
        file.read(3)
    return file


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines, each cut to a little more than a record may hold; the rest of a longer one is read and dropped."""
    limit = codec.MAX_RECORD_BYTES + 2
    while line := file.readline(limit):
        skipped = 0
        rest = line
        while len(rest) == limit and not rest.endswith(b"\n"):
            rest = file.readline(limit)
            skipped += len(rest)
            if skipped > SKIPPED_AT_MOST:
                raise _Bomb
        yield line


def _article(line: bytes, file: str, number: int) -> RawArticle | BadLine:
    line = line.removeprefix(_BOM) if number == 1 else line
    value = line.rstrip(b"\r\n")
    if len(value) > codec.MAX_RECORD_BYTES:
        reason = f"the line is longer than {codec.MAX_RECORD_BYTES} bytes, more than a record can hold"
        return BadLine(file, number, reason, value[: codec.MAX_RECORD_BYTES])
    try:
        article: RawArticle = codec.decode(ARTICLES_INCOMING, (), value)
    except codec.UndecodableRecord as error:
        reason = str(error).removeprefix(f"the record on {ARTICLES_INCOMING.name} ")
        return BadLine(file, number, f"the line {reason}", value)
    return article

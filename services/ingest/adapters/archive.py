"""Reads JSON Lines files as an archive: articles in replay order, each with the moment of its reception.

While they are ordered, articles lie in a temporary file, so that memory holds an index and not the texts.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from services.ingest.adapters.files import BadLine, Progress, read_articles
from services.ingest.domain.archive import Moment, Span, moment, span_of
from services.ingest.domain.checks import article_id
from shared.contracts import RawArticle, codec
from shared.processing import InvalidMessage
from shared.processing.eventtime import archive_span

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEPT_BAD_LINES = 1000


class Archived(msgspec.Struct, frozen=True):
    """An article of an archive; `event_at` orders it, `received_at` becomes its record's time stamp."""

    article: RawArticle
    event_at: datetime
    received_at: datetime


Placed = tuple[Moment, int, int]
"""When an article comes, where it lies in the temporary file, and how long it is."""


class Archive:
    """Iterating gives `Archived` from the first to the last; `bad` holds the bad lines (the first 1000)."""

    def __init__(self, store: IO[bytes], order: Sequence[Placed], span: Span) -> None:
        self._store = store
        self._order = order
        self.span = span
        self.bad: tuple[BadLine, ...] = ()
        self.bad_count = 0

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Archived]:
        return self.since(0)

    def since(self, start: int) -> Iterator[Archived]:
        """From the article at place `start` on, to resume after a stop."""
        for moment_, at, length in self._order[start:]:
            self._store.seek(at)
            article = codec.loads(self._store.read(length), RawArticle)
            yield Archived(article, moment_.event_at, moment_.received_at)

    def rearranged(self, change: Callable[[Sequence[Placed]], Sequence[Placed]]) -> "Archive":
        """The same articles in another order, or some of them more than once."""
        return Archive(self._store, change(self._order), self.span)

    def before(self, place: int) -> datetime | None:
        """Event time of the article before `place`; None at the beginning."""
        return self._order[place - 1][0].event_at if 0 < place <= len(self._order) else None

    @property
    def last(self) -> datetime | None:
        """Event time of the last article."""
        return self._order[-1][0].event_at if self._order else None

    def close(self) -> None:
        """Remove the temporary file."""
        self._store.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()


def open_archive(
    paths: Sequence[Path],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    progress: Progress | None = None,
) -> Archive:
    """Read the files once and order their articles. `since`/`until` bound the span in which dates are believed (see
    `eventtime.replay_time`); they exclude nothing. Raises UnreadableFile."""
    store = tempfile.TemporaryFile(prefix="parley-archive-")  # noqa: SIM115 - the archive closes it
    try:
        return _ordered(store, paths, since, until, progress)
    except BaseException:
        store.close()
        raise


def _ordered(
    store: IO[bytes],
    paths: Sequence[Path],
    since: datetime | None,
    until: datetime | None,
    progress: Progress | None,
) -> Archive:
    found: list[tuple[str | None, str, int, int]] = []
    bad: list[BadLine] = []
    bad_count = 0
    for path in paths:
        for article in read_articles(path, progress):
            if isinstance(article, BadLine):
                bad_count += 1
                if len(bad) < KEPT_BAD_LINES:
                    bad.append(article)
                continue
            data = codec.dumps(article)
            found.append((article.published_at or article.date, _name(article), store.tell(), len(data)))
            store.write(data)
    span = span_of(archive_span(published for published, *_ in found), since, until, EPOCH)
    order = sorted(
        (moment(published, name, place, span), at, length)
        for place, (published, name, at, length) in enumerate(found)
    )
    archive = Archive(store, order, span)
    archive.bad, archive.bad_count = tuple(bad), bad_count
    return archive


def _name(article: RawArticle) -> str:
    try:
        return article_id(article)
    except InvalidMessage:
        return ""

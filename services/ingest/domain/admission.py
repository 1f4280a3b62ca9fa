"""Decides whether an article is new, edited, withdrawn or already known, and what to remember of it."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from services.ingest.domain.checks import WITHDRAWN, Checked
from shared.processing import Ages, Row, evidence_row

Verdict = Literal["new", "revised", "withdrawn", "same"]


class Admitted(msgspec.Struct, frozen=True, tag_field="kind", tag="admitted"):
    """Row: revision `revision` of an article has this content; it was last received at `seen_until`."""

    id: str
    revision: int
    content_hash: str
    seen_until: datetime


class Decision(msgspec.Struct, frozen=True):
    """The verdict on an article. `row` is None if there is nothing to keep; `publish` says whether others must know."""

    verdict: Verdict
    revision: int
    publish: bool
    row: Row | None = None


MANY = 20
KNOWN = Decision("same", 0, False)


class AdmissionIndex:
    """The revisions of each article. The order of rows does not matter: of one revision the latest counts. Articles of
    which nobody sent anything for `retention` are past."""

    def __init__(self, retention: timedelta) -> None:
        self._retention = retention
        self._ages = Ages()
        self._revisions: dict[str, dict[int, tuple[str, datetime]]] = {}

    def add(self, row: Row) -> None:
        """Take a stored row in."""
        value: Admitted = row.value
        self._ages.add(value.id, row.key, row.at)
        revisions = self._revisions.setdefault(value.id, {})
        known = revisions.get(value.revision)
        if known is None or known[1] < value.seen_until:
            revisions[value.revision] = (value.content_hash, value.seen_until)

    def past(self, before: datetime) -> tuple[Row, ...]:
        """Rows to drop for articles of which no revision was received since; none that was received within the
        retention before the last `MANY` others. A single producer with a wrong clock makes no article past."""
        time = self._ages.reached(MANY, before + self._retention)
        return () if time is None else self._ages.rows(self._ages.past(min(before, time - self._retention)))

    def forget(self, key: str) -> None:
        """Drop the row of this key."""
        self._ages.drop(key)
        id, _, revision = key.rpartition("@")
        revisions = self._revisions.get(id, {})
        revisions.pop(int(revision), None)
        if not revisions:
            self._revisions.pop(id, None)

    def revisions(self, id: str) -> tuple[tuple[int, str, datetime], ...]:
        """(revision, content hash, last received), oldest revision first."""
        return tuple((n, *held) for n, held in sorted(self._revisions.get(id, {}).items()))


def decide(article: Checked, index: AdmissionIndex, now: datetime) -> Decision:
    """The decision. Content already received at `now` or later is ignored, so that repeating a record changes nothing.
    The current content again only moves `seen_until`; any other content, even an earlier one, is the next revision."""
    revisions = index.revisions(article.id)
    if any(hash_ == article.content_hash and until >= now for _, hash_, until in revisions):
        return KNOWN
    if revisions and revisions[-1][1] == article.content_hash:
        revision = revisions[-1][0]
        return Decision("same", revision, False, _row(article, revision, now))
    revision = revisions[-1][0] + 1 if revisions else 1
    row = _row(article, revision, now)
    if article.withdrawn:
        # Nobody has heard of an article that is withdrawn before it came: kept, but not told.
        return Decision("withdrawn" if revisions else "same", revision, bool(revisions), row)
    told = any(hash_ != WITHDRAWN for _, hash_, _ in revisions)
    return Decision("revised" if told else "new", revision, True, row)


def _row(article: Checked, revision: int, now: datetime) -> Row:
    # Retention counts from the reception: an archive of old articles must not be forgotten while it is read.
    return evidence_row(article.id, revision, Admitted(article.id, revision, article.content_hash, now), now)

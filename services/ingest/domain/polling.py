"""Decides when to poll a feed again: never before its server allows, ever more rarely while it fails."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import msgspec

from shared.contracts import FeedState

LONGEST = timedelta(hours=24)
GONE = timedelta(days=7)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The result of one poll. `error` is for people; `retry_after` is what the server asked for."""

    etag: str | None = None
    last_modified: str | None = None
    retry_after: timedelta | None = None
    gone: bool = False
    error: str | None = None


def due(state: FeedState | None, now: datetime) -> bool:
    """Whether to poll now. A feed never polled is due at once, as is one whose wait exceeds any possible: its cursor
    was written by a wrong clock."""
    if state is None or state.next_poll_at is None:
        return True
    return not now < state.next_poll_at <= now + GONE


def after(
    state: FeedState, answer: Answer, now: datetime, interval: timedelta, seen: tuple[str, ...]
) -> FeedState:
    """The cursor after a poll. Each failure doubles the interval, up to a day; one success resets it."""
    failures = state.failures + 1 if answer.error else 0
    wait = min(LONGEST, interval * 2 ** min(failures, 20) * jitter(state.url))
    if answer.retry_after is not None:
        wait = max(wait, min(answer.retry_after, LONGEST))
    if answer.gone:
        wait = GONE
    return FeedState(
        url=state.url,
        etag=validator(state.etag if answer.error else answer.etag),
        last_modified=validator(state.last_modified if answer.error else answer.last_modified),
        next_poll_at=now + wait,
        failures=failures,
        last_error=answer.error,
        seen=seen,
        waiting=state.waiting,
        whole=state.whole,
        shared=state.shared,
        named=state.named,
    )


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified fit to send back; None if no request could carry it (a date in a non-Latin script, for
    example)."""
    return value if value and value.isascii() and value.isprintable() else None


def jitter(url: str) -> float:
    """0.9 to 1.1, constant for a URL, so that feeds of one list spread out."""
    share = int.from_bytes(hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=4).digest()) / 2**32
    return 0.9 + 0.2 * share


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """A Retry-After header, seconds or date; None if there is none, or none that makes sense."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:12]), 10**9))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(timedelta(0), moment - now)

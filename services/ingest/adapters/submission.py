"""Sends raw articles to `articles.incoming` and bad lines to `dead-letters`, through any publisher."""

import base64
from datetime import datetime

from services.ingest.adapters.files import BadLine
from services.ingest.domain.checks import article_id
from shared.contracts import DeadLetter, RawArticle, codec
from shared.contracts.topics import ARTICLES_INCOMING, DEAD_LETTERS
from shared.processing import InvalidMessage
from shared.runtime import metrics
from shared.runtime.deadletters import KEPT_BYTES, KEPT_OF_KEY
from shared.runtime.records import Publisher


def submit(publisher: Publisher, article: RawArticle, *, timestamp: datetime | None = None) -> None:
    """Send an article under the id it will have, so that all its revisions meet on one partition, however its URL is
    written. `timestamp` becomes `received_at`; without one the publisher's clock sets it."""
    headers, value = codec.encode(article)
    publisher.publish_raw(ARTICLES_INCOMING, _key(article), value, headers=headers, timestamp=timestamp)


def submit_or_park(publisher: Publisher, article: RawArticle, *, at: datetime) -> None:
    """As `submit`, but an article larger than a record, which pages and feeds may bring, becomes a dead letter: Kafka
    would refuse it at every poll, and all other feeds would wait behind it."""
    _, value = codec.encode(article)
    if len(value) <= codec.MAX_RECORD_BYTES:
        submit(publisher, article)
        return
    key = _key(article)[:KEPT_OF_KEY]
    letter = DeadLetter(
        id=f"feeds/{key}",
        topic=ARTICLES_INCOMING.name,
        partition=0,
        offset=0,
        reason=f"the article has {len(value)} bytes; the limit is {codec.MAX_RECORD_BYTES}",
        stage="feeds",
        at=at,
        key=key,
        value=base64.b64encode(value[:KEPT_BYTES]).decode(),
        truncated=True,
    )
    metrics.dead_letters.labels("feeds").inc()
    publisher.publish(DEAD_LETTERS, letter, timestamp=at)


def _key(article: RawArticle) -> str:
    try:
        return article_id(article)
    except InvalidMessage:
        return ARTICLES_INCOMING.key(article)  # admit will say what is wrong with it


def park(publisher: Publisher, bad: BadLine, *, timestamp: datetime) -> None:
    """Send a bad line to the dead letters; its origin is file and line, so that a second reading makes the same
    letter."""
    letter = DeadLetter(
        id=f"file/{bad.file}/{bad.line}",
        topic=ARTICLES_INCOMING.name,
        partition=0,
        offset=bad.line,
        reason=f"{bad.file}, line {bad.line}: {bad.reason}"[:500],
        stage="files",
        at=timestamp,
        value=base64.b64encode(bad.value[:KEPT_BYTES]).decode(),
        truncated=len(bad.value) > KEPT_BYTES,
    )
    metrics.dead_letters.labels("files").inc()
    publisher.publish(DEAD_LETTERS, letter, timestamp=timestamp)

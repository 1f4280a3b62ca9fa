"""Turns articles into statements, milestone reports and deeds: what is new, changed or gone since the last revision."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from services.extraction.domain.changes import (
    ReadArticle,
    done,
    kept_deed,
    kept_report,
    kept_statement,
    observed,
    reported,
    withdrawn_deeds,
    withdrawn_reports,
    withdrawn_statements,
)
from shared.contracts import Article, ArticleWithdrawn, MilestoneReport, PositionReported, Statement
from shared.contracts.topics import ARTICLES, MILESTONES_REPORTED, POSITIONS_REPORTED, STATEMENTS_OBSERVED
from shared.processing import NOTHING, Ages, Event, InvalidMessage, Outcome, Row, Stage, evidence_row
from shared.runtime import metrics


class Reading(msgspec.Struct, frozen=True):
    """What a reader finds in one article, as contracts."""

    statements: tuple[Statement, ...] = ()
    reports: tuple[MilestoneReport, ...] = ()
    deeds: tuple[PositionReported, ...] = ()


Read = Callable[[Article], Reading]


class ReadArticles:
    """Index: what the latest revision of each article said."""

    def __init__(self) -> None:
        self._ages = Ages()
        self.latest: dict[str, ReadArticle] = {}

    def add(self, row: Row) -> None:
        """Takes in a row; a revision older than the known one changes nothing."""
        value: ReadArticle = row.value
        self._ages.add(value.article, row.key, row.at)
        known = self.latest.get(value.article)
        if known is None or known.revision < value.revision:
            self.latest[value.article] = value

    def past(self, before: datetime) -> tuple[Row, ...]:
        """The rows that make the index forget articles older than the day of `before`."""
        return self._ages.rows(self._ages.past(before))

    def forget(self, key: str) -> None:
        """Drops the row of this key; an article goes with its last one."""
        if (article := self._ages.drop(key)) is not None:
            del self.latest[article]


def build_stage(
    read: Read,
    worth_reading: Callable[[Article], bool] = lambda article: True,
    retention: timedelta = timedelta(days=400),
) -> Stage[ReadArticles]:
    """The extraction stage.

    `read` must be a pure function; `worth_reading` is the gate of live operation; revisions of articles published
    longer ago than `retention` are ignored. Its `decide` raises InvalidMessage for messages of any other type.
    """

    for reason in ("language", "no_actor"):
        metrics.articles_passed_by.labels(reason)

    def decide(message: Any, index: ReadArticles, now: datetime) -> Outcome:
        match message:
            case Article():
                return _article(message, index.latest.get(message.id), read, worth_reading)
            case ArticleWithdrawn():
                return _withdrawn(message, index.latest.get(message.id))
            case _:
                raise InvalidMessage(f"{type(message).__name__} does not belong on {ARTICLES.name}")

    return Stage(
        name="extraction",
        input=ARTICLES,
        outputs=(STATEMENTS_OBSERVED, MILESTONES_REPORTED, POSITIONS_REPORTED),
        row_type=ReadArticle,
        new_index=ReadArticles,
        decide=decide,
        upstream=("ingest",),
        ticks_to=(STATEMENTS_OBSERVED, MILESTONES_REPORTED, POSITIONS_REPORTED),
        doubts_the_clock=True,
        retention=retention,
    )


def _article(
    article: Article, known: ReadArticle | None, read: Read, worth_reading: Callable[[Article], bool]
) -> Outcome:
    before = known or ReadArticle(article.id, 0)
    if article.revision <= before.revision:
        return NOTHING
    reading = _read(article, read, worth_reading)
    after = ReadArticle(
        article.id,
        article.revision,
        tuple(kept_statement(s) for s in reading.statements),
        tuple(kept_report(r) for r in reading.reports),
        tuple(kept_deed(d) for d in reading.deeds),
    )
    return _outcome(
        before,
        after,
        reading,
        article.received_at,
        article.published_at,
        gone_because="revised",
    )


def _read(article: Article, read: Read, worth_reading: Callable[[Article], bool]) -> Reading:
    if article.language != "en":
        metrics.articles_passed_by.labels("language").inc()
        return Reading()
    if not worth_reading(article):
        metrics.articles_passed_by.labels("no_actor").inc()
        return Reading()
    return read(article)


def _withdrawn(message: ArticleWithdrawn, known: ReadArticle | None) -> Outcome:
    # A withdrawal that overtakes its article is kept too: the article, when it comes, is the older revision.
    before = known or ReadArticle(message.id, 0)
    if message.revision <= before.revision:
        return NOTHING
    after = ReadArticle(message.id, message.revision)
    return _outcome(
        before, after, Reading(), message.received_at, message.received_at, gone_because="withdrawn"
    )


def _outcome(
    before: ReadArticle,
    after: ReadArticle,
    reading: Reading,
    received_at: datetime,
    at: datetime,
    *,
    gone_because: Any,
) -> Outcome:
    gone = (after.revision, received_at, gone_because)
    # What is new first: a withdrawal is then a correction where the article says something else instead.
    to_statements = [
        *observed(reading.statements, before.statements),
        *withdrawn_statements(before, after.statements, *gone),
    ]
    to_milestones = [
        *reported(reading.reports, before.reports),
        *withdrawn_reports(before, after.reports, *gone),
    ]
    to_stances = [
        *done(reading.deeds, before.deeds),
        *withdrawn_deeds(before, after.deeds, after.revision, received_at),
    ]
    events = [Event(STATEMENTS_OBSERVED, message) for message in to_statements]
    events += [Event(MILESTONES_REPORTED, message) for message in to_milestones]
    events += [Event(POSITIONS_REPORTED, message) for message in to_stances]
    return Outcome(tuple(events), (evidence_row(after.article, after.revision, after, at),))

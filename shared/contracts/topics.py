"""Declares every topic: its name, its key, its messages, who writes and reads it, how long it is kept."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from shared.contracts.alerts import Alert
from shared.contracts.articles import Article, ArticleWithdrawn, FeedState, RawArticle
from shared.contracts.common import Tick
from shared.contracts.milestones import MilestoneReported, MilestoneWithdrawn, NegotiationState, Occurrence
from shared.contracts.operations import DeadLetter, Delivery, Silence
from shared.contracts.positions import LedgerRow, PositionReported, PositionWithdrawn
from shared.contracts.statements import Saying, StatementObserved, StatementWithdrawn, TrackedStatement

DAY_MS = 24 * 60 * 60 * 1000


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic. `key` gives the record key of a message; `key_is` says it in words."""

    name: str
    key: Callable[[Any], str]
    key_is: str
    messages: tuple[type[Any], ...]
    written_by: tuple[str, ...]
    read_by: tuple[str, ...]
    cleanup: Literal["delete", "compact"] = "delete"
    retention_ms: int = 400 * DAY_MS
    partitions: int = 6
    longest_ahead_ms: int | None = None
    """Records with a time stamp so far ahead are refused by brokers that know how to; None: as the broker has it."""
    dead_letter: bool = True
    """Whether a record that cannot be processed is parked on `dead-letters`."""
    doc: str = ""


def _raw_key(message: RawArticle) -> str:
    # Any key will do: admit sends a record on to the partition of its article's id, where all its revisions meet.
    return message.id or message.doc_id or message.url or ""


def _side(message: StatementObserved | StatementWithdrawn | Tick) -> str:
    match message:
        case StatementObserved():
            return message.statement.side
        case StatementWithdrawn():
            return message.side
        case _:
            return ""


def _negotiation(message: MilestoneReported | MilestoneWithdrawn | Tick) -> str:
    match message:
        case MilestoneReported():
            return message.report.negotiation
        case MilestoneWithdrawn():
            return message.negotiation
        case _:
            return ""


def _position_side(message: PositionReported | PositionWithdrawn | Tick) -> str:
    return "" if isinstance(message, Tick) else message.side


def _own_id(message: Any) -> str:
    return "" if isinstance(message, Tick) else str(message.id)


def _subject(message: Alert) -> str:
    return message.subject


ARTICLES_INCOMING = Topic(
    name="articles.incoming",
    key=_raw_key,
    key_is="anything (best: the `id`)",
    messages=(RawArticle,),
    written_by=("fetchers", "anyone"),
    read_by=("admit",),
    retention_ms=7 * DAY_MS,
    longest_ahead_ms=60 * 60 * 1000,
    doc="Articles as any producer sends them; the record's time stamp (milliseconds since 1970, not in the future) "
    "becomes `received_at`, and says how long it is kept: one of a week ago may be gone before it is read. "
    "`admit` brings every record to the partition of its article.",
)
ARTICLES = Topic(
    name="articles",
    key=_own_id,
    key_is="article id",
    messages=(Article, ArticleWithdrawn, Tick),
    written_by=("admit", "ingest (ticks)"),
    read_by=("extraction", "web"),
    cleanup="compact",
    doc="Admitted articles: one id, a revision for every edit; its retention is how far back `parley rebuild` reaches.",
)
STATEMENTS_OBSERVED = Topic(
    name="statements.observed",
    key=_side,
    key_is="side",
    messages=(StatementObserved, StatementWithdrawn, Tick),
    written_by=("extraction",),
    read_by=("statements",),
    doc="What articles attribute to somebody.",
)
MILESTONES_REPORTED = Topic(
    name="milestones.reported",
    key=_negotiation,
    key_is="negotiation",
    messages=(MilestoneReported, MilestoneWithdrawn, Tick),
    written_by=("extraction",),
    read_by=("milestones",),
    doc="Steps of negotiations as single articles report them.",
)
POSITIONS_REPORTED = Topic(
    name="positions.reported",
    key=_position_side,
    key_is="side",
    messages=(PositionReported, PositionWithdrawn, Tick),
    written_by=("statements", "milestones", "extraction"),
    read_by=("stances",),
    doc="Evidence for where a side stands on a question of the catalog.",
)
STATEMENTS_TRACKED = Topic(
    name="statements.tracked",
    key=lambda m: str(m.statement.id),
    key_is="statement id",
    messages=(TrackedStatement,),
    written_by=("statements",),
    read_by=("web", "anyone"),
    cleanup="compact",
    doc="Every statement with its saying and whether it is new.",
)
SAYINGS_CURRENT = Topic(
    name="sayings.current",
    key=_own_id,
    key_is="saying id",
    messages=(Saying,),
    written_by=("statements",),
    read_by=("web", "anyone"),
    cleanup="compact",
    doc="Current value of every saying.",
)
MILESTONES_CURRENT = Topic(
    name="milestones.current",
    key=_own_id,
    key_is="occurrence or negotiation id",
    messages=(Occurrence, NegotiationState),
    written_by=("milestones",),
    read_by=("web", "anyone"),
    cleanup="compact",
    doc="Current value of every occurrence, and the phase of every negotiation.",
)
STANCES_CURRENT = Topic(
    name="stances.current",
    key=_own_id,
    key_is="ledger row id",
    messages=(LedgerRow,),
    written_by=("stances",),
    read_by=("web", "anyone"),
    cleanup="compact",
    doc="Where each side stands on each question.",
)
ALERTS_STATEMENTS = Topic(
    name="alerts.statements",
    key=_subject,
    key_is="saying id",
    messages=(Alert,),
    written_by=("statements",),
    read_by=("notifier", "web", "anyone"),
    doc="Something was said for the first time, by more outlets, again, or against what was said before.",
)
ALERTS_STANCES = Topic(
    name="alerts.stances",
    key=_subject,
    key_is="ledger row id",
    messages=(Alert,),
    written_by=("stances",),
    read_by=("notifier", "web", "anyone"),
    doc="A side's position on a question moved.",
)
ALERTS_MILESTONES = Topic(
    name="alerts.milestones",
    key=_subject,
    key_is="occurrence id",
    messages=(Alert,),
    written_by=("milestones",),
    read_by=("notifier", "web", "anyone"),
    doc="A negotiation took a step, or a step was denied, moved, called off.",
)
DELIVERIES = Topic(
    name="deliveries",
    key=_own_id,
    key_is="delivery id",
    messages=(Delivery,),
    written_by=("notifier",),
    read_by=("notifier", "web"),
    cleanup="compact",
    dead_letter=False,
    doc="What was sent to whom; the truth about deliveries.",
)
SILENCES = Topic(
    name="silences",
    key=_own_id,
    key_is="silence id",
    messages=(Silence,),
    written_by=("web", "command line"),
    read_by=("notifier", "web"),
    cleanup="compact",
    dead_letter=False,
    doc="Silences in force.",
)
FEEDS_STATE = Topic(
    name="feeds.state",
    key=lambda m: str(m.url),
    key_is="feed URL",
    messages=(FeedState,),
    written_by=("ingest",),
    read_by=("ingest",),
    cleanup="compact",
    dead_letter=False,
    doc="Where polling of each feed stands.",
)
DEAD_LETTERS = Topic(
    name="dead-letters",
    key=_own_id,
    key_is="origin (topic/partition/offset)",
    messages=(DeadLetter,),
    written_by=("all",),
    read_by=("command line", "web"),
    retention_ms=30 * DAY_MS,
    dead_letter=False,
    doc="Records that could not be processed, with reason and origin, from their parking on; `parley redrive` sends "
    "them again.",
)

TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        ARTICLES_INCOMING,
        ARTICLES,
        STATEMENTS_OBSERVED,
        MILESTONES_REPORTED,
        POSITIONS_REPORTED,
        STATEMENTS_TRACKED,
        SAYINGS_CURRENT,
        MILESTONES_CURRENT,
        STANCES_CURRENT,
        ALERTS_STATEMENTS,
        ALERTS_STANCES,
        ALERTS_MILESTONES,
        DELIVERIES,
        SILENCES,
        FEEDS_STATE,
        DEAD_LETTERS,
    )
}

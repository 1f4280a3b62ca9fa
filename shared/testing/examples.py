"""Gives example payloads of every topic, bare and with every field filled, that all consumers must digest."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec

from shared.contracts import (
    ArticleWithdrawn,
    Delivery,
    FeedState,
    MilestoneWithdrawn,
    Point,
    PositionReported,
    PositionWithdrawn,
    RawArticle,
    StatementWithdrawn,
    TrackedStatement,
)
from shared.contracts.common import Tick
from shared.contracts.operations import Matcher, Silence
from shared.contracts.positions import Deed
from shared.contracts.topics import (
    ALERTS_MILESTONES,
    ALERTS_STANCES,
    ALERTS_STATEMENTS,
    ARTICLES,
    ARTICLES_INCOMING,
    DEAD_LETTERS,
    DELIVERIES,
    FEEDS_STATE,
    MILESTONES_CURRENT,
    MILESTONES_REPORTED,
    POSITIONS_REPORTED,
    SAYINGS_CURRENT,
    SILENCES,
    STANCES_CURRENT,
    STATEMENTS_OBSERVED,
    STATEMENTS_TRACKED,
    Topic,
)
from shared.testing.builders import (
    NOON,
    a_milestone_alert,
    a_report,
    a_stance_alert,
    a_statement,
    a_statement_alert,
    an_article,
    an_evidence,
    observed,
    reported,
)
from shared.testing.scene.records import everything
from shared.testing.scene.sayings import SAYINGS, STATEMENTS
from shared.testing.scene.stances import ROWS
from shared.testing.scene.steps import MEETING_OCCURRENCE
from shared.testing.scene.world import TALKS, WITHDRAWAL

Example = tuple[Topic, Any]


def examples() -> Iterator[Example]:
    """Every message type of every topic at least once; the invented world of the `scene` folder among them."""
    yield from _articles()
    yield from _evidence()
    yield from everything()
    yield ALERTS_STATEMENTS, a_statement_alert()
    yield ALERTS_MILESTONES, a_milestone_alert()
    yield ALERTS_STANCES, a_stance_alert()
    yield ALERTS_STATEMENTS, msgspec.structs.replace(a_statement_alert(), source="/parley/staging")
    yield from _current()
    yield from _operations()


def _articles() -> Iterator[Example]:
    yield ARTICLES_INCOMING, RawArticle(url="https://example.com/a", text="Moscow said it would attend.")
    yield (
        ARTICLES_INCOMING,
        RawArticle(
            id="a-1", doc_id="d-1", outlet="Example Wire", published_at="2025-02-12T12:00:00Z", date="2025-02-12",
            title="A title", url="https://example.com/a", text="Moscow said it would attend.", language="en",
        ),
    )  # fmt: skip
    yield ARTICLES_INCOMING, RawArticle(id="a-1", withdrawn=True)
    yield ARTICLES, an_article()
    yield ARTICLES, an_article("a-2", url="https://example.com/a", fingerprint=tuple(range(32)), revision=2)
    yield ARTICLES, ArticleWithdrawn(id="a-1", revision=2, received_at=NOON)
    whole = ArticleWithdrawn(
        id="a-2", revision=3, received_at=NOON, outlet="Example Wire", url="https://example.com/a"
    )
    yield ARTICLES, whole


def _evidence() -> Iterator[Example]:
    for topic in (ARTICLES, STATEMENTS_OBSERVED, MILESTONES_REPORTED, POSITIONS_REPORTED):
        yield topic, Tick(time=NOON, source="ingest/0")
        yield topic, Tick(time=NOON, source="ingest/0", archive=True)
        yield topic, Tick(time=NOON, source="ingest/0", said=NOON + timedelta(days=730))
        yield topic, Tick(time=NOON, source="extraction/1", of=2)
    yield STATEMENTS_OBSERVED, observed(a_statement())
    yield STATEMENTS_OBSERVED, observed(STATEMENTS[0])
    gone = StatementWithdrawn(id="st-1", side="Russia", article="a-1", revision=2, received_at=NOON)
    yield STATEMENTS_OBSERVED, gone
    yield STATEMENTS_OBSERVED, msgspec.structs.replace(gone, reason="withdrawn")
    yield STATEMENTS_OBSERVED, msgspec.structs.replace(gone, side_now="Ukraine")
    yield MILESTONES_REPORTED, reported(a_report())
    whole = a_report(
        "talks_round_held", "happened", mediators=("Saudi Arabia",), people=("Sergei Lavrov",), date="2025-02-18",
        place="Riyadh", deadline="2025-02-20", teller="Russia", primary=True, background=False,
        catalogued="ukraine", by="Russia",
    )  # fmt: skip
    yield MILESTONES_REPORTED, reported(whole)
    undone = MilestoneWithdrawn(id="mr-1", negotiation="ukraine", article="a-1", revision=2, received_at=NOON)
    yield MILESTONES_REPORTED, undone
    yield MILESTONES_REPORTED, msgspec.structs.replace(undone, reason="withdrawn")
    bare = PositionReported(
        id="po-1", side="Norland", negotiation=TALKS, question=WITHDRAWAL, verdict="against",
        evidence=an_evidence(), speaker="Norland", rank=2, direct=False,
    )  # fmt: skip
    yield POSITIONS_REPORTED, bare
    yield (
        POSITIONS_REPORTED,
        msgspec.structs.replace(
            bare, id="po-2", verdict="conditional", strength=2, condition="if monitors come first", saying="sa-1",
            origin="milestone", origin_id="mr-1", confidence=0.8, rule="act", direct=True,
        ),
    )  # fmt: skip
    done = Deed(
        kind="tariffs", step="announced", words="announced tariffs", on="2025-02-17", dated=True,
        effective="2025-03-01", amounts=(50.0,), rate="25%", things=("steel",), part=True, further=True,
        conditional=True, titled=True,
    )  # fmt: skip
    yield (
        POSITIONS_REPORTED,
        msgspec.structs.replace(bare, id="po-3", origin="deed", origin_id="po-3", deed=done),
    )
    dropped = PositionWithdrawn(id="po-1", side="Norland", revision=2, received_at=NOON)
    yield POSITIONS_REPORTED, dropped
    yield POSITIONS_REPORTED, msgspec.structs.replace(dropped, origin_id="mr-1")


def _current() -> Iterator[Example]:
    said = STATEMENTS[0]
    points = (Point(spans=said.spans, saying="sa-9", novelty="new"),)
    told = TrackedStatement(statement=said, saying="sa-9", novelty="new", points=points, withdrawn=True)
    yield STATEMENTS_TRACKED, told
    saying = msgspec.structs.replace(
        SAYINGS[0], id="sa-9", reasons=("speaker: minister (+20)",), contradicts="sa-1", denied_by="sa-2",
        retracted=True,
    )  # fmt: skip
    yield SAYINGS_CURRENT, saying
    step = msgspec.structs.replace(
        MEETING_OCCURRENCE, id="oc-9", people=("Ada Quill",), until="2025-03-02", dated=False,
        deadline="2025-03-01", by="Norland", aliases=("oc-8",), retracted=True,
    )  # fmt: skip
    yield MILESTONES_CURRENT, step
    row = ROWS[0]
    yield (
        STANCES_CURRENT,
        msgspec.structs.replace(row, id="le-9", person="Ada Quill", dissent=row.history[:1]),
    )


def _operations() -> Iterator[Example]:
    waiting = Delivery(
        id="de-9", receiver="desk", alerts=("al-1",), state="held", reason="429, asked to wait", at=NOON, attempts=2,
        status_code=429, route="all", group="all/ukraine", told=("nw-1",), queued_at=NOON, endpoint="ab12",
        next_try_at=NOON + timedelta(minutes=1), events=(a_statement_alert(),), text="A message",
    )  # fmt: skip
    yield DELIVERIES, waiting
    matcher = Matcher(label="negotiation", op="=", value="ukraine")
    silence = Silence(id="si-1", matchers=(matcher,), starts_at=NOON, ends_at=NOON + timedelta(hours=2))
    yield SILENCES, silence
    yield (
        SILENCES,
        msgspec.structs.replace(silence, id="si-2", comment="known", created_by="desk", expired=True),
    )
    yield FEEDS_STATE, FeedState(url="https://example.com/feed")
    yield (
        FEEDS_STATE,
        FeedState(
            url="https://example.com/other", etag='"1"', last_modified="Wed, 12 Feb 2025 12:00:00 GMT",
            next_poll_at=NOON, failures=2, last_error="404", seen=("ab12",), waiting={"cd34": 2},
            whole=(("ef56", 2300),), shared=("ab78",), named=(("9abc", "0123456789"),),
        ),
    )  # fmt: skip
    letters = [message for topic, message in everything() if topic is DEAD_LETTERS]
    yield (
        DEAD_LETTERS,
        msgspec.structs.replace(
            letters[0], id="articles/0/9", offset=9, key="a-1", value="e30=", headers=(("ce_id", "al-1"),),
            truncated=True, redriven=True,
        ),
    )  # fmt: skip

"""What metrics tell: series that exist from the start, how far the stages are, closed vocabularies."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from prometheus_client import REGISTRY
from redis import Redis

from services.ingest import processor as ingest
from services.ingest.adapters.feeder import run_clock
from services.ingest.domain.admission import Admitted
from services.notifier import app as notifier
from services.web import app as web
from shared.catalog import Catalog
from shared.contracts import RawArticle, Tick
from shared.contracts.topics import ALERTS_STANCES, ARTICLES, ARTICLES_INCOMING
from shared.processing import NOTHING, Stage
from shared.runtime import metrics
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import Settings
from shared.testing.builders import a_milestone_alert, a_statement_alert

NOON = datetime(2025, 2, 12, 12, 0, tzinfo=UTC)


def value(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


class Nothing:
    """An index that keeps nothing."""

    def add(self, row: object) -> None:
        """Ticks only."""


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "log.sqlite")


def listening(name: str) -> "Stage[Nothing]":
    """A stage that hears ticks and says nothing."""
    return Stage(
        name=name, input=ARTICLES, outputs=(ALERTS_STANCES,), row_type=Admitted, new_index=Nothing,
        decide=lambda message, index, now: NOTHING, upstream=("ingest",),
    )  # fmt: skip


def test_series_exist_before_the_first_event(log: Log) -> None:
    """Otherwise the first dead letter would not be an increase."""
    Engine(log, [listening("fresh")])
    assert 0 == value("parley_dead_letters_total", stage="fresh")
    assert 0 == value("parley_events_published_total", stage="fresh", topic="alerts.stances")
    assert value("parley_alerts_raised_total", type="parley.stance.changed") is not None


def test_the_embedded_engine_tells_how_far_it_is(log: Log) -> None:
    """Lag, watermark and age of the last commit, as the workers on Kafka do."""
    engine = Engine(log, [listening("listening")])
    with log.transaction():
        for hours in range(3):
            log.append(ARTICLES, Tick(time=NOON + timedelta(hours=hours), source="ingest/0", of=1), NOON)
    engine.run_until_idle(iter([False, True]).__next__)
    assert 2 == value("parley_consumer_lag_records", stage="listening")
    assert 0 < (value("parley_commit_age_seconds", stage="listening") or 0)
    engine.run_until_idle()
    assert 0 == value("parley_consumer_lag_records", stage="listening")
    assert 0 == value("parley_commit_age_seconds", stage="listening")
    assert (NOON + timedelta(hours=2)).timestamp() == value("parley_watermark_seconds", stage="listening")


def test_alerts_from_archives_tell_nothing_about_speed() -> None:
    """They are counted; their age of years is not."""
    metrics.count_alert("statements", a_statement_alert(), 3.0)
    before = value("parley_alert_latency_seconds_count", stage="statements")
    raised = value("parley_alerts_raised_total", type="parley.statement.new") or 0
    metrics.count_alert("statements", a_statement_alert(), 40_000_000.0)
    assert before == value("parley_alert_latency_seconds_count", stage="statements")
    assert raised + 1 == value("parley_alerts_raised_total", type="parley.statement.new")


def test_steps_are_counted_by_the_negotiations_that_we_watch() -> None:
    """Whatever else articles bring about has one series together, and statements count for no step."""
    metrics.announce_negotiations(["war"])

    def steps(negotiation: str) -> float:
        return value("parley_milestone_alerts_total", negotiation=negotiation) or 0

    def told(negotiation: str, stage: str = "milestones") -> None:
        alert = a_milestone_alert()
        labels = msgspec.structs.replace(alert.data.labels, negotiation=negotiation)
        data = msgspec.structs.replace(alert.data, labels=labels)
        metrics.count_alert(stage, msgspec.structs.replace(alert, data=data), 3.0)

    before = steps("war"), steps("other")
    told("war")
    told("arland--borduria")
    told("war", stage="statements")
    assert (before[0] + 1, before[1] + 1) == (steps("war"), steps("other"))
    assert value("parley_milestone_alerts_total", negotiation="arland--borduria") is None


def test_hostile_articles_make_no_new_series(log: Log) -> None:
    """Labels never come from an article."""
    engine = Engine(log, [ingest.build(Catalog(), Settings())])

    def series() -> int:
        return sum(len(metric.samples) for metric in REGISTRY.collect())

    def send(number: int) -> None:
        with log.transaction():
            log.append(
                ARTICLES_INCOMING,
                RawArticle(
                    id=f"id-{number}",
                    outlet=f"outlet {number}",
                    text=f"{number} words",
                    language=f"x{number}",
                ),
                NOON,
            )
        engine.run_until_idle()

    send(0)
    before = series()
    for number in range(1, 200):
        send(number)
    assert before == series()


@pytest.mark.parametrize("stage", ["feeds", "files", "notifier", "web"])
def test_whoever_parks_records_beside_the_stages_counts_from_0(stage: str) -> None:
    """Or the first would be no increase."""
    assert value("parley_dead_letters_total", stage=stage) is not None


def test_whoever_runs_beside_the_stages_says_so(log: Log) -> None:
    """Prometheus could not tell a notifier that is gone from one that has nothing to do."""
    assert value("parley_service_up", service="nobody") is None
    web.build(Settings(), Redis(port=1))
    notifier.run(Settings(), lambda: True)
    run_clock(LogPublisher(log, None), clock=lambda: NOON, wait=lambda seconds: True, settle=lambda: None)
    assert [1, 1, 1] == [value("parley_service_up", service=name) for name in ("web", "notifier", "fetch")]

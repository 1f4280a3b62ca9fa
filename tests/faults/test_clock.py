"""A clock that is wrong for a while, by a day or by years: the stages go on, and time does when it is right again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.extraction.processor import Reading
from services.extraction.processor import build_stage as extraction
from services.ingest.adapters.feeder import run_clock
from services.ingest.processor import build as admit
from services.statements.processor import build as statements
from shared.contracts import Article, RawArticle, codec
from shared.contracts.topics import ALERTS_STATEMENTS, ARTICLES_INCOMING, DEAD_LETTERS, STATEMENTS_TRACKED
from shared.runtime import metrics
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import defaults
from shared.testing.builders import a_statement, a_statement_alert, an_article_ref
from shared.testing.fakes import FakeClock
from shared.testing.scene.world import TALKS, a_catalog

MATTERS = (
    "foreign troops on the coast", "a price cap for gas", "observers at the crossings", "the return of deserters",
    "a court in a third country", "elections under occupation", "joint patrols at sea", "the sale of frozen bonds",
)  # fmt: skip
DAY, YEARS = timedelta(days=1), timedelta(days=730)


def read(article: Article) -> Reading:
    """One statement of each article."""
    ref = an_article_ref(article.id, published_at=article.published_at, received_at=article.received_at)
    words = f"it would never accept {MATTERS[sum(map(ord, article.id)) % len(MATTERS)]}"
    said = a_statement(words, "Norland", article=ref, position="rejects", negotiations=(TALKS,))
    return Reading((said,))


class Live:
    """Feeds in real time over the embedded engine: every hour an article and a tick. `clock` is what the machine shows,
    `right` what time it is."""

    def __init__(self, folder: Path) -> None:
        self.log = Log(folder / "log.sqlite")
        self.right, self.clock = FakeClock(), FakeClock()
        self._publisher = LogPublisher(self.log, self.clock)
        self.start()

    def start(self) -> None:
        """Begin anew from what is stored."""
        catalog, settings = a_catalog(), defaults()
        stages = [
            admit(catalog, settings, lambda text, declared: "en"),
            extraction(read),
            statements(catalog, settings),
        ]
        self._engine = Engine(self.log, stages, clock=self.clock)

    def hour(self, id: str, wrong_by: timedelta = timedelta()) -> None:
        """One more hour, with an article of that id; the clock is that much ahead."""
        self.right.advance(hours=1)
        self.clock.now = self.right.now + wrong_by
        article = RawArticle(id=id, text=f"Text {id}.", published_at=self.right.now.isoformat())
        self._publisher.publish(ARTICLES_INCOMING, article)
        run_clock(
            self._publisher,
            clock=self.clock,
            wait=lambda seconds: seconds > 0,
            settle=self._engine.run_until_idle,
        )
        self._engine.run_until_idle()

    def told(self) -> set[str]:
        """The articles whose statements came through."""
        records = self.log.read(STATEMENTS_TRACKED.name, 0, 1000)
        found = (codec.decode(STATEMENTS_TRACKED, record.headers, record.value) for record in records)
        return {tracked.statement.article.id for tracked in found}

    def alerts(self) -> list[str]:
        """The ids of all alerts, in order."""
        records = self.log.read(ALERTS_STATEMENTS.name, 0, 1000)
        return [codec.decode(ALERTS_STATEMENTS, record.headers, record.value).id for record in records]

    def time(self) -> datetime:
        """How far the statements have come."""
        found: datetime = self._engine.state("statements").watermarks.time
        return found


def passed_by(stage: str, reason: str) -> float:
    """How many messages a stage has passed by."""
    return metrics.messages_passed_by.labels(stage, reason)._value.get()


@pytest.fixture
def live(tmp_path: Path):
    """It has been running for two hours."""
    live = Live(tmp_path)
    live.hour("a")
    live.hour("b")
    yield live
    live.log.close()


@pytest.mark.parametrize("wrong_by", [DAY, -DAY, YEARS, -YEARS], ids=["+1 d", "-1 d", "+2 y", "-2 y"])
def test_a_clock_that_was_wrong_for_a_moment_silences_nothing(live: Live, wrong_by: timedelta) -> None:
    """Neither at once nor after a restart; time goes on a day later at the latest."""
    ahead = passed_by("extraction", "clock_ahead")
    live.hour("wrong", wrong_by)
    for hour in range(26):
        live.hour(f"right {hour}")
        if hour == 3:
            live.start()
    assert {"a", "b", *(f"right {hour}" for hour in range(26))} <= live.told()
    assert live.right.now == live.time()
    assert (wrong_by > timedelta()) == (passed_by("extraction", "clock_ahead") > ahead)


def test_what_comes_while_the_clock_is_years_behind_is_counted(live: Live) -> None:
    """It counts as received then, and what is so old is passed by."""
    before = passed_by("extraction", "too_late")
    live.hour("wrong", -YEARS)
    assert "wrong" not in live.told()
    assert before + 1 == passed_by("extraction", "too_late")


def test_after_a_long_pause_time_catches_up(live: Live) -> None:
    """By a day with every tick; what comes meanwhile is told at once."""
    live.right.advance(days=10)
    for hour in range(12):
        live.hour(f"later {hour}")
    assert {f"later {hour}" for hour in range(12)} <= live.told()
    assert live.right.now == live.time()


@pytest.mark.parametrize("restarted", [False, True], ids=["goes on", "is restarted"])
@pytest.mark.parametrize("wrong_by", [DAY, -DAY], ids=["+1 d", "-1 d"])
def test_a_process_that_begins_by_a_wrong_clock_raises_the_same_alerts(
    wrong_by: timedelta, restarted: bool, tmp_path: Path
) -> None:
    """Hours pass before somebody puts it right, while it runs or before it is started again."""
    found = []
    for name, off in (("right", timedelta()), ("wrong", wrong_by)):
        (tmp_path / name).mkdir()
        live = Live(tmp_path / name)
        for hour in range(6):
            live.hour(f"before {hour}", off)
        if restarted:
            live.start()
        for hour in range(30):
            live.hour(f"after {hour}")
        assert 0 == live.log.end(DEAD_LETTERS.name)
        assert live.right.now == live.time()
        found.append(live.alerts())
        live.log.close()
    assert found[0]
    assert found[0] == found[1]


def test_no_alert_is_younger_than_nothing() -> None:
    """A clock that went back makes negative ages, which would tell that alerts are raised fast."""
    latency = metrics.alert_latency_seconds.labels("statements")
    before = latency._sum.get()
    metrics.count_alert("statements", a_statement_alert(), -86_400.0)
    assert before == latency._sum.get()

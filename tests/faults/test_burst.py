"""Thousands of articles at once after a quiet time, as on the day of a summit: all come through in their order, and
what waits costs disk and no memory."""

import tracemalloc
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from services.extraction.processor import Reading
from services.extraction.processor import build_stage as extraction
from services.statements.processor import build as statements
from shared.contracts import Article, RawArticle
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS, STATEMENTS_TRACKED
from shared.processing import Event, Outcome
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log
from shared.runtime.settings import defaults
from shared.testing.builders import a_statement, an_article, an_article_ref, at
from shared.testing.fakes import FakeClock
from shared.testing.scene.world import a_catalog
from tests.unit.runtime.stages import a_stage

PARAGRAPH = "Moscow said it would attend the talks. " * 100
WAITING = 2_000


def passed_on(message: RawArticle, index: Any, now: datetime) -> Outcome:
    """The article as it came."""
    article = an_article(message.id or "", message.text or "", received_at=now, published_at=now)
    return Outcome((Event(ARTICLES, article),))


def read(article: Article) -> Reading:
    """A statement of every hundredth article."""
    ref = an_article_ref(article.id, published_at=article.published_at, received_at=article.received_at)
    return Reading((a_statement(article=ref),) if article.id.endswith("00") else ())


def worked_off(path: Path, waiting: int) -> tuple[int, list[str]]:
    """The most memory that it took to work off so many articles, and the ids that came through, in order."""
    log = Log(path, durable=False)
    with log.transaction():
        for number in range(waiting):
            article = RawArticle(id=f"a-{number:05}", text=PARAGRAPH)
            log.append(ARTICLES_INCOMING, article, at(0) + timedelta(seconds=number))
    stages = [a_stage(passed_on), extraction(read), statements(a_catalog(), defaults())]
    engine = Engine(log, stages, clock=FakeClock(at(24)))
    tracemalloc.start()
    engine.run_until_idle()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0 == log.end(DEAD_LETTERS.name)
    assert waiting // 100 == log.end(STATEMENTS_TRACKED.name)
    through = [record.key for record in log.read(ARTICLES.name, 0, waiting + 1)]
    log.close()
    return most, through


def test_a_burst_is_worked_off_in_order_and_in_steady_memory(tmp_path: Path) -> None:
    """What waits besides is ten times as much; of that much less than its texts is ever in memory."""
    usual, _ = worked_off(tmp_path / "usual.sqlite", WAITING // 10)
    burst, through = worked_off(tmp_path / "burst.sqlite", WAITING)
    assert [f"a-{number:05}" for number in range(WAITING)] == through
    waits = WAITING * len(PARAGRAPH)
    assert burst - usual < waits / 4, f"{burst:,} bytes, {usual:,} usually; {waits:,} wait"

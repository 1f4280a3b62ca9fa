"""`parley run`: its threads, and that none of them ends without a word."""

import threading
from pathlib import Path
from typing import Any

import pytest

from services.cli.commands.run import Parley
from services.web.adapters.status import Status
from shared.catalog import Catalog
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import defaults


class NoArticles:
    """A source that brings nothing."""

    announcement = "Articles: none"

    def __init__(self, *, live: bool) -> None:
        self.live = live

    def run(self, log: Log, publisher: LogPublisher, stopping: threading.Event, *, fast: bool) -> None:
        """Nothing to do."""


def a_run(data: Path, *, live: bool) -> Parley:
    settings = defaults().model_copy(update={"data": data})
    no_cache: Any = None
    return Parley(settings, Catalog(), no_cache, NoArticles(live=live), fast=False, once=False)


@pytest.mark.parametrize("live", [True, False])
def test_the_clock_strikes_where_articles_come_as_they_appear(live: bool, tmp_path: Path) -> None:
    """Files strike the hours of their own time."""
    assert live == ("ticks" in a_run(tmp_path, live=live).works(Status()))


def test_a_run_ends_where_the_clock_fails(tmp_path: Path) -> None:
    """Without ticks nothing is ever silent, overdue or near its deadline: better to stop and to say why."""
    run = a_run(tmp_path / "gone", live=True)
    run.workers.start("ticks", run.works(Status())["ticks"])
    assert [] == run.workers.join()
    assert run.workers.stopping.is_set()
    assert "log.sqlite cannot be used" in str(run.workers.failure)

"""Feeds as a source of `parley run`: polled politely, in real time."""

import threading

from services.cli.problems import Problem
from services.cli.sources import keep_apart
from services.ingest.adapters.opml import FeedListError, read_feeds
from services.ingest.app import poll_feeds
from shared.contracts.topics import FEEDS_STATE
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.runtime.settings import Settings


class Feeds:
    """Polls the feeds of the settings until told to stop."""

    live = True

    def __init__(self, settings: Settings) -> None:
        if settings.feeds is None:
            raise Problem("no feeds are named; give --feeds feeds.opml or set PARLEY_FEEDS")
        self._settings = settings
        self._feeds = settings.feeds
        try:
            count = len(read_feeds(self._feeds))
        except (FeedListError, OSError) as error:
            raise Problem(str(error)) from None
        self.announcement = f"Articles: {count} {'feed' if count == 1 else 'feeds'} of {self._feeds}"

    def run(self, log: Log, publisher: LogPublisher, stopping: threading.Event, *, fast: bool) -> None:
        """Poll until stopping; `fast` has no meaning here."""
        keep_apart(log, demo=False)
        consumer = LogConsumer(log, "ingest", [FEEDS_STATE], stopping.wait)
        poll_feeds(self._feeds, publisher, consumer, self._settings, wait=stopping.wait)

"""Wires ingest: polls feeds, takes articles by HTTP and sends the ticks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.ingest.adapters.opml import FeedListError as FeedListError
from services.ingest.adapters.opml import read_feeds as read_feeds
from services.ingest.adapters.poller import Poller, read_states
from services.ingest.adapters.routes import routes
from services.ingest.adapters.web import Web
from shared.runtime.operations import Check, readiness
from shared.runtime.records import Consumer, Publisher
from shared.runtime.settings import Settings


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


def poll_feeds(
    feeds: Path, publisher: Publisher, consumer: Consumer, settings: Settings, wait: Callable[[float], bool]
) -> None:
    """Poll the feeds of a list in the calling thread until `wait` says stop. `consumer` reads `feeds.state`, where a
    restart finds the cursors. Raises FeedListError if the list cannot be used."""
    found = read_feeds(feeds)
    web = Web(user_agent=settings.user_agent, allow_private=settings.allow_private_feeds)
    try:
        Poller(
            found,
            publisher,
            read_states(consumer),
            web,
            clock=utc_now,
            interval=timedelta(seconds=settings.feed_interval_seconds),
            pause_seconds=settings.page_pause_seconds,
            pages=settings.fetch_pages,
        ).run(wait)
    finally:
        web.close()


def service(publisher: Publisher, settings: Settings, checks: dict[str, Check]) -> Starlette:
    """`POST /v1/articles` beside /metrics, /healthz and /readyz, for ingest as a service of its own."""

    def metrics(request: Request) -> Response:
        return Response(generate_latest(), headers={"content-type": CONTENT_TYPE_LATEST})

    def healthy(request: Request) -> Response:
        return Response(b'{"alive":true}', media_type="application/json")

    def ready(request: Request) -> Response:
        whether, body = readiness(checks)
        return Response(body, 200 if whether else 503, media_type="application/json")

    return Starlette(
        routes=[
            *routes(publisher, settings),
            Route("/metrics", metrics),
            Route("/healthz", healthy),
            Route("/readyz", ready),
        ]
    )

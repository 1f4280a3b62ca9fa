"""Wires the web service: the site, and the read model that fills the cache behind it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from redis import Redis
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from services.web.adapters.keys import Keys
from services.web.adapters.read_model import ReadModel
from services.web.adapters.site import Site
from services.web.adapters.status import Status
from services.web.adapters.store import Store
from services.web.queries.queries import Queries
from shared.catalog import Catalog
from shared.runtime import metrics
from shared.runtime.records import Publisher
from shared.runtime.settings import Settings


def clock() -> datetime:
    """Wall clock, for silences made by hand."""
    return datetime.now(UTC).replace(microsecond=0)


def prefix(settings: Settings) -> str:
    """The prefix of our keys; a namespace (a replay's) comes before it, as it does before topics."""
    return settings.namespace + settings.redis_prefix


def site(
    settings: Settings,
    redis: Redis,
    publisher: Publisher | None = None,
    *,
    catalog: Catalog | None = None,
    status: Status | None = None,
    now: Callable[[], datetime] = clock,
) -> Site:
    """The site; `site(...).routes()` can be mounted in another application (start its `hub` then)."""
    status = status or Status()
    store = Store(redis, Keys(prefix(settings)))
    queries = Queries(store, catalog or Catalog(), lambda: status.now.state == "ok")
    return Site(settings, queries, status, publisher, now)


def build(
    settings: Settings,
    redis: Redis,
    publisher: Publisher | None = None,
    *,
    catalog: Catalog | None = None,
    status: Status | None = None,
    extra: Sequence[BaseRoute] = (),
    now: Callable[[], datetime] = clock,
) -> Starlette:
    """The application. `status` is the read model's, so that pages can show it; `publisher` is used from threads."""
    metrics.service_up.labels("web").set(1)
    return site(settings, redis, publisher, catalog=catalog, status=status, now=now).application(extra)


def read_model(
    settings: Settings, redis: Redis, status: Status, publisher: Publisher | None = None
) -> ReadModel:
    """The consumer that fills the cache; `publisher` (of the same thread) parks records that cannot be decoded."""
    retention = timedelta(days=settings.retention_days)
    return ReadModel(redis, status=status, prefix=prefix(settings), publisher=publisher, retention=retention)

"""Puts pages, API, streams and probes together as one Starlette application."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis.exceptions import RedisError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from services.web.adapters.api import Api
from services.web.adapters.cache import explain
from services.web.adapters.live import Hub
from services.web.adapters.pages import Pages
from services.web.adapters.rendering import STATIC, environment
from services.web.adapters.responses import HEADERS, Json, SecurityHeaders, problem
from services.web.adapters.status import Status
from services.web.adapters.store import UnknownCursor
from services.web.adapters.streams import Streams
from services.web.domain.filters import BadQuery
from services.web.queries.queries import Queries
from shared.processing import TryLater
from shared.runtime.operations import readiness
from shared.runtime.records import Publisher
from shared.runtime.settings import Settings


class Site:
    """Pages, API, streams and probes of one process."""

    def __init__(
        self,
        settings: Settings,
        queries: Queries,
        status: Status,
        publisher: Publisher | None,
        clock: Callable[[], datetime],
    ) -> None:
        api_key = settings.api_key.get_secret_value() if settings.api_key else None
        self.hub = Hub(queries.store, status)
        self._queries, self._status = queries, status
        templates = environment(negotiation_name=queries.negotiations.name)
        templates.filters["issue"] = queries.names.issue
        writable = bool(api_key and publisher)
        self._pages = Pages(queries, templates, status, clock, settings.public_url, writable)
        self._api = Api(queries, publisher, api_key, clock)
        self._streams = Streams(self.hub, self._pages.card, queries.names.wanted)

    def routes(self) -> list[BaseRoute]:
        """Everything that is served, to be mounted at the root."""
        return [
            *self._streams.routes(),
            Mount("/api/v1", routes=self._api.routes()),
            *self._pages.routes(),
            Route("/metrics", _metrics),
            Route("/healthz", lambda request: Json({"alive": True})),
            Route("/readyz", self._ready),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]

    def application(self, extra: Sequence[BaseRoute] = ()) -> Starlette:
        """The application; `extra` routes come first."""

        @asynccontextmanager
        async def lifespan(app: Starlette) -> AsyncIterator[None]:
            self.hub.start()
            yield
            self.hub.stop()

        app = Starlette(
            routes=[*extra, *self.routes()],
            middleware=[Middleware(SecurityHeaders)],
            lifespan=lifespan,
            exception_handlers={
                BadQuery: self._bad_query,
                HTTPException: self._http_error,
                RedisError: self._no_cache,
                TryLater: self._try_later,
                UnknownCursor: self._bad_cursor,
                500: self._defect,
            },
        )
        app.state.hub = self.hub
        return app

    def _ready(self, request: Request) -> Response:
        ready, body = readiness({"cache": self._cache_problem, "read model": self._model_problem})
        return Response(body, 200 if ready else 503, media_type="application/json")

    def _cache_problem(self) -> str | None:
        try:
            self._queries.store.ping()
        except RedisError as error:
            return explain(error)
        return None

    def _model_problem(self) -> str | None:
        condition = self._status.now
        return None if condition.state == "ok" else condition.reason or condition.state

    async def _error(
        self, request: Request, status: int, message: str, headers: dict[str, str] | None = None
    ) -> Response:
        if request.url.path.startswith(("/api/", "/live", "/v1/")):
            return problem(status, message, headers)
        answer = await run_in_threadpool(
            self._pages.render, "error.html", status, code=status, message=message
        )
        answer.headers.update(headers or {})
        return answer

    async def _bad_query(self, request: Request, error: Exception) -> Response:
        return await self._error(request, 400, str(error))

    async def _bad_cursor(self, request: Request, error: Exception) -> Response:
        return await self._error(request, 400, "after names nothing on this list; start without it")

    async def _http_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        message = error.detail if error.detail != "Not Found" else "there is no such page"
        return await self._error(request, error.status_code, message, dict(error.headers or {}))

    async def _no_cache(self, request: Request, error: Exception) -> Response:
        said = f"{explain(error)} Nothing is lost: alerts are on their topics, and the page comes back by itself."
        return await self._error(request, 503, said, {"retry-after": "5"})

    async def _try_later(self, request: Request, error: Exception) -> Response:
        return await self._error(request, 503, f"it could not be written: {error}", {"retry-after": "5"})

    async def _defect(self, request: Request, error: Exception) -> Response:
        # Starlette answers defects outside of all middleware.
        return await self._error(request, 500, "a defect of ours; the log says where", HEADERS)


def _metrics(request: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

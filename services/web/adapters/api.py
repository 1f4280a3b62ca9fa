"""Serves the JSON API: CloudEvents and views. Silences are the only thing it writes."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from redis.exceptions import RedisError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.web.adapters.responses import Json, capped_body, check_key, cloudevent
from services.web.domain import filters
from services.web.domain.silences import BadSilence, SilenceAsked, made
from services.web.queries.queries import Queries
from services.web.queries.views import AlertView
from shared.contracts import Silence, topics
from shared.runtime.records import Publisher

MAX_QUERY = 300


class Api:
    """Handlers under /api/v1. Those that only read the cache are sync: Starlette runs them on threads."""

    def __init__(
        self,
        queries: Queries,
        publisher: Publisher | None,
        api_key: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._queries = queries
        self._publisher = publisher
        self._api_key = api_key
        self._clock = clock

    def routes(self) -> list[Route]:
        """Relative to /api/v1."""
        return [
            Route("/alerts", self.alerts),
            Route("/alerts/{id}", self.alert),
            Route("/negotiations", self.negotiations),
            Route("/negotiations/{id:path}", self.negotiation),
            Route("/sides", self.sides),
            Route("/sides/{name:path}", self.side),
            Route("/sayings/{id}", self.saying),
            Route("/statements/{id}", self.statement),
            Route("/articles/{id:path}", self.article),
            Route("/search", self.search),
            Route("/deliveries", self.deliveries),
            Route("/dead-letters", self.dead_letters),
            Route("/silences", self.silences, methods=["GET"]),
            Route("/silences", self.silence, methods=["POST"]),
            Route("/silences/{id}", self.expire, methods=["DELETE"]),
        ]

    def alerts(self, request: Request) -> Response:
        """The feed. Query: the fields of a Filter, after, limit."""
        q = request.query_params
        wanted = self._queries.names.wanted(q, "after", "limit")
        page = self._queries.alerts.feed(wanted, q.get("after", ""), filters.limit(q))
        superseded = self._queries.alerts.superseded(page.items)
        alerts = [cloudevent(a) for a in page.items]
        return Json({"alerts": alerts, "superseded": superseded, "next": page.following})

    def alert(self, request: Request) -> Response:
        """One alert with everything behind it."""
        return Json(explained(found(self._queries.alerts.alert(request.path_params["id"]), "alert")))

    def negotiations(self, request: Request) -> Response:
        """Negotiations with their phase: watched ones first, the most recently active first. Query: after, limit."""
        q = request.query_params
        page = self._queries.negotiations.page(filters.limit(q, filters.MAX_LIMIT), q.get("after", ""))
        return Json({"negotiations": page.items, "next": page.following})

    def negotiation(self, request: Request) -> Response:
        """One negotiation. Query: since (changes from that day on), as_of (what was known then)."""
        q = request.query_params
        view = self._queries.negotiations.negotiation(
            request.path_params["id"], filters.day(q, "since"), filters.day(q, "as_of", whole=True)
        )
        whole = msgspec.to_builtins(found(view, "negotiation"), str_keys=True)
        return Json({**whole, "alerts": [cloudevent(a) for a in view.alerts] if view else []})

    def sides(self, request: Request) -> Response:
        """Sides, the one heard last first. Query: after, limit."""
        q = request.query_params
        page = self._queries.store.page_of_sides(filters.limit(q), q.get("after", ""))
        return Json({"sides": page.items, "next": page.following})

    def side(self, request: Request) -> Response:
        """What a side said and where it stands. Query: after, limit (of its sayings)."""
        q = request.query_params
        view = self._queries.sides.side(request.path_params["name"], q.get("after", ""), filters.limit(q))
        whole = msgspec.to_builtins(found(view, "side"), str_keys=True)
        return Json({**whole, "alerts": [cloudevent(a) for a in view.alerts] if view else []})

    def saying(self, request: Request) -> Response:
        """A saying with its tellings."""
        return Json(found(self._queries.sayings.saying(request.path_params["id"]), "saying"))

    def statement(self, request: Request) -> Response:
        """A statement with how its words stand in the article."""
        return Json(found(self._queries.sayings.statement(request.path_params["id"]), "statement"))

    def article(self, request: Request) -> Response:
        """An article with everything read out of it."""
        return Json(found(self._queries.articles.article(request.path_params["id"]), "article"))

    def search(self, request: Request) -> Response:
        """Alerts, sayings, negotiations, actors and sides that hold all words of q."""
        q = request.query_params
        text = asked(q.get("q", ""))
        result = self._queries.search.search(text, filters.limit(q, 20))
        return Json({**result, "alert": [cloudevent(a) for a in result["alert"]]})

    def deliveries(self, request: Request) -> Response:
        """What was sent to whom. Query: receiver, after, limit."""
        q = request.query_params
        on = [[f"receiver:{q['receiver']}"]] if q.get("receiver") else []
        page = self._queries.store.page("delivery", on, after=q.get("after", ""), limit=filters.limit(q))
        return Json({"deliveries": page.items, "next": page.following})

    def dead_letters(self, request: Request) -> Response:
        """Records that could not be processed, without their content. Query: after, limit."""
        q = request.query_params
        page = self._queries.store.page("letter", after=q.get("after", ""), limit=filters.limit(q))
        letters = [msgspec.structs.replace(letter, value="") for letter in page.items]
        return Json({"dead_letters": letters, "next": page.following})

    def silences(self, request: Request) -> Response:
        """Silences, the one that ends last first."""
        return Json({"silences": self._queries.store.latest("silence", limit=200)})

    async def silence(self, request: Request) -> Response:
        """Create a silence from a SilenceAsked; 201 with the silence."""
        publisher = self._writer(request)
        body = await capped_body(request)
        known = await asyncio.to_thread(self._negotiations)
        try:
            silence = made(msgspec.json.decode(body, type=SilenceAsked), self._clock(), known)
        except (msgspec.DecodeError, BadSilence) as error:
            raise HTTPException(400, f"not a silence: {error}") from None
        await asyncio.to_thread(publisher.publish, topics.SILENCES, silence)
        return Json(silence, 201, {"location": f"/api/v1/silences/{silence.id}"})

    async def expire(self, request: Request) -> Response:
        """End a silence now."""
        publisher = self._writer(request)
        id = request.path_params["id"]
        silence: Silence = found(await asyncio.to_thread(self._queries.store.get, "silence", id), "silence")
        # Never before its start, so that the interval stays one, nor after the end it had.
        now = max(self._clock(), silence.starts_at + timedelta(seconds=1))
        ended = msgspec.structs.replace(silence, expired=True, ends_at=min(now, silence.ends_at))
        await asyncio.to_thread(publisher.publish, topics.SILENCES, ended)
        return Json(ended)

    def _negotiations(self) -> dict[str, str]:
        """Names by id; empty if the cache is away, which is no reason to refuse a silence."""
        try:
            return {each.id: each.name for each in self._queries.negotiations.all()}
        except RedisError:
            return {}

    def _writer(self, request: Request) -> Publisher:
        check_key(request, self._api_key)
        if self._publisher is None:
            raise HTTPException(503, "this page runs without a writer")
        return self._publisher


def explained(view: AlertView) -> dict[str, Any]:
    """An alert's view with its alerts as CloudEvents."""
    whole = msgspec.to_builtins(view, str_keys=True)
    alerts = {
        "alert": cloudevent(view.alert),
        "supersedes": cloudevent(view.supersedes) if view.supersedes else None,
        "superseded_by": [cloudevent(a) for a in view.superseded_by],
        "others": [cloudevent(a) for a in view.others],
    }
    return {**whole, **alerts}


def found(value: Any, what: str) -> Any:
    """The value; raises 404 when there is none."""
    if value is None:
        raise HTTPException(404, f"no such {what}; it may be older than what is kept")
    return value


def asked(text: str) -> str:
    """The text to search for; raises BadQuery when it is too long."""
    if len(text) > MAX_QUERY:
        raise filters.BadQuery(f"q is longer than {MAX_QUERY} characters")
    return text.strip()

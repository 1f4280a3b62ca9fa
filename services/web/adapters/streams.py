"""Serves the two live streams (server-sent events): alerts as CloudEvents for programs, and as cards for the page."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.web.adapters.live import MAX_CLIENTS, Hub, LiveEvent
from services.web.adapters.responses import cloudevent, problem
from services.web.domain import filters, wording
from services.web.domain.filing import place
from services.web.domain.printable import printable
from shared.contracts import Alert

PING_SECONDS = 15
RETRY_MS = 3000


class Streams:
    """/api/v1/stream and /live. Both take the filters of the feed and resume by Last-Event-ID (or ?after=)."""

    def __init__(self, hub: Hub, card: Callable[[Alert], str], wanted: Callable[..., filters.Filter]) -> None:
        self._hub = hub
        self._card = card
        self._wanted = wanted

    def routes(self) -> list[Route]:
        """At the root."""
        return [Route("/api/v1/stream", self.stream), Route("/live", self.live)]

    async def stream(self, request: Request) -> Response:
        """Alerts as CloudEvents."""
        return await self._answer(request, lambda alert: cloudevent(alert))

    async def live(self, request: Request) -> Response:
        """Alerts as the page shows them."""
        return await self._answer(request, self._for_page)

    def _for_page(self, alert: Alert) -> object:
        return {
            "id": alert.id,
            "time": place(alert),
            "day": f"{alert.time:%Y-%m-%d}",
            "day_name": wording.day(alert.time),
            "said": printable(f"{wording.called(alert)}: {alert.data.headline}"),
            "html": self._card(alert),
            "supersedes": alert.data.supersedes,
            "overtaken": wording.overtaken(alert.type),
        }

    async def _answer(self, request: Request, body: Callable[[Alert], object]) -> Response:
        wanted = await asyncio.to_thread(self._wanted, request.query_params, "after")
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        if self._hub.full():
            return problem(503, f"{MAX_CLIENTS} streams are open already; try later", {"retry-after": "30"})
        events = self._events(after, wanted, body)
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return EventSourceResponse(events, ping=PING_SECONDS, headers=headers)

    async def _events(
        self, after: str, wanted: filters.Filter, body: Callable[[Alert], object]
    ) -> AsyncIterator[ServerSentEvent]:
        yield ServerSentEvent(comment="parley", retry=RETRY_MS)
        async for event in self._hub.events(after, wanted):
            yield _sent(event, body)


def _sent(event: LiveEvent, body: Callable[[Alert], object]) -> ServerSentEvent:
    if event.alert is not None:
        return ServerSentEvent(json.dumps(body(event.alert)), event="alert", id=event.id)
    if event.condition is not None:
        said = {"state": event.condition.state, "reason": event.condition.reason}
        return ServerSentEvent(json.dumps(said), event="condition")
    return ServerSentEvent("{}", event="reload", id=event.id)

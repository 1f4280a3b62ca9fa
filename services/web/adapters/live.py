"""Sends every connected browser the live alerts that pass its filter, resuming where it left off."""

import asyncio
import re
import threading
from collections.abc import AsyncIterator

import msgspec
from redis.exceptions import RedisError

from services.web.adapters.cache import explain
from services.web.adapters.status import Condition, Status
from services.web.adapters.store import FIRST_EVENT, Store
from services.web.domain.filters import Filter
from shared.contracts import Alert, codec
from shared.runtime import metrics

MAX_CLIENTS = 500
QUEUED = 500
"""A browser that is so far behind is cut off; it comes back with the id of what it saw last."""
_ID = re.compile(r"\d{1,16}-\d{1,10}")


class LiveEvent(msgspec.Struct, frozen=True):
    """An alert with its place in the stream, a change of condition, or the news that the cache was filled anew."""

    id: str = ""
    alert: Alert | None = None
    condition: Condition | None = None
    reload: bool = False


class Hub:
    """One thread reads the stream for all browsers."""

    def __init__(self, store: Store, status: Status) -> None:
        self._store = store
        self._status = status
        self._queues: set[asyncio.Queue[LiveEvent | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start reading; called on the event loop that serves the browsers."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._read, name="live", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End every open stream, so that the server can stop; may be called from any thread."""
        self._stop.set()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._offer, None)

    def full(self) -> bool:
        """Whether there is no room for another browser."""
        return len(self._queues) >= MAX_CLIENTS

    async def events(self, after: str, wanted: Filter) -> AsyncIterator[LiveEvent]:
        """What passes the filter, from `after` (an id of the stream; empty: from now) on, until `stop`; it also ends
        where what was missed cannot be read, and the browser asks again. What is no place of the stream, or none any
        longer, is answered by `reload`."""
        queue: asyncio.Queue[LiveEvent | None] = asyncio.Queue(QUEUED)
        self._queues.add(queue)
        metrics.stream_clients.inc()
        try:
            if self._status.now.state != "ok":
                yield LiveEvent(condition=self._status.now)
            last, seen = "", after
            try:
                while seen and (missed := await asyncio.to_thread(self._missed, seen)):
                    for event in missed:
                        last = seen = event.id
                        if _passes(event, wanted):
                            yield event
            except RedisError:
                return
            while (live := await queue.get()) is not None:
                if (not live.id or _place(live.id) > _place(last)) and _passes(live, wanted):
                    yield live
        finally:
            self._queues.discard(queue)
            metrics.stream_clients.dec()

    def _missed(self, after: str) -> list[LiveEvent]:
        if after != FIRST_EVENT and not (
            _ID.fullmatch(after) and _place(self._store.first_event()) <= _place(after)
        ):
            # Nobody knows any longer what came in between: only loading the page anew is honest.
            return [LiveEvent(id=self._store.last_event(), reload=True)]
        return [_event(id, fields) for id, fields in self._store.events(after)]

    def _read(self) -> None:
        last = ""
        said = self._status.now
        while not self._stop.is_set():
            try:
                last = last or self._store.last_event()
                entries = self._store.wait_for_events(last, 0.5)
                for id, fields in entries:
                    last = id
                    self._tell(_event(id, fields))
                if not entries and _place(self._store.last_event()) < _place(last):
                    last = FIRST_EVENT
            except RedisError as error:
                if self._status.now.state == "ok":
                    self._status.set("degraded", explain(error))
                self._stop.wait(1.0)
            if self._status.now != said:
                said = self._status.now
                self._tell(LiveEvent(condition=said))

    def _tell(self, event: LiveEvent | None) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._offer, event)

    def _offer(self, event: LiveEvent | None) -> None:
        for queue in list(self._queues):
            if event is None or queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)


def _event(id: str, fields: dict[bytes, bytes]) -> LiveEvent:
    if b"alert" in fields:
        return LiveEvent(id=id, alert=codec.loads(fields[b"alert"], Alert))
    return LiveEvent(id=id, reload=True)


def _passes(event: LiveEvent, wanted: Filter) -> bool:
    return event.alert is None or wanted.matches(event.alert)


def _place(id: str) -> tuple[int, int]:
    first, _, second = (id or FIRST_EVENT).partition("-")
    return int(first), int(second)

"""The cache as pages and API read it: messages by id, by list, by word; what is not there (any more) is left out."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from redis import Redis

from services.web.adapters.keys import Keys, unpack
from services.web.domain.entries import KINDS, tokens

SCANNED = 4000
"""At most so many are looked at to fill one filtered page."""
FOUND = 1000
EXPANSIONS = 24
FIRST_EVENT = "0-0"


class Page(msgspec.Struct, frozen=True):
    """One page of a list and the cursor of the next, None at the end."""

    items: tuple[Any, ...]
    following: str | None = None


class UnknownCursor(LookupError):
    """The cursor is not on the list (any more)."""


class Store:
    """Reads only; safe to use from several threads, as the redis client is."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys

    def get(self, kind: str, id: str) -> Any | None:
        """One message, None if it is not there."""
        return self.many(kind, [id])[0]

    def many(self, kind: str, ids: Sequence[str]) -> list[Any]:
        """Messages in the order of their ids, None for what is not there."""
        if not ids:
            return []
        found: Any = self._redis.mget([self._keys.doc(kind, id) for id in ids])
        return [None if stored is None else unpack(stored, KINDS[kind]) for stored in found]

    def latest(self, kind: str, facet: str = "", limit: int = 50) -> list[Any]:
        """The latest of a kind, or of those on a list."""
        found = self.many(kind, self._ids(kind, facet, 0, limit))
        return [message for message in found if message is not None]

    def page(
        self,
        kind: str,
        facet: str = "",
        *,
        after: str = "",
        limit: int = 50,
        wanted: Callable[[Any], bool] = lambda _: True,
    ) -> Page:
        """Latest first, those after the id `after`; raises UnknownCursor."""
        start = 0
        if after:
            rank = self._redis.zrevrank(self._keys.index(kind, facet), after)
            if rank is None:
                raise UnknownCursor(after)
            start = int(rank) + 1  # type: ignore[arg-type]
        kept: list[tuple[str, Any]] = []
        for offset in range(start, start + SCANNED, 200):
            ids = self._ids(kind, facet, offset, 200)
            for id, message in zip(ids, self.many(kind, ids), strict=True):
                if message is not None and wanted(message):
                    if len(kept) == limit:
                        return Page(tuple(m for _, m in kept), kept[-1][0])
                    kept.append((id, message))
            if len(ids) < 200:
                return Page(tuple(m for _, m in kept))
        return Page(tuple(m for _, m in kept), ids[-1])

    def count(self, kind: str, facet: str = "") -> int:
        """How many there are."""
        return int(self._redis.zcard(self._keys.index(kind, facet)))

    def sides(self, limit: int = 500) -> list[str]:
        """Sides, the one heard last first."""
        found: Any = self._redis.zrevrange(self._keys.sides, 0, limit - 1)
        return [name.decode() for name in found]

    def search(self, text: str, kinds: Iterable[str], limit: int = 30) -> dict[str, list[Any]]:
        """Messages that hold all words of `text` (the last may be a beginning), by kind, latest first."""
        wanted = tokens(text)
        result: dict[str, list[Any]] = {kind: [] for kind in kinds}
        if not wanted:
            return result
        scores: dict[str, float] | None = None
        for position, token in enumerate(wanted[:8]):
            words = self._beginning_with(token) if position == len(wanted) - 1 else [token]
            hits = self._hits(words)
            scores = hits if scores is None else {m: s for m, s in scores.items() if m in hits}
        ordered = sorted((scores or {}).items(), key=lambda each: (-each[1], each[0]))
        for kind in result:
            ids = [m.partition(":")[2] for m, _ in ordered if m.partition(":")[0] == kind]
            result[kind] = [m for m in self.many(kind, ids[:limit]) if m is not None]
        return result

    def events(self, after: str, limit: int = 500) -> list[tuple[str, dict[bytes, bytes]]]:
        """Entries of the live stream after an id."""
        found: Any = self._redis.xrange(self._keys.stream, f"({after}", "+", count=limit)
        return [(id.decode(), fields) for id, fields in found]

    def wait_for_events(self, after: str, seconds: float) -> list[tuple[str, dict[bytes, bytes]]]:
        """The same, waiting for the first."""
        found: Any = self._redis.xread({self._keys.stream: after}, count=500, block=int(1000 * seconds))
        return [(id.decode(), fields) for _, entries in found or [] for id, fields in entries]

    def last_event(self) -> str:
        """Id of the newest entry of the live stream."""
        found: Any = self._redis.xrevrange(self._keys.stream, count=1)
        return found[0][0].decode() if found else FIRST_EVENT

    def first_event(self) -> str:
        """Id of the oldest entry that the live stream still holds."""
        found: Any = self._redis.xrange(self._keys.stream, count=1)
        return found[0][0].decode() if found else FIRST_EVENT

    def ping(self) -> None:
        """Raises RedisError when the server does not answer."""
        self._redis.ping()

    def _ids(self, kind: str, facet: str, start: int, limit: int) -> list[str]:
        found: Any = self._redis.zrevrange(self._keys.index(kind, facet), start, start + limit - 1)
        return [id.decode() for id in found]

    def _beginning_with(self, token: str) -> list[str]:
        low, high = f"[{token}", f"[{token}\U0010ffff"
        found: Any = self._redis.zrangebylex(self._keys.tokens, low, high, start=0, num=EXPANSIONS)
        return [word.decode() for word in found] or [token]

    def _hits(self, words: Sequence[str]) -> dict[str, float]:
        pipe = self._redis.pipeline(transaction=False)
        for word in words:
            pipe.zrevrange(self._keys.token(word), 0, FOUND - 1, withscores=True)
        return {member.decode(): score for hits in pipe.execute() for member, score in hits}

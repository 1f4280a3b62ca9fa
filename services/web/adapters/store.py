"""Reads messages from the cache: by id, by list, by word. What is not there, or no longer, is left out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from redis import Redis

from services.web.adapters.keys import Keys, unpack
from services.web.adapters.list_intersection import on_all
from services.web.domain.filing import KINDS, asked_for

SCANNED = 4000
"""At most so many messages are looked at to fill one page."""
BEGINNINGS = 5000
"""Of a search for a beginning at most so many words are looked at ..."""
EXPANSIONS = 200
"""... and so many, those used most, are searched for."""
FIRST_EVENT = "0-0"


class Page(msgspec.Struct, frozen=True):
    """One page of a list and the cursor of the next, None at the end."""

    items: tuple[Any, ...]
    following: str | None = None


class UnknownCursor(LookupError):
    """The cursor is not on the list, or no longer."""


class Store:
    """Reads only; thread-safe, as the redis client is."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys

    def get(self, kind: str, id: str) -> Any | None:
        """One message, None if it is not there."""
        return self.many(kind, [id])[0]

    def many(self, kind: str, ids: Sequence[str]) -> list[Any]:
        """Messages in the order of their ids, None for those not there."""
        if not ids:
            return []
        found: Any = self._redis.mget([self._keys.doc(kind, id) for id in ids])
        return [None if stored is None else unpack(stored, KINDS[kind]) for stored in found]

    def latest(self, kind: str, facet: str = "", limit: int = 50, until: datetime | None = None) -> list[Any]:
        """The latest of a kind, or of one list; up to a moment if one is given."""
        top = _until(until)
        ids: Any = self._redis.zrevrangebyscore(
            self._keys.index(kind, facet), top, "-inf", start=0, num=limit
        )
        found = self.many(kind, [id.decode() for id in ids])
        return [message for message in found if message is not None]

    def latest_of_each(self, kind: str, facets: Sequence[str]) -> list[Any]:
        """The latest of each list, None for an empty one."""
        return self._one_of_each(kind, facets, -1)

    def first_of_each(self, kind: str, facets: Sequence[str]) -> list[Any]:
        """The earliest of each list, None for an empty one."""
        return self._one_of_each(kind, facets, 0)

    def _one_of_each(self, kind: str, facets: Sequence[str], place: int) -> list[Any]:
        pipe = self._redis.pipeline(transaction=False)
        for facet in facets:
            pipe.zrange(self._keys.index(kind, facet), place, place)
        # An empty id is nobody's.
        return self.many(kind, [found[0].decode() if found else "" for found in pipe.execute()])

    def since(
        self, kind: str, facet: str, moment: datetime, limit: int, until: datetime | None = None
    ) -> tuple[list[Any], int]:
        """Those on a list between two moments, the latest first, and how many more than `limit` there are."""
        key, start, top = self._keys.index(kind, facet), moment.timestamp(), _until(until)
        found: Any = self._redis.zrevrangebyscore(key, top, start, start=0, num=limit)
        more = max(0, int(self._redis.zcount(key, start, top)) - limit)
        messages = self.many(kind, [id.decode() for id in found])
        return [message for message in messages if message is not None], more

    def page(
        self,
        kind: str,
        on: Sequence[Sequence[str]] = (),
        *,
        after: str = "",
        limit: int = 50,
        wanted: Callable[[Any], bool] = lambda _: True,
    ) -> Page:
        """Latest first, those after the id `after` that stand on a list of each group of `on`; raises UnknownCursor. A
        short page with a cursor means that the search stopped early, and there are more."""
        place = None
        if after:
            score: Any = self._redis.zscore(self._keys.index(kind), after)
            if score is None:
                raise UnknownCursor(after)
            place = (float(score), after.encode())
        groups = [[self._keys.index(kind, facet) for facet in facets] for facets in on]
        members = on_all(self._redis, groups or [[self._keys.index(kind)]], place)
        kept: list[tuple[str, Any]] = []
        last = ""
        looked = 0
        while looked < SCANNED and (ids := [each.decode() for each in islice(members, min(limit + 1, 200))]):
            for id, message in zip(ids, self.many(kind, ids), strict=True):
                if message is not None and wanted(message):
                    if len(kept) == limit:
                        return Page(tuple(m for _, m in kept), kept[-1][0])
                    kept.append((id, message))
            looked += len(ids)
            last = ids[-1]
        return Page(tuple(m for _, m in kept), last if looked >= SCANNED else None)

    def count(self, kind: str, facet: str = "") -> int:
        """How many there are."""
        return int(self._redis.zcard(self._keys.index(kind, facet)))

    def counts(self, kind: str, facets: Sequence[str]) -> list[int]:
        """How many there are on each list."""
        pipe = self._redis.pipeline(transaction=False)
        for facet in facets:
            pipe.zcard(self._keys.index(kind, facet))
        return [int(size) for size in pipe.execute()]

    def sides(self, limit: int = 500) -> list[str]:
        """Sides, the one heard last first."""
        return list(self.page_of_sides(limit).items)

    def page_of_sides(self, limit: int, after: str = "") -> Page:
        """Sides, the one heard last first, those after the side `after`; raises UnknownCursor."""
        rank: Any = self._redis.zrevrank(self._keys.sides, after) if after else -1
        if rank is None:
            raise UnknownCursor(after)
        found: Any = self._redis.zrevrange(self._keys.sides, rank + 1, rank + 1 + limit)
        names = tuple(name.decode() for name in found)
        return Page(names[:limit], names[limit - 1] if len(names) > limit else None)

    def search(self, text: str, kinds: Iterable[str], limit: int = 30) -> dict[str, list[Any]]:
        """Messages that hold all words of `text` (the last may be a beginning), by kind, latest first."""
        wanted = asked_for(text)
        ids: dict[str, list[str]] = {kind: [] for kind in kinds}
        if not wanted:
            return dict(ids)
        alternatives = [[token] for token in wanted[:8]]
        if len(wanted) == len(alternatives):
            alternatives[-1] = self._beginning_with(wanted[-1])
        groups = [[self._keys.token(word) for word in words] for words in alternatives]
        for member in on_all(self._redis, groups):
            kind, _, id = member.decode().partition(":")
            if len(ids.get(kind, ())) < limit and kind in ids:
                ids[kind].append(id)
                if all(len(found) == limit for found in ids.values()):
                    break
        return {kind: [m for m in self.many(kind, found) if m is not None] for kind, found in ids.items()}

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

    def _beginning_with(self, token: str) -> list[str]:
        """Words with this beginning; of many, the most used ones."""
        low, high = f"[{token}", f"[{token}\U0010ffff"
        found: Any = self._redis.zrangebylex(self._keys.tokens, low, high, start=0, num=BEGINNINGS)
        words = [word.decode() for word in found]
        pipe = self._redis.pipeline(transaction=False)
        for word in words:
            pipe.zcard(self._keys.token(word))
        used = sorted(((-size, word) for size, word in zip(pipe.execute(), words, strict=True) if size))
        return [word for _, word in used[:EXPANSIONS]] or [token]


def _until(moment: datetime | None) -> str | float:
    """The highest score up to a moment, whose fractions of a second order simultaneous messages."""
    return "+inf" if moment is None else moment.timestamp() + 0.999

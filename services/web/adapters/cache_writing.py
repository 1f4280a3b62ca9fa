"""Writes messages into the cache, each batch as one transaction, and drops the oldest beyond what is kept."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from redis import Redis

from services.web.adapters.keys import Keys, pack, unpack
from services.web.domain.filing import KINDS, Entry, entry
from shared.contracts import codec

KEPT = {
    "alert": 20_000,
    "article": 30_000,
    "withdrawal": 5_000,
    "statement": 100_000,
    "saying": 40_000,
    "occurrence": 20_000,
    "negotiation": 2_000,
    "stance": 20_000,
    "delivery": 5_000,
    "silence": 1_000,
    "letter": 2_000,
}
AGELESS = frozenset({"silence"})
"""They are few, and one in force must stay however far ahead another one lies."""
KEPT_SIDES = 20_000
KEPT_EVENTS = 2_000
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

Item = tuple[Entry, Any]


class Filing:
    """The writer of the cache; used by one thread."""

    def __init__(self, redis: Redis, keys: Keys, retention: timedelta, kept: Mapping[str, int]) -> None:
        self._redis = redis
        self._keys = keys
        self._retention = retention.total_seconds()
        self._kept = {**KEPT, **kept}

    def write(
        self, items: Sequence[Item], heard: Mapping[str, float], offsets: Mapping[str, int], *, live: bool
    ) -> None:
        """File items, when each side was last `heard`, and offsets, all or nothing. If `live`, alerts not yet there go
        to the page's stream, unless they are too old to be kept."""
        before = self._filed([(filed.kind, filed.id) for filed, _ in items])
        keys = self._keys
        latest = max((filed.score for filed, _ in items if filed.kind == "alert"), default=0.0)
        oldest = max(latest, self._newest("alert") or 0.0) - self._retention
        pipe = self._redis.pipeline(transaction=True)
        left: set[str] = set()
        for filed, message in items:
            old = before.get((filed.kind, filed.id))
            if filed.kind == "alert" and old is None and live and filed.score >= oldest:
                pipe.xadd(keys.stream, {"alert": codec.dumps(message)}, maxlen=KEPT_EVENTS, approximate=True)
            if old is not None:
                left |= self._unfile(pipe, old, filed)
            self._file(pipe, filed, message)
        if heard:
            pipe.zadd(keys.sides, dict(heard), gt=True)
        pipe.hset(keys.offsets, mapping={place: str(following) for place, following in offsets.items()})
        pipe.execute()
        self._forget(left)

    def trim(self, kinds: set[str]) -> None:
        """Drop messages of these kinds beyond the number kept, or older than the retention, from every list."""
        for kind in sorted(kinds):
            index = self._keys.index(kind)
            newest = self._newest(kind)
            if newest is None:
                continue
            surplus = int(self._redis.zcard(index)) - self._kept[kind]
            gone: Any = self._redis.zrange(index, 0, min(surplus, 1000) - 1) if surplus > 0 else []
            limit = f"({newest - self._retention}"
            expired: Any = ()
            if kind not in AGELESS:
                expired = self._redis.zrangebyscore(index, "-inf", limit, start=0, num=1000)
            if ids := sorted({id.decode() for id in (*gone, *expired)}):
                self.drop(kind, ids)
        self._redis.zremrangebyrank(self._keys.sides, 0, -KEPT_SIDES - 1)

    def announce_reload(self) -> None:
        """Tell open pages that the cache was filled anew."""
        self._redis.xadd(self._keys.stream, {"reload": "1"}, maxlen=KEPT_EVENTS, approximate=True)

    def stored(self, kind: str, ids: Sequence[str]) -> dict[str, Any]:
        """Messages that are there, by id."""
        if not ids:
            return {}
        found: Any = self._redis.mget([self._keys.doc(kind, id) for id in ids])
        return {id: unpack(s, KINDS[kind]) for id, s in zip(ids, found, strict=True) if s is not None}

    def _newest(self, kind: str) -> float | None:
        found: Any = self._redis.zrevrange(self._keys.index(kind), 0, 0, withscores=True)
        return float(found[0][1]) if found else None

    def _file(self, pipe: Any, filed: Entry, message: Any) -> None:
        keys, score = self._keys, filed.score
        pipe.set(keys.doc(filed.kind, filed.id), pack(message))
        for facet in ("", *filed.facets):
            pipe.zadd(keys.index(filed.kind, facet), {filed.id: score})
        for token in filed.tokens:
            pipe.zadd(keys.token(token), {f"{filed.kind}:{filed.id}": score})
        if filed.tokens:
            pipe.zadd(keys.tokens, dict.fromkeys(filed.tokens, 0))

    def _filed(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Entry]:
        """How messages that are already there were filed."""
        if not wanted:
            return {}
        found: Any = self._redis.mget([self._keys.doc(*each) for each in wanted])
        filed = (
            (each, entry(unpack(stored, KINDS[each[0]])))
            for each, stored in zip(wanted, found, strict=True)
            if stored is not None
        )
        return {each: old for each, old in filed if old is not None}

    def _unfile(self, pipe: Any, old: Entry, new: Entry | None) -> set[str]:
        """Take the message off lists it no longer stands on; returns the words it is no longer found by."""
        for facet in sorted(set(old.facets) - set(new.facets if new else ())):
            pipe.zrem(self._keys.index(old.kind, facet), old.id)
        left = set(old.tokens) - set(new.tokens if new else ())
        for token in sorted(left):
            pipe.zrem(self._keys.token(token), f"{old.kind}:{old.id}")
        if new is None:
            pipe.zrem(self._keys.index(old.kind), old.id)
            pipe.delete(self._keys.doc(old.kind, old.id))
        return left

    def drop(self, kind: str, ids: Sequence[str]) -> None:
        """Take messages off every list, as if they had never been there."""
        if not ids:
            return
        filed = self._filed([(kind, id) for id in ids])
        pipe = self._redis.pipeline(transaction=True)
        left: set[str] = set()
        for id in ids:
            left |= self._unfile(pipe, filed.get((kind, id)) or Entry(kind, id, _NEVER), None)
        pipe.execute()
        self._forget(left)

    def _forget(self, left: set[str]) -> None:
        """Drop words that nothing is filed under any more from the search by beginnings."""
        words = sorted(left)
        pipe = self._redis.pipeline(transaction=False)
        for word in words:
            pipe.exists(self._keys.token(word))
        if dead := [word for word, held in zip(words, pipe.execute(), strict=True) if not held]:
            self._redis.zrem(self._keys.tokens, *dead)

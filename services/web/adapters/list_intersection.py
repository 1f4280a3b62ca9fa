"""Finds the messages that stand on several lists of the cache at once, latest first."""

import heapq
from collections.abc import Iterator, Sequence
from itertools import compress, count, groupby, islice
from typing import Any

from redis import Redis

AT_ONCE = 500
"""So many members are looked at in one go."""

Place = tuple[float, bytes]
"""Where a member stands: its score and, among equals, its name."""


def on_all(redis: Redis, groups: Sequence[Sequence[str]], after: Place | None = None) -> Iterator[bytes]:
    """Members that stand on at least one list (a key) of each group, latest first, from a place on. It walks through
    the shortest group and checks the others; at least one group is needed."""
    pipe = redis.pipeline(transaction=False)
    for keys in groups:
        for key in keys:
            pipe.zcard(key)
    sizes = iter(pipe.execute())
    how_many = [sum(next(sizes) for _ in keys) for keys in groups]
    shortest = how_many.index(min(how_many))
    others = [keys for place, keys in enumerate(groups) if place != shortest]
    merged = heapq.merge(*(_latest(redis, key, after) for key in groups[shortest]), reverse=True)
    members = (member for (_, member), _ in groupby(merged))
    while some := list(islice(members, AT_ONCE)):
        yield from _also_on(redis, some, others)


def _latest(redis: Redis, key: str, after: Place | None) -> Iterator[Place]:
    """Places of all that stand on the list after a place, latest first."""
    top = "+inf" if after is None else after[0]
    for start in count(0, AT_ONCE):
        found: Any = redis.zrevrangebyscore(key, top, "-inf", start=start, num=AT_ONCE, withscores=True)
        for member, score in found:
            if after is None or (score, member) < after:
                yield score, member
        if len(found) < AT_ONCE:
            return


def _also_on(redis: Redis, members: list[Any], others: Sequence[Sequence[str]]) -> list[bytes]:
    """Those of the members that also stand on a list of each of the other groups."""
    if not others:
        return members
    pipe = redis.pipeline(transaction=False)
    for keys in others:
        for key in keys:
            pipe.zmscore(key, members)
    scores = iter(pipe.execute())
    kept = [True] * len(members)
    for keys in others:
        found = [next(scores) for _ in keys]
        kept = [before and any(f[i] is not None for f in found) for i, before in enumerate(kept)]
    return list(compress(members, kept))

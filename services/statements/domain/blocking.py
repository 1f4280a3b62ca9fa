"""Finds earlier statements of a side that could say the same as a new one, at constant cost (record linkage's
"blocking")."""

import math
from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import datetime

RAREST = 12
"""Words looked up for one statement, rarest first."""
AROUND = 48
"""Entries read of one word's list, those nearest in time."""
MOST = 24
"""Candidates handed on for exact comparison."""

Entry = tuple[float, str]


class Blocks:
    """Inverted lists of (event time, statement) by side and word; a function of the set of entries."""

    def __init__(self) -> None:
        self._lists: dict[str, dict[str, list[Entry]]] = {}
        self._sizes: dict[str, int] = {}

    def add(self, side: str, stems: Iterable[str], at: datetime, ident: str) -> None:
        """Make a statement findable."""
        lists = self._lists.setdefault(side, {})
        self._sizes[side] = self._sizes.get(side, 0) + 1
        entry = (at.timestamp(), ident)
        for stem in stems:
            insort(lists.setdefault(stem, []), entry)

    def remove(self, side: str, stems: Iterable[str], at: datetime, ident: str) -> None:
        """Take a statement out again."""
        lists = self._lists.get(side, {})
        self._sizes[side] = self._sizes.get(side, 0) - 1
        entry = (at.timestamp(), ident)
        for stem in stems:
            entries = lists.get(stem, [])
            at_index = bisect_left(entries, entry)
            if at_index < len(entries) and entries[at_index] == entry:
                del entries[at_index]
                if not entries:
                    del lists[stem]
        if not self._sizes[side]:
            del self._sizes[side]
            self._lists.pop(side, None)

    def size(self, side: str) -> int:
        """How many entries the side has."""
        return self._sizes.get(side, 0)

    def near(self, side: str, stems: Iterable[str], at: datetime) -> list[str]:
        """Statements of the side that share words with `stems`, those with rarer words and nearer in time first."""
        lists = self._lists.get(side)
        if not lists:
            return []
        size = max(2, self._sizes[side])
        moment = at.timestamp()
        found: dict[str, float] = {}
        when: dict[str, float] = {}
        there = sorted((len(lists[stem]), stem) for stem in set(stems) if stem in lists)
        for count, stem in there[:RAREST]:
            weight = math.log(1 + size / count)
            for time, ident in _around(lists[stem], moment):
                found[ident] = found.get(ident, 0.0) + weight
                when[ident] = abs(time - moment)
        return sorted(found, key=lambda ident: (-found[ident], when[ident], ident))[:MOST]


def _around(entries: list[Entry], moment: float) -> list[Entry]:
    """At most AROUND entries on either side of `moment`, the nearest ones."""
    if len(entries) <= AROUND:
        return entries
    middle = bisect_left(entries, (moment, ""))
    start = max(0, min(middle - AROUND * 3 // 4, len(entries) - AROUND))
    return entries[start : start + AROUND]

"""Computes watermarks: the latest tick of each source, and the time that all of them have passed."""

from datetime import datetime

import msgspec

from shared.contracts.common import Tick


class Watermarks(msgspec.Struct, frozen=True):
    """`stages` are the stages whose ticks are expected; `latest` holds (source, of, time), sorted by source."""

    stages: tuple[str, ...]
    latest: tuple[tuple[str, int, datetime], ...] = ()

    @property
    def time(self) -> datetime | None:
        """The minimum over all expected sources; None until each of them has been heard."""
        for stage in self.stages:
            heard = [(of, at) for source, of, at in self.latest if source.rpartition("/")[0] == stage]
            if not heard or len(heard) < max(of for of, _ in heard):
                return None
        return min((at for _, _, at in self.latest), default=None)

    def advance(self, tick: Tick) -> "Watermarks":
        """The watermarks with `tick` taken in; an older tick of a source changes nothing, an unexpected stage is
        ignored."""
        if tick.source.rpartition("/")[0] not in self.stages:
            return self
        known = {source: (of, at) for source, of, at in self.latest}
        if tick.source in known and known[tick.source][1] >= tick.time:
            return self
        known[tick.source] = (tick.of, tick.time)
        return Watermarks(self.stages, tuple((s, of, at) for s, (of, at) in sorted(known.items())))

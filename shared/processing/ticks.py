"""Computes watermarks: the latest tick of each source, and the time that all of them have passed."""

from datetime import datetime, timedelta

import msgspec

from shared.contracts.common import Tick

LONGEST_STEP = timedelta(days=1)
"""So much later than the tick before a clock is believed at once. Where it is right, after a longer pause, time
catches up a day with every tick; where it was wrong for a moment, time stands for a day, and not for as long as the
clock was ahead."""


class Watermarks(msgspec.Struct, frozen=True):
    """`stages` are the stages whose ticks are expected; `latest` holds the latest tick of each source, sorted by
    source."""

    stages: tuple[str, ...]
    latest: tuple[Tick, ...] = ()

    @property
    def time(self) -> datetime | None:
        """The minimum over all expected sources; None until each of them has been heard."""
        for stage in self.stages:
            heard = [tick.of for tick in self.latest if tick.source.rpartition("/")[0] == stage]
            if not heard or len(heard) < max(heard):
                return None
        return min((tick.time for tick in self.latest), default=None)

    def advance(self, tick: Tick) -> "Watermarks":
        """The watermarks with `tick` taken in; an older tick of a source changes nothing, an unexpected stage is
        ignored."""
        if tick.source.rpartition("/")[0] not in self.stages:
            return self
        last = self._last(tick.source)
        if last is not None and last.time >= tick.time:
            return self
        known = {each.source: each for each in self.latest} | {tick.source: tick}
        return Watermarks(self.stages, tuple(each for _, each in sorted(known.items())))

    def believed(self, tick: Tick) -> Tick:
        """The tick, at most `LONGEST_STEP` later than the last one of its source. The same once more, as after a crash,
        is that last one."""
        last = self._last(tick.source)
        if last is None or tick.archive or tick.time - last.time <= LONGEST_STEP:
            return tick
        if last.said == tick.time:
            return last
        return msgspec.structs.replace(tick, time=last.time + LONGEST_STEP, said=tick.time)

    def _last(self, source: str) -> Tick | None:
        return next((tick for tick in self.latest if tick.source == source), None)

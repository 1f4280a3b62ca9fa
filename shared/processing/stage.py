"""Makes a processor of a service's pure functions, adding watermarks, forwarding of ticks, and forgetting.

The service brings `decide` (a message came) and `on_time` (time passed); every engine runs the result.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from shared.contracts.common import Tick
from shared.contracts.topics import Topic
from shared.processing.protocol import NOTHING, Event, Outcome, PassedBy, Place, Row
from shared.processing.ticks import Watermarks

TICK_ROW = "tick:"
TICK_STEP_SECONDS = 300
TICK_SLOTS = 251


class Index(Protocol):
    """A service's state: built by adding rows in any order; adding a row already there changes nothing. `past` gives
    the rows that forget what is older than a moment; `forget` removes the row of a key as if it had never been
    there."""

    def add(self, row: Row) -> None: ...

    def past(self, before: datetime) -> tuple[Row, ...]: ...

    def forget(self, key: str) -> None: ...


S = TypeVar("S", bound=Index)


class StageState(Generic[S]):
    """A partition's state: the service's own index, and how far time has come."""

    def __init__(self, index: S, watermarks: Watermarks, place: Place) -> None:
        self.index = index
        self.watermarks = watermarks
        self.place = place


class Stage(Generic[S]):
    """See Processor. `decide(message, index, now)` and `on_time(index, before, after)` are pure and only read `index`.
    `upstream` names the stages whose ticks arrive on `input`; `ticks_to` the topics to which they are passed on. A
    stage that `doubts_the_clock` hears it itself, and not through another one that has doubted it.

    `belongs_to`: under which key a message must have come, for a topic to which others write as they like.

    What is older than `retention` is forgotten when a tick has come so far; a stage without ticks forgets with every
    message, by its `now`. Older evidence that comes later is nothing to the stage: were it sent again, its row would no
    longer tell that it has been there."""

    def __init__(
        self,
        *,
        name: str,
        input: Topic,
        outputs: tuple[Topic, ...],
        row_type: Any,
        new_index: Callable[[], S],
        decide: Callable[[Any, S, datetime], Outcome],
        upstream: tuple[str, ...],
        ticks_to: tuple[Topic, ...] = (),
        doubts_the_clock: bool = False,
        on_time: Callable[[S, datetime | None, datetime], Outcome] | None = None,
        retention: timedelta | None = None,
        belongs_to: Callable[[Any], str | None] = lambda message: None,
    ) -> None:
        self.name = name
        self.input = input
        self.outputs = outputs
        self.row_type = row_type | Tick
        self._new_index = new_index
        self._decide = decide
        self._upstream = upstream
        self._ticks_to = ticks_to
        self._doubts_the_clock = doubts_the_clock
        self._on_time = on_time
        self._retention = retention
        self._belongs_to = belongs_to

    def fold(self, rows: Iterable[Row], place: Place = Place()) -> StageState[S]:  # noqa: B008 - a frozen value
        """This partition's state from its rows."""
        state = StageState(self._new_index(), Watermarks(self._upstream), place)
        self.add(state, rows)
        return state

    def add(self, state: StageState[S], rows: Iterable[Row]) -> None:
        """Take rows that are safely stored into the state."""
        for row in rows:
            if row.value is None:
                state.index.forget(row.key)
            elif isinstance(row.value, Tick):
                state.watermarks = state.watermarks.advance(row.value)
            else:
                state.index.add(row)

    def process(self, message: Any, state: StageState[S], now: datetime) -> Outcome:
        """Outcome of one message; ticks are handled here, everything else by the service."""
        if isinstance(message, Tick):
            return self._tick(message, state)
        outcome = self._decide(message, state.index, now)
        if not self._upstream:
            there = {row.key for row in outcome.rows}
            past = (row for row in self._past(state.index, now) if row.key not in there)
            return Outcome(outcome.events, (*outcome.rows, *past))
        if self._comes_too_late(outcome, max(now, state.watermarks.time or now)):
            return Outcome(passed_by="too_late")
        return outcome

    def belongs_to(self, message: Any) -> str | None:
        """See Processor."""
        return self._belongs_to(message)

    def _tick(self, struck: Tick, state: StageState[S]) -> Outcome:
        before = state.watermarks.time
        tick = state.watermarks.believed(struck) if self._doubts_the_clock else struck
        passed_by: PassedBy | None = "clock_ahead" if tick != struck else None
        after = state.watermarks.advance(tick)
        if after == state.watermarks:
            # Again after a crash: part of what is past may still be there.
            return Outcome(rows=self._past(state.index, before), passed_by=passed_by)
        row = Row(_tick_key(tick), tick, tick.time)
        if after.time is None or after.time == before:
            return Outcome(rows=(row,), passed_by=passed_by)
        outcome = self._on_time(state.index, before, after.time) if self._on_time else NOTHING
        onward = Tick(time=after.time, source=f"{self.name}/{state.place.partition}", of=state.place.of)
        forwarded = tuple(Event(topic, onward, everywhere=True) for topic in self._ticks_to)
        # The tick's own row first: what was sent before it must not come as new to a state that no longer has it.
        past = self._past(state.index, after.time)
        return Outcome((*outcome.events, *forwarded), (*outcome.rows, row, *past), passed_by)

    def _past(self, index: S, time: datetime | None) -> tuple[Row, ...]:
        if self._retention is None or time is None:
            return ()
        return index.past(time - self._retention)

    def _comes_too_late(self, outcome: Outcome, time: datetime) -> bool:
        """Whether the next tick would forget it: an alert must not depend on whether that tick has come yet."""
        if self._retention is None or not outcome.rows:
            return False
        return all(row.at < time - self._retention for row in outcome.rows)


def _tick_key(tick: Tick) -> str:
    """No row overwrites another: a worker that slept and wakes would set time back for its successor. Slots are reused
    once their ticks are long past (251 is prime: hours use them all as well as minutes)."""
    slot = int(tick.time.timestamp()) // TICK_STEP_SECONDS % TICK_SLOTS
    return f"{TICK_ROW}{tick.source}/{slot}"


def evidence_row(key: str, revision: int, value: msgspec.Struct, at: datetime) -> Row:
    """A row keyed by (evidence id, revision)."""
    return Row(f"{key}@{revision}", value, at)

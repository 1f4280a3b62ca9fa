"""What is older than the retention is forgotten, by the state and by every engine's store, the same after a restart."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies

from shared.contracts import Tick
from shared.contracts.topics import ARTICLES_INCOMING, STATEMENTS_OBSERVED, STATEMENTS_TRACKED
from shared.processing import Ages, Event, Outcome, Row, Stage
from shared.runtime.embedded.log import Log, pack
from shared.testing.bench import Bench, check_idempotent, emitted, stored
from shared.testing.builders import at

DAY = 24.0


class Word(msgspec.Struct, frozen=True, tag="word", tag_field="kind"):
    """What is said by somebody, in a revision."""

    who: str
    words: str
    revision: int
    said_at: datetime


class Words:
    """An index of what everybody said last, for tests."""

    def __init__(self) -> None:
        self.ages = Ages()
        self.said: dict[str, dict[str, Word]] = {}

    def add(self, row: Row) -> None:
        self.ages.add(row.value.who, row.key, row.at)
        self.said.setdefault(row.value.who, {})[row.key] = row.value

    def past(self, before: datetime) -> tuple[Row, ...]:
        return self.ages.rows(self.ages.past(before))

    def forget(self, key: str) -> None:
        if (who := self.ages.drop(key)) is not None:
            del self.said[who]


def decide(message: Word, index: Words, now: datetime) -> Outcome:
    """Tells of everything that is new, with how many had spoken before."""
    key = f"{message.who}@{message.revision}"
    if key in index.ages:
        return Outcome()
    told = Tick(time=message.said_at, source=f"{message.who} after {len(index.said)}/{message.words}")
    return Outcome((Event(STATEMENTS_TRACKED, told),), (Row(key, message, message.said_at),))


def stage(*upstream: str, days: float = 10) -> Stage[Words]:
    """A stage that keeps what was said for ten days."""
    return Stage(
        name="words",
        input=STATEMENTS_OBSERVED if upstream else ARTICLES_INCOMING,
        outputs=(STATEMENTS_TRACKED,),
        row_type=Word,
        new_index=Words,
        decide=decide,
        upstream=upstream,
        retention=timedelta(days=days),
    )


def said(who: str, days: float, revision: int = 1) -> Word:
    """A word said so many days after noon."""
    return Word(who, "yes", revision, at(days * DAY))


def tick(days: float) -> Tick:
    """The time of the stage before, so many days after noon."""
    return Tick(time=at(days * DAY), source="before/0")


@pytest.fixture
def bench() -> Bench:
    return Bench(stage("before"))


def known(bench: Bench) -> list[str]:
    return sorted(bench.state.index.said)


def evidence(bench: Bench) -> list[str]:
    return sorted(key for key in bench.rows if not key.startswith("tick:"))


def test_a_tick_forgets_what_is_older_than_the_retention(bench):
    """In the state and among the rows; until then all is known, however much time has passed."""
    bench.send(said("a", 0), at(0))
    bench.send(said("b", 8), at(8 * DAY))
    bench.send(said("c", 20), at(20 * DAY))
    assert known(bench) == ["a", "b", "c"]
    bench.send(tick(12), at(20 * DAY))
    assert (known(bench), evidence(bench)) == (["b", "c"], ["b@1", "c@1"])


def test_what_belongs_together_goes_together(bench):
    """An old revision stays as long as the last one does."""
    bench.send(said("a", 0), at(0))
    bench.send(said("a", 9, revision=2), at(9 * DAY))
    bench.send(tick(15), at(15 * DAY))
    assert evidence(bench) == ["a@1", "a@2"]
    bench.send(tick(21), at(21 * DAY))
    assert (known(bench), evidence(bench)) == ([], [])


def test_what_was_forgotten_and_comes_again_is_not_told_again(bench):
    """Nor is other evidence that is as old."""
    bench.send(said("a", 0), at(0))
    bench.send(tick(20), at(20 * DAY))
    for late in (said("a", 0), said("b", 9)):
        assert bench.send(late, at(20 * DAY)) == ()
    assert (known(bench), evidence(bench)) == ([], [])


def test_what_is_too_old_when_it_is_received_is_not_told(bench):
    """Whether or not a tick has come by then: the next would forget it."""
    assert bench.send(said("a", 0), at(20 * DAY)) == ()
    assert (known(bench), evidence(bench)) == ([], [])
    assert bench.send(said("b", 12), at(20 * DAY)) != ()


def test_a_stage_without_ticks_forgets_by_its_messages():
    """By the `now` of each, which need not rise."""
    bench = Bench(stage())
    bench.send(said("late", 40), at(40 * DAY))
    for days in (0, 5, 12):
        bench.send(said(str(days), days), at(days * DAY))
    assert known(bench) == ["12", "5", "late"]


def test_a_tick_again_after_a_crash_forgets_the_rest(bench):
    """Of a tick's rows its own is stored first, those that forget come after; it may have ended between any two."""
    sent = [(said(str(n), 0), at(0)) for n in range(4)]
    for message, now in sent:
        bench.send(message, now)
    outcome = bench.processor.process(tick(20), bench.state, at(20 * DAY))
    bench.send(tick(20), at(20 * DAY))
    for stored_rows in range(len(outcome.rows)):
        crashed = Bench(bench.processor)
        for message, now in sent:
            crashed.send(message, now)
        for row in outcome.rows[:stored_rows]:
            crashed.rows.pop(row.key, None)
            if row.value is not None:
                crashed.rows[row.key] = row
        restarted = Bench(bench.processor, list(crashed.rows.values()))
        for message, now in [*sent, (tick(20), at(20 * DAY))]:
            restarted.send(message, now)
        assert stored(bench.rows) == stored(restarted.rows)
        assert emitted(restarted.events) <= emitted(crashed.events)


@strategies.composite
def messages(draw: Any) -> list[Any]:
    """Words old and new, in revisions, and ticks, over months."""
    found: list[Any] = []
    days = 0
    for _ in range(draw(strategies.integers(0, 16))):
        days += draw(strategies.integers(0, 6))
        if draw(strategies.integers(0, 2)):
            # One revision is of one time, a later one may be dated later.
            first, revision = days - draw(strategies.integers(0, 14)), draw(strategies.integers(1, 3))
            found.append((said(f"somebody of {first}", first + 2 * revision, revision), at(days * DAY)))
        else:
            found.append((tick(days), at(days * DAY)))
    return found


@given(messages(), strategies.integers(0, 16), strategies.integers(0, 16))
@settings(max_examples=200, deadline=None)
def test_again_from_anywhere(sent: list[Any], cut: int, again: int) -> None:
    """A crash that kept the rows of any prefix, forgotten ones gone: the same rows in the end, nothing new told."""
    check_idempotent(stage("before"), sent, cut, again)


@given(messages(), strategies.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_a_restart_knows_what_was_known(sent: list[Any], chance: Any) -> None:
    """The rows that are left, in any order, make the same state."""
    bench = Bench(stage("before"))
    for message, now in sent:
        bench.send(message, now)
    rows = list(bench.rows.values())
    chance.shuffle(rows)
    other = bench.processor.fold(rows)
    assert bench.state.index.said == other.index.said
    assert bench.state.watermarks == other.watermarks
    late = at(400 * DAY)
    assert bench.state.index.past(late) == other.index.past(late)


def test_the_embedded_store_shrinks(tmp_path):
    """A row without a value drops the one of its key."""
    log = Log(tmp_path / "log.sqlite")
    bench = Bench(stage("before"))
    for message, days in ((said("a", 0), 0), (said("b", 9), 9), (tick(15), 15)):
        outcome = bench.processor.process(message, bench.state, at(days * DAY))
        log.put_rows("words", map(pack, outcome.rows))
        bench.processor.add(bench.state, outcome.rows)
    assert [row.key for row in log.rows("words", Word | Tick)] == ["b@1", "tick:before/0/76"]
    log.close()

"""When a side has gone quiet: it spoke on many days, and then not for long."""

import pytest

from shared.contracts.common import Tick
from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from shared.testing.builders import at
from tests.unit.stances.evidence import DAY, said, stage


def test_silence_is_off_by_default(bench):
    """Nobody asked for it."""
    for n in range(8):
        bench.observe(said("against", n * DAY))
    for source in ("statements/0", "milestones/0", "extraction/0"):
        bench.send(Tick(time=at(90 * DAY), source=source), at(90 * DAY))
    assert [] == bench.alerts()


def test_silence_is_noticed_once(processor):
    """A side that spoke daily and then not for weeks is told of once, until it speaks again."""
    bench = Bench(stage(Settings(silence=True)))
    for n in range(8):
        bench.observe(said("against", n * DAY))
    for day in (20, 30, 40):
        for source in ("statements/0", "milestones/0", "extraction/0"):
            bench.send(Tick(time=at(day * DAY), source=source), at(day * DAY))
    assert ["parley.silence.noticed"] == [a.type for a in bench.alerts()]
    assert "No word from Russia" in bench.alerts()[0].data.headline


def quiet(found, *days) -> list[str]:
    """Headlines of the silences that are noticed by these days, where silence is followed."""
    bench = Bench(stage(Settings(silence=True)))
    for each in found:
        bench.observe(each)
    for day in days:
        for source in ("statements/0", "milestones/0", "extraction/0"):
            bench.send(Tick(time=at(day * DAY), source=source), at(day * DAY))
    return [a.data.headline for a in bench.alerts()]


@pytest.mark.parametrize(("every", "often"), [(1, "every day"), (2, "every 2 days")])
def test_a_silence_says_how_often_the_side_spoke(every, often):
    """In days, as one says it."""
    (headline,) = quiet([said("against", n * every * DAY) for n in range(5)], 40)
    assert headline.endswith(f"though it spoke {often} before")


def test_one_remark_in_many_papers_is_not_often(bench):
    """Five outlets print it, the last on the next morning."""
    hours = (0, 1, 2, 3, 20)
    assert [] == quiet([said("against", n, outlet) for n, outlet in zip(hours, "ABCDE", strict=True)], 40)


@pytest.mark.parametrize("other", [{"rank": 9, "speaker": "A scholar"}, {"confidence": 0.2}], ids=str)
def test_voices_that_do_not_count_are_no_word_of_the_side(other):
    """One remark of the president; for the rest a scholar, or words that hardly bear on the question."""
    others = [said("against", n * DAY, **other) for n in range(1, 8)]
    assert [] == quiet([said("against", 0), *others], 40)


def test_a_scholar_does_not_end_a_silence():
    """The side is quiet, whoever else talks of it."""
    spoke = [said("against", n * DAY) for n in range(5)]
    assert [] != quiet([*spoke, said("against", 18 * DAY, rank=9, speaker="A scholar")], 20)


def test_a_word_that_is_read_with_doubt_ends_a_silence():
    """The president has spoken on it, whatever he meant."""
    spoke = [said("against", n * DAY) for n in range(5)]
    assert [] == quiet([*spoke, said("for", 18 * DAY, confidence=0.2)], 20)

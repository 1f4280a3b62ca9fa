"""A side moves where it does the contrary of what it did, or goes a step further with one measure."""

import random
from datetime import date, timedelta

import msgspec
import pytest

from services.stances.domain.deed_turns import deed_turns
from services.stances.domain.events import events
from services.stances.domain.evidence import Held
from services.stances.domain.phrasing import then
from services.stances.domain.subjects import subject
from services.stances.domain.turn import Rules
from shared import rulefiles
from shared.contracts.positions import Deed
from shared.testing.builders import at
from shared.testing.newsroom import a_position_in

SHIPPED = rulefiles.shipped("services.stances", "hysteresis.yaml", Rules)
START = date(2025, 3, 1)


def a_deed(step: str, day: int, outlet: str = "A", hour: int = 0, **other) -> Held:
    """What an outlet tells at that hour of that day."""
    on = START + timedelta(days=day)
    values = {"kind": "tariffs", "words": f"{step} tariffs"} | other
    deed = Deed(step=step, on=on.isoformat(), **values)
    verdict = "against" if step in ("threatened", "planned", "announced", "ordered", "imposed") else "open"
    position = a_position_in(
        verdict, outlet, day * 24 + hour, origin="deed", rule="deed:x", confidence=0.8, deed=deed
    )
    return Held(position=position, known_at=at(day * 24 + hour))


def steps(*held: Held) -> list[str]:
    return [turn.bearer.position.deed.step for turn in deed_turns(list(held), SHIPPED)]


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        ((a_deed("announced", 0), a_deed("put_off", 20)), ["announced", "put_off"]),
        ((a_deed("put_off", 0), a_deed("threatened", 20)), ["put_off", "threatened"]),
        ((a_deed("threatened", 0), a_deed("announced", 20)), ["threatened", "announced"]),
        ((a_deed("announced", 0), a_deed("imposed", 20)), ["announced"]),
        ((a_deed("announced", 0), a_deed("announced", 20)), ["announced"]),
        ((a_deed("announced", 0), a_deed("threatened", 20)), ["announced"]),
        ((a_deed("put_off", 0), a_deed("called_off", 20)), ["put_off", "called_off"]),
        ((a_deed("put_off", 0), a_deed("threatened", 20, conditional=True)), ["put_off"]),
    ],
)
def test_a_contrary_deed_or_a_step_further_is_a_turn(deeds, expected):
    """What takes effect as announced is none, nor is saying it again, or what would follow if talks failed."""
    assert steps(*deeds) == expected


def test_one_announcement_is_one_event_whoever_tells_it():
    """Outlets call it planned, announced, imposed; on the same goods and days it is one."""
    told = [
        a_deed("planned", 0, "A", amounts=(60.0,)),
        a_deed("announced", 0, "B", amounts=(60.0,)),
        a_deed("imposed", 1, "C", amounts=(60.0,)),
        a_deed("announced", 2, "D"),
    ]
    (event,) = events(told)
    assert event.deed.step == "announced"
    assert len(event.tellings) == len(told)


def test_another_amount_is_another_measure():
    """More goods are a step further."""
    more = a_deed("threatened", 10, amounts=(200.0,), further=True)
    assert steps(a_deed("announced", 0, amounts=(50.0,)), more) == ["announced", "threatened"]


def test_what_is_done_to_one_firm_is_not_undone_for_another():
    """A ban on one is lifted for that one."""
    one = a_deed("imposed", 0, kind="curbs", things=("ZTE",))
    other = a_deed("lifted", 10, kind="curbs", things=("Huawei",))
    same = a_deed("lifted", 10, kind="curbs", things=("ZTE",))
    assert steps(one, other) == ["imposed"]
    assert steps(one, same) == ["imposed", "lifted"]


def test_the_order_of_arrival_does_not_matter():
    """Deeds are taken by their days."""
    told = [
        a_deed("threatened", 0, "A", amounts=(50.0,)),
        a_deed("announced", 12, "B", amounts=(50.0,), dated=True),
        a_deed("put_off", 30, "A"),
        a_deed("threatened", 60, "C", amounts=(50.0,)),
        *both("put_off", 70, 9),
        *both("announced", 70, 12),
        a_deed("put_off", 71, "C"),
    ]
    expected = deed_turns(told, SHIPPED)
    for seed in range(5):
        shuffled = told[:]
        random.Random(seed).shuffle(shuffled)
        assert deed_turns(shuffled, SHIPPED) == expected


def both(step: str, day: int, hour: int, **other) -> list[Held]:
    """What two publishers tell."""
    return [a_deed(step, day, outlet, hour, **other) for outlet in ("A", "B")]


@pytest.mark.parametrize(("first", "then"), [("announced", "put_off"), ("put_off", "announced")])
def test_contrary_deeds_of_one_day_stand_in_the_order_in_which_they_were_told(first, then):
    """However far each has gone."""
    told = [*both(first, 10, 8), *both(then, 10, 15)]
    assert steps(*told) == [first, then]
    assert steps(*reversed(told)) == [first, then]


def test_the_first_report_of_each_says_which_came_first():
    """One that was delivered late is taken by its own time, and telling the first again turns nothing round."""
    told = [*both("put_off", 10, 12), a_deed("put_off", 10, "D", 6), *both("announced", 10, 9)]
    assert steps(*told) == ["put_off", "announced"]
    again = a_deed("put_off", 10, "C", 20)
    assert steps(*told, again) == ["put_off", "announced"]


def test_what_one_outlet_recalls_is_nothing_that_news_of_the_day_could_change():
    """Unless it has a day, or others tell it, too."""
    lifted = both("lifted", 0, 9)
    assert steps(a_deed("imposed", 0, "C", 6), *lifted) == ["lifted"]
    assert steps(a_deed("imposed", 0, "C", 6, dated=True), *lifted) == ["imposed", "lifted"]
    assert steps(a_deed("imposed", 0, "C", 6), a_deed("imposed", 0, "D", 8), *lifted) == ["imposed", "lifted"]


def test_an_outlet_that_tells_late_what_was_taken_back_turns_nothing_round():
    """Without a day or a measure of its own; two publishers or the days of a change settle it."""
    told = [a_deed("announced", 0), *both("put_off", 10, 0)]
    again = a_deed("announced", 12, "C")
    assert steps(*told, again) == ["announced", "put_off"]
    for anew in (
        [again, a_deed("announced", 12, "D", words="said that duties come")],
        [a_deed("announced", 12, "C", dated=True)],
        [a_deed("announced", 12, "C", amounts=(90.0,))],
        [a_deed("imposed", 12, "C")],
        [a_deed("announced", 14, "C")],
    ):
        assert steps(*told, *anew) == ["announced", "put_off", anew[0].position.deed.step]


def test_an_edit_that_leaves_a_deed_where_it_was_or_moves_it_corrects_nothing(bench):
    """Its name stays, and only its place in the text is another."""
    before, now = a_deed("announced", 0).position, a_deed("put_off", 10, hour=1).position
    for message in (before, now):
        bench.send(message, at(300))
    evidence = now.evidence
    moved = msgspec.structs.replace(
        evidence, article=msgspec.structs.replace(evidence.article, revision=2), spans=((100, 120),)
    )
    bench.send(msgspec.structs.replace(now, evidence=moved), at(301))
    assert [alert.type for alert in bench.alerts()] == ["parley.stance.changed"]


def test_a_deed_in_plain_words_with_its_measure():
    """Only what the words tell."""
    deed = Deed(
        kind="tariffs",
        step="announced",
        words="announced a rise of tariffs",
        on="2025-03-01",
        amounts=(50.0, 0.3),
        rate="25%",
    )
    assert (
        then(deed, subject("Arland")) == "announced tariffs of 25% on $300 million and $50 billion of goods"
    )


def test_of_two_plain_tellings_the_one_that_names_more_counts():
    """Else the one that stands further up in its article."""
    bare = a_deed("announced", 0, "A")
    named = a_deed("announced", 0, "B", things=("wool",))
    (event,) = events([bare, named])
    assert event.best is named

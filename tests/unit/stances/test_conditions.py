"""A condition that a side sets, changes or drops."""

import pytest

from shared.testing.builders import at
from tests.unit.stances.evidence import DAY, row, said


def test_a_condition_is_told_in_words(bench):
    """What is demanded in return stands in the row and in the alert, once two publishers tell it."""
    bench.observe(said("against", 0))
    bench.observe(said("conditional", DAY, "B", condition="sanctions are lifted"))
    assert [] == bench.alerts()
    bench.observe(said("conditional", DAY + 1, "C", condition="sanctions are lifted"))
    assert "sanctions are lifted" == row(bench).condition
    (alert,) = bench.alerts()
    assert "if sanctions are lifted" in alert.data.after
    assert "softened" == alert.data.direction


@pytest.mark.parametrize(
    "other",
    [
        {"credits": (), "condition": "Ukraine leaves Donbas"},
        {"credits": (), "condition": None},
        {"credits": (), "direct": False},
        {},
    ],
    ids=["two conditions", "none", "at second hand", "one newsroom"],
)
def test_a_condition_that_no_two_publishers_have_of_a_principal_moves_nothing(bench, other):
    """A second outlet has another one, or none, or not in the president's words, or from the first."""
    bench.observe(said("for", 0))
    named = {"condition": "sanctions are lifted", "credits": ("reuters",)}
    bench.observe(said("conditional", DAY, "B", **named))
    bench.observe(said("conditional", DAY + 1, "C", **(named | other)))
    assert [] == bench.alerts()
    assert 2 == row(bench).position


@pytest.mark.parametrize(
    ("condition", "alerts"),
    [("Ukraine does not leave Donbas", 0), ("only if Ukraine does not join NATO", 1)],
)
def test_what_follows_if_the_others_fail_is_no_condition_of_a_yes(bench, condition, alerts):
    """Two publishers have the president's warning; only what a yes is given for is a condition."""
    bench.observe(said("for", 0))
    for n, outlet in enumerate("BC"):
        bench.observe(said("conditional", DAY + n, outlet, condition=condition))
    assert alerts == len(bench.alerts())


def test_another_condition_in_place_of_the_old_one_is_shown_and_told(bench):
    """The ledger follows the principal at once; the desk hears of it when a second publisher has it."""
    bench.observe(said("conditional", 0, condition="sanctions are lifted"))
    leave = {"condition": "only if Ukraine leaves Donbas", "words": "Only if Ukraine leaves Donbas"}
    bench.observe(said("conditional", 20 * DAY, "B", **leave))
    assert [] == bench.alerts()
    assert ["sanctions are lifted", leave["condition"]] == [e.condition for e in row(bench).history]
    assert (leave["condition"], at(20 * DAY)) == (row(bench).condition, row(bench).valid_from)
    bench.observe(said("conditional", 20 * DAY + 5, "C", **(leave | {"condition": "Donbas is left to us"})))
    bench.observe(said("conditional", 20 * DAY + 6, "D", **leave))
    (alert,) = bench.alerts()
    assert ("new_condition", 2) == (alert.data.direction, alert.data.publishers)
    assert "another condition" in alert.data.headline
    assert "before, if sanctions are lifted; now, if Donbas is left to us" in alert.data.headline


@pytest.mark.parametrize(
    ("hours", "other"),
    [
        (20 * DAY, {"condition": "the sanctions have been lifted"}),
        (20 * DAY, {"condition": None}),
        (20 * DAY, {"condition": "Ukraine leaves Donbas", "confidence": 0.6}),
        (20 * DAY, {"condition": "Ukraine leaves Donbas", "direct": False}),
        (20 * DAY, {"condition": "Ukraine leaves Donbas", "rank": 5}),
        (DAY, {"condition": "Ukraine leaves Donbas"}),
    ],
    ids=["other words", "none", "doubtful", "paraphrased", "lower voice", "next day"],
)
def test_what_is_no_new_condition(bench, hours, other):
    """The same in other words, what is read with doubt or at second hand, and what is added on the next day."""
    bench.observe(said("conditional", 0, condition="sanctions are lifted"))
    for n, outlet in enumerate("BC"):
        bench.observe(said("conditional", hours + n, outlet, **other))
    assert [] == bench.alerts()
    assert ["sanctions are lifted"] == [e.condition for e in row(bench).history]


def test_two_conditions_of_one_week_stand_beside_each_other(bench):
    """Who repeats the old one and names a further one has not dropped it."""
    bench.observe(said("conditional", 0, condition="sanctions are lifted"))
    bench.observe(said("conditional", 20 * DAY, "B", condition="sanctions are lifted"))
    for n, outlet in enumerate("CD"):
        bench.observe(said("conditional", 21 * DAY + n, outlet, condition="Ukraine leaves Donbas"))
    assert [] == bench.alerts()
    assert 1 == len(row(bench).history)

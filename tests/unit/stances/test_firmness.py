"""To which first word a side can be held, so that another later is a change."""

import pytest

from tests.unit.stances.evidence import DAY, SIGNS, paraphrase, row, said


def test_a_reprinted_paraphrase_is_no_firm_position(bench):
    """What one official was once said to think gives way without a change, however many papers printed it."""
    for n, outlet in enumerate("ABC"):
        bench.observe(paraphrase("for", n, outlet, credits=("reuters",), words="Moscow may accept the truce"))
    bench.observe(said("against", DAY, "D"))
    assert [] == bench.alerts()
    assert -2 == row(bench).position


def test_one_paraphrase_is_no_position_yet(bench):
    """What an official was once said to think gives way to the president's own words, and nobody has turned round."""
    bench.observe(paraphrase("for", 0, "A"))
    bench.observe(said("against", DAY, "B"))
    assert [] == bench.alerts()
    assert -2 == row(bench).position


def test_a_first_act_is_one_to_be_held_to_once_two_publishers_tell_it(bench):
    """What one paper took for a signing gives way without a change; what two tell does not."""
    bench.observe(said("for", 0, "A", **SIGNS))
    bench.observe(said("against", 60 * DAY, "B"))
    assert [] == bench.alerts()
    assert -2 == row(bench).position


def test_a_first_act_that_two_publishers_tell_is_left_with_an_alert(bench):
    """Two papers have it that the side signed; its president takes that back."""
    for n, outlet in enumerate("AB"):
        bench.observe(said("for", n, outlet, **SIGNS))
    bench.observe(said("against", 60 * DAY, "C"))
    assert ["reversed"] == [a.data.direction for a in bench.alerts()]


def test_two_accounts_of_an_act_by_one_newsroom_are_one(bench):
    """Both papers took the story from the same wire."""
    for n, outlet in enumerate("AB"):
        bench.observe(said("for", n, outlet, credits=("reuters",), **SIGNS))
    bench.observe(said("against", 60 * DAY, "C"))
    assert [] == bench.alerts()


@pytest.mark.parametrize("doubts", [(0.45, 0.42), (0.45, 0.6), (0.6, 0.45)], ids=str)
def test_a_refusal_in_two_papers_is_one_to_be_held_to_though_each_is_read_with_doubt(bench, doubts):
    """A president says no, two outlets have it, and months later he signs: that is a change, not his first word."""
    for n, (outlet, confidence) in enumerate(zip("AB", doubts, strict=True)):
        bench.observe(said("against", n, outlet, confidence=confidence))
    assert -2 == row(bench).position
    for n, outlet in enumerate("CD"):
        bench.observe(said("for", 60 * DAY + n, outlet, **SIGNS))
    (alert,) = bench.alerts()
    assert "reversed" == alert.data.direction
    assert "Vladimir Putin" in alert.data.before


@pytest.mark.parametrize(
    ("hours", "other"),
    [
        (1, {"credits": ("reuters",)}),
        (1, {"direct": False}),
        (1, {"strength": 1}),
        (1, {"rank": 3}),
        (1, {"confidence": 0.3}),
        (10 * DAY, {}),
    ],
    ids=["one newsroom", "at second hand", "not flat", "a lower voice", "too doubtful", "days later"],
)
def test_what_does_not_bear_out_a_doubtful_refusal(bench, hours, other):
    """The side is not held to it: who signs then takes a stand for the first time."""
    doubtful = {"confidence": 0.45} | other
    for n, outlet in enumerate("AB"):
        bench.observe(said("against", n * hours, outlet, **doubtful))
    for n, outlet in enumerate("CD"):
        bench.observe(said("for", 60 * DAY + n, outlet, **SIGNS))
    assert [] == bench.alerts()


def test_doubtful_words_replace_no_firm_position(bench):
    """They make a first word, and no change."""
    bench.observe(said("for", 0))
    for n, outlet in enumerate("BC"):
        bench.observe(said("against", 30 * DAY + n, outlet, confidence=0.45))
    assert [] == bench.alerts()
    assert 2 == row(bench).position


def test_doubtful_words_replace_what_an_official_was_once_said_to_think(bench):
    """Two papers have the president say no; the desk is not told of a change."""
    bench.observe(paraphrase("for", 0, "A"))
    for n, outlet in enumerate("BC"):
        bench.observe(said("against", DAY + n, outlet, confidence=0.45))
    assert [] == bench.alerts()
    assert -2 == row(bench).position

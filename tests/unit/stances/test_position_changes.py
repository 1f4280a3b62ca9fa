"""Who no longer refuses, though they promise little."""

import pytest

from tests.unit.stances.evidence import DAY, row, said


@pytest.mark.parametrize(("verdict", "position"), [("for", 1), ("open", 0)])
def test_who_is_ready_to_do_what_they_refused_has_softened(bench, verdict, position):
    """ "We are ready to" is no flat yes: the desk hears of it when two publishers have it in the president's words."""
    bench.observe(said("against", 0))
    bench.observe(said(verdict, 20 * DAY, "B", strength=1))
    assert [] == bench.alerts()
    bench.observe(said(verdict, 20 * DAY + 1, "C", strength=1))
    (alert,) = bench.alerts()
    assert ("softened", position) == (alert.data.direction, alert.data.position_after)
    assert " softens on " in alert.data.headline


@pytest.mark.parametrize(
    ("verdict", "other"),
    [("for", {"direct": False}), ("open", {"credits": ("reuters",)}), ("open", {"rank": 4})],
    ids=["at second hand", "one newsroom", "a lower voice"],
)
def test_what_does_not_soften_a_refusal(bench, verdict, other):
    """A paraphrase, one story in two papers, and an official who is open to it."""
    bench.observe(said("against", 0))
    for n, outlet in enumerate("BC"):
        bench.observe(said(verdict, 20 * DAY + n, outlet, **({"strength": 1} | other)))
    assert [] == bench.alerts()
    assert -2 == row(bench).position


def test_what_is_said_on_the_day_of_a_refusal_does_not_soften_it(bench):
    """The president is open to it on the day on which his minister turns it down."""
    bench.observe(said("for", 0))
    bench.observe(said("against", 20 * DAY, speaker="Minister", rank=2))
    for n, outlet in enumerate("BC"):
        bench.observe(said("open", 20 * DAY + 1 + n, outlet))
    assert ["reversed"] == [a.data.direction for a in bench.alerts()]
    for n, outlet in enumerate("BC"):
        bench.observe(said("open", 21 * DAY + 1 + n, outlet))
    assert ["reversed", "softened"] == [a.data.direction for a in bench.alerts()]

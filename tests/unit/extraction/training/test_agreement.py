"""What counts as right when weights are learnt."""

import pytest

from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.training.milestones import agreement

GOLD = {
    "type": "call_held",
    "status": "happened",
    "parties": ["Chad", "Norway"],
    "date": "2025-02-11",
    "background": False,
}


def a_step(**other):
    return ReadMilestone(
        **{
            "type": "call_held",
            "status": "happened",
            "parties": ("Chad", "Norway"),
            "spans": ((0, 9),),
            "date": "2025-02-11",
        }
        | other
    )


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        (None, None, True),
        ("2025-02-11", "2025-02-12", True),
        ("2025-02-11", "2025-02-13", False),
        ("2025-02-11", None, False),
        ("2025-02", "2025-02-28", True),
        ("2025-02", "2025-03-01", False),
        ("no date at all", "2025-02-11", False),
    ],
)
def test_dates_are_right_to_a_day_or_to_the_month(wanted, found, right):
    """As exactly as the annotation has them; none asks nothing."""
    assert agreement.near(wanted, found) is right


def test_half_of_the_parties_make_the_same_step():
    """Type and parties, without case."""
    assert agreement.same(GOLD, a_step(parties=("chad",)))
    assert not agreement.same(GOLD, a_step(parties=("Chad", "Mali", "Niger")))
    assert not agreement.same(GOLD, a_step(type="meeting_held"))


def test_everything_must_be_right_in_an_alert():
    """Status and date too, and it must not be old."""
    assert agreement.exact(GOLD, a_step())
    assert not agreement.exact(GOLD, a_step(status="scheduled"))
    assert not agreement.exact(GOLD, a_step(date="2025-01-11"))
    assert not agreement.exact(GOLD, a_step(background=True))


def test_past_steps_neither_help_nor_hurt():
    """Neither those that are told as past, nor those that are annotated so; a second telling of one is wrong."""
    past = GOLD | {"background": True}
    assert agreement.typed([GOLD], [a_step(), a_step()]) == (1, 2)
    assert agreement.typed([past], [a_step()]) == (0, 0)
    assert agreement.typed([GOLD], [a_step(background=True)]) == (0, 0)
    assert agreement.typed([], [a_step()]) == (0, 1)

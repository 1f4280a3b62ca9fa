"""Days that a sentence counts from another day or deed."""

from datetime import date

import pytest

from services.extraction.domain.milestones.time import counted

TODAY = date(2025, 2, 12)
"""A Wednesday."""


def days(text, start=0):
    """First and last day, and whether only of the deed told next, of all days of the text from `start` on."""
    return [
        (d.first.isoformat(), d.last.isoformat(), d.of_next)
        for d in counted.find(text, (start, len(text)), TODAY)
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The day before, Peru had closed the port.", "2025-02-11"),
        ("The envoy left a day earlier, officials said.", "2025-02-11"),
    ],
)
def test_the_day_before_is_yesterday(text, day):
    """Where no other day is named before."""
    assert days(text) == [(day, day, False)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The day before, the port was shut.", "2025-02-09"),
        ("The next day, the port was shut.", "2025-02-11"),
        ("It was shut that same day.", "2025-02-10"),
        ("The following day Peru and Chile shut it.", "2025-02-11"),
        ("The next day they shut it.", "2025-02-11"),
        ("They shut it a day later.", "2025-02-11"),
        ("They shut it the day after.", "2025-02-11"),
        ("Two days later it was shut.", "2025-02-12"),
        ("Three days earlier it had been shut.", "2025-02-07"),
    ],
)
def test_counted_from_the_day_of_the_sentence_before(words, day):
    """As a reader goes on."""
    before = "On Monday the envoys left. "
    assert days(before + words, len(before)) == [(day, day, False)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("This came two days after Peru signed the pact.", "2025-02-10", "2025-02-10"),
        ("This came less than a week after Peru signed the pact.", "2025-02-05", "2025-02-11"),
        ("He spoke just days after Peru signed the pact.", "2025-02-09", "2025-02-11"),
        ("He spoke one day before he is to meet the premier.", "2025-02-13", "2025-02-13"),
    ],
)
def test_counted_from_a_deed(text, first, last):
    """The day is that of the deed told behind it, not of what came after it."""
    assert days(text) == [(first, last, True)]


@pytest.mark.parametrize(
    "text",
    [
        "The day before the summit was quiet.",
        "They agreed after two hours of talks.",
        "The day after the summit was quiet.",
        "They met the day after they had signed it.",
        "They shut it two days later than planned.",
        "They met week after week.",
        "They meet this week after long delays.",
        "The pact will end in two years of talks.",
    ],
)
def test_not_counted(text):
    """A day counted from something unknown, and how long something took."""
    assert [d for d in days(text) if d[2] or d[0] != "2025-02-10"] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They will meet the day after tomorrow.", "2025-02-14"),
        ("They met the day before yesterday.", "2025-02-10"),
        ("They will meet Wednesday next week.", "2025-02-19"),
        ("They will meet on Tuesday of next week.", "2025-02-18"),
        ("They will meet in Lima next week, on Friday.", "2025-02-21"),
        ("They met on Thursday of last week.", "2025-02-06"),
        ("They met last week on Monday.", "2025-02-03"),
        ("They will meet a week from Friday.", "2025-02-21"),
        ("They will meet two weeks from today.", "2025-02-26"),
        ("They will meet on Friday week.", "2025-02-21"),
    ],
)
def test_a_day_of_another_week(text, day):
    """Named by its weekday and its week, or counted from today."""
    assert days(text) == [(day, day, False)]


def test_counted_from_a_day_to_come():
    """What follows a plan is a plan."""
    before = "They will meet on 3 March. "
    assert days(f"{before}The next day they will go to Lima.", len(before)) == [
        ("2025-03-04", "2025-03-04", False)
    ]


def test_by_a_day_of_another_week_something_is_due():
    """As by any day."""
    text = "They must sign by Friday of next week."
    assert [d.deadline for d in counted.find(text, (0, len(text)), TODAY)] == [True]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Monday the premier said the tariffs would take effect in two weeks.", "2025-02-24"),
        ("The ministry announced on Tuesday that talks begin in three days.", "2025-02-14"),
        ("The tariffs take effect in two weeks.", "2025-02-26"),
    ],
)
def test_counted_ahead_from_the_day_of_the_telling(text, day):
    assert days(text)[-1][0] == day


def test_a_stretch_of_weeks_before_a_deed_is_not_that_deeds_day():
    assert days("They hold talks over the next five weeks before an eighth round.") == [
        ("2025-02-12", "2025-03-19", False)
    ]


def test_how_long_something_is_put_off_after_a_deed_is_no_day():
    assert days("Peru put off the levies for 30 days after a call with the premier.") == []

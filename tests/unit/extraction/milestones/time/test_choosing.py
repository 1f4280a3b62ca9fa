"""Which of the days that a sentence names is that of the deed."""

import re
from datetime import date

import pytest

from services.extraction.domain.milestones.time import choosing, counted

TODAY = date(2025, 2, 12)
"""A Wednesday."""


def chosen(text, deed, future=False):
    """The day taken for the deed."""
    at = text.index(deed)
    days = choosing.beside(
        text.lower(), (0, len(text)), counted.find(text, (0, len(text)), TODAY), (at, at + len(deed))
    )
    found = choosing.nearest(days, (at, at + len(deed)), future, TODAY)
    return found.iso if found else None


@pytest.mark.parametrize(
    ("text", "deed", "day"),
    [
        ("Peru signed the pact on Thursday.", "signed", None),
        ("Peru signed the pact last Thursday.", "signed", "2025-02-06"),
        ("Peru said on Monday it has imposed duties from June 1 on.", "imposed", "2025-02-10"),
        ("Peru agreed on a truce starting Sunday.", "agreed", None),
        ("Peru cancelled a visit set for Friday.", "cancelled", None),
        ("Peru cancelled talks with the bloc scheduled to begin on Sunday.", "cancelled", None),
        ("Peru on Tuesday cancelled a visit planned for Friday.", "cancelled", "2025-02-11"),
        ("Peru cancelled a visit that had been planned for Monday.", "cancelled", "2025-02-10"),
        ("Peru pulled out of talks that were due to be held in Oslo on Sunday.", "pulled out", None),
        ("Peru and Chile agreed to a truce from midnight on Sunday.", "agreed", None),
        ("Peru and Chile agreed to a truce on Sunday.", "agreed", "2025-02-09"),
        ("Peru said the levies would rise come Feb. 10.", "rise", "2025-02-10"),
        ("Peru spoke on Monday of the talks, which began on Feb. 3.", "spoke", "2025-02-10"),
        ("Peru spoke of the talks with Brandt, who left on Feb. 3.", "spoke", "2025-02-03"),
        ("Peru met Brandt in Oslo and will meet him again on Monday.", "met", None),
        ("On Monday Peru met Brandt and will hear him again.", "met", "2025-02-10"),
        ("Peru met on Monday with Brandt, the envoy who signed the pact in Oslo.", "signed", None),
        (
            "Peru met on Monday with Brandt, the envoy who signed the pact last Sunday.",
            "signed",
            "2025-02-09",
        ),
        ("Peru met Brandt, who was elected in 2024, in Oslo.", "met", None),
        ("Peru spoke on Monday with Brandt, whose party won in June.", "spoke", "2025-02-10"),
        ("Peru met Brandt, who was elected in 2024, in Oslo.", "met Brandt, who was elected", None),
        ("Peru praised the pact, which it signed in 2015.", "signed", "2015"),
        ("Peru met Brandt on Aug. 3 in Oslo.", "met", "2024-08-03"),
        ("Peru spoke to Brandt on Sept. 2.", "spoke", "2024-09-02"),
        ("The duties, effective since early 2024, were raised.", "raised", "2024"),
        ("Peru has raised duties in recent months.", "raised", None),
        ("They held talks for the first time since Peru shut the port on Monday.", "talks", "2025-02-10"),
        ("They held talks on Tuesday after Peru shut the port on Monday.", "shut", "2025-02-10"),
        ("The attack came two days after Peru signed the pact.", "signed", "2025-02-10"),
        ("The attack came two days after Peru signed the pact.", "attack", None),
    ],
)
def test_day_of_a_deed(text, deed, day):
    """Not one to come, that on which something begins, or a bare weekday of nearly a week back."""
    assert chosen(text, deed) == day


def test_day_of_what_is_planned():
    """A meeting told of before it takes place may be named behind the words that count."""
    text = "He spoke one day before his meeting with the premier."
    assert chosen(text, text, future=True) == "2025-02-13"


@pytest.mark.parametrize(
    ("text", "deed", "day"),
    [
        (
            "Peru and Chile resumed talks on Monday and will hold another round in March.",
            "will hold",
            "2025-03",
        ),
        ("Peru and Chile resumed talks on Monday and will hold another round soon.", "will hold", None),
        ("Peru spoke to Chile on Monday and they will start talks soon.", "will start", None),
        (
            "The bill goes to the senate on Friday and the deal would be signed on 1 March.",
            "signed",
            "2025-03-01",
        ),
        ("On Friday Peru and Chile will hold a round.", "will hold", "2025-02-14"),
    ],
)
def test_a_clause_on_what_is_to_come_has_its_own_day(text, deed, day):
    assert chosen(text, deed, future=True) == day


def test_a_day_within_its_month():
    """A month is only as exact as its words; a day that the sentence names within it says more."""
    text = "Peru opened talks in February and on Feb. 3 heard the guild."
    assert chosen(text, "talks") == "2025-02-03"


@pytest.mark.parametrize(
    ("text", "deed", "due"),
    [
        ("Peru and Chile are to meet ahead of the vote on Sept. 28.", "meet", True),
        ("Peru hopes to resume talks before the tariffs take effect on March 1.", "talks", True),
        ("Ahead of the meeting on March 1 the premier spoke.", "meeting", False),
        ("Peru and Chile are to meet on March 1.", "meet", False),
    ],
)
def test_before_another_event_something_is_to_be_done_by_its_day(text, deed, due):
    at = text.index(deed)
    (day,) = choosing.beside(
        text.lower(), (0, len(text)), counted.find(text, (0, len(text)), TODAY), (at, at + len(deed))
    )
    assert day.deadline == due


@pytest.mark.parametrize(
    "text",
    [
        "Peru met Brandt and will meet him on Aug. 3.",
        "Peru met Brandt to plan talks on Aug. 3.",
        "They talk on Aug. 3.",
        "The pact with Brandt will be signed on Aug. 3.",
    ],
)
def test_a_day_to_come_stays_one(text):
    """A day without a year lies back only where a verb in the past tells of it."""
    assert chosen(text, "on Aug", future=True) == "2025-08-03"


@pytest.mark.parametrize(
    ("deed", "present"),
    [
        ("Brandt meets Prado", True),
        ("holds talks with Prado", True),
        ("met Prado", False),
        ("to meet", False),
    ],
)
def test_tense_of_a_deed(deed, present):
    """A bare weekday beside a present tense is one to come."""
    assert choosing.in_present(f"{deed} on friday", (0, len(deed))) == present


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the port on sunday dismissed a report that friday's trade deal holds little", ["friday"]),
        ("the port on sunday praised friday's feast", ["sunday", "friday"]),
        ("the port praised the deal on sunday", ["sunday"]),
    ],
)
def test_a_day_can_own_its_deed(text, days):
    """A deed that is a day's own was done on it, whatever other days are named."""
    named = counted.find(text.title(), (0, len(text)), TODAY)
    found = choosing.owned(text, named, re.compile(r"\bdeal\b"))
    assert [text[slice(*day.span)] for day in found] == days

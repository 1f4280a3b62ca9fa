"""The day of a step: that of the deed, of the threat's utterance, or none; and what lies too far back for news."""

from datetime import UTC, date, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.steps import merging
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load
from tests.unit.extraction.milestones.asking import tellings

CATALOG = load()
MATCHER = Matcher(CATALOG)
LEAD = "Russia and Ukraine fought on. The night was loud. Shells fell in the east. "


def read(text, day, type_):
    """Status, date, last day and whether past, of the steps of a type in an article of a day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    found = read_milestones(
        text, "", noon, MATCHER.mentions(text, day), (), split(text), CATALOG, tellings=tellings(text)
    )
    return [(m.status, m.date, m.until, m.background) for m in found if m.type == type_]


FRIDAY, TUESDAY, LATE = date(2025, 2, 14), date(2025, 2, 11), date(2025, 2, 25)
MET = "US President Donald Trump met Ukrainian President Volodymyr Zelensky in Paris"


@pytest.mark.parametrize(
    ("text", "day", "step"),
    [
        (f"{MET} last week.", TUESDAY, ("happened", "2025-02-03", "2025-02-09", False)),
        (f"{MET} last week.", FRIDAY, ("happened", "2025-02-03", "2025-02-09", False)),
        (f"{MET} this week.", TUESDAY, ("happened", "2025-02-10", "2025-02-11", False)),
        (f"{MET} earlier this month.", LATE, ("happened", "2025-02", None, True)),
        (f"{MET} over the weekend.", TUESDAY, ("happened", "2025-02-08", "2025-02-09", False)),
    ],
)
def test_days_of_a_meeting(text, day, step):
    """What happened last week is news; of longer times their middle tells; what happened ends by the article's day."""
    assert read(text, day, "meeting_held") == [step]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Trump threatened on Monday to impose tariffs on China by Friday unless it opens its ports.",
            "2025-02-10",
        ),
        ("Trump threatened to impose tariffs on Chinese goods next month.", "2025-02-11"),
        ("President Donald Trump threatened to slap tariffs on Chinese goods on Friday.", "2025-02-11"),
        (
            "On Saturday, Trump said he would impose tariffs on Chinese goods if Beijing does not yield.",
            "2025-02-08",
        ),
    ],
)
def test_a_threat_is_of_the_day_of_its_utterance(text, day):
    """Not of that on which it would be carried out."""
    kinds = ("sanctions_imposed_or_eased", "threat_or_ultimatum")
    found = [step for kind in kinds for step in read(text, TUESDAY, kind) if step[0] == "threatened"]
    assert found
    assert {step[1] for step in found} == {day}


def test_threatened_and_imposed_are_two_steps():
    """Even where their days can be the same."""
    threat = ReadMilestone(
        type="sanctions_imposed_or_eased",
        status="threatened",
        parties=("China", "United States"),
        spans=((0, 9),),
    )
    done = ReadMilestone(
        type="sanctions_imposed_or_eased",
        status="happened",
        parties=("China", "United States"),
        spans=((20, 29),),
    )
    assert not merging.same(threat, done)
    assert merging.same(done, done)


@pytest.mark.parametrize(
    ("lead", "text", "past"),
    [
        (LEAD, "China then imposed tariffs on $20 billion of goods from the United States.", True),
        (LEAD, "China imposed tariffs on $20 billion of goods from the United States.", False),
        ("", "China then imposed tariffs on $20 billion of goods from the United States.", False),
    ],
)
def test_what_words_recall_is_past_though_no_day_is_named(lead, text, past):
    """Well into an article; at its head the same words may be the news."""
    assert read(lead + text, TUESDAY, "sanctions_imposed_or_eased")[-1][3] == past


def test_an_old_threat_is_past():
    """A threat of a former month is no news."""
    text = "The United States threatened China in December with tariffs on its steel."
    assert read(text, TUESDAY, "sanctions_imposed_or_eased") == [("threatened", "2024-12", None, True)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Peru and Chile were to meet in Lima for talks on Tuesday.", "2025-02-11"),
        ("Peru and Chile, which quarrelled in January 2024, will meet in Lima on Thursday.", "2025-02-13"),
        (
            "Peru and Chile, which quarrelled in recent months, will hold a summit in Lima on March 4.",
            "2025-03-04",
        ),
    ],
)
def test_day_of_a_plan(text, day):
    """What is planned may be for the article's own day; days gone by are of something else in the sentence."""
    found = read(f"{text} {LEAD}", TUESDAY, "meeting_scheduled")
    assert [each[:2] for each in found] == [("scheduled", day)]


@pytest.mark.parametrize(
    ("text", "type_", "step"),
    [
        ("Zelensky meets Trump in Paris on Friday.", "meeting_scheduled", ("scheduled", "2025-02-14")),
        ("Zelensky met Trump in Paris on Friday.", "meeting_held", ("happened", "2025-02-07")),
    ],
)
def test_the_tense_of_a_meeting_tells_which_weekday_is_meant(text, type_, step):
    """The next one where the present tense tells of it."""
    assert [each[:2] for each in read(text, TUESDAY, type_)] == [step]


def test_what_is_done_after_a_threat_is_of_the_day_of_the_deed():
    """Though the threat would be carried out on a day to come."""
    text = "China, which had threatened to retaliate, imposed duties on gas from the United States on Monday."
    found = read(text, TUESDAY, "sanctions_imposed_or_eased")
    assert [step[:2] for step in found] == [("happened", "2025-02-10")]


def test_what_is_announced_is_not_for_the_day_of_another_deed():
    """A day already gone by when the plan is told is not that of the plan."""
    text = (
        "On Tuesday Trump sent tweets after China earlier in the day announced it will raise tariffs on goods from "
        "the United States."
    )
    found = read(text, TUESDAY, "sanctions_imposed_or_eased")
    assert [step[:2] for step in found] == [("scheduled", None)]


@pytest.mark.parametrize(
    ("text", "type_", "step"),
    [
        ("Pakistan on Monday called for talks with India.", "meeting_proposed", ("proposed", None)),
        ("Ukraine invited Russia on Monday to talks in Istanbul.", "meeting_proposed", ("proposed", None)),
        (
            "Zelensky on Monday suggested a summit with Putin on Friday.",
            "meeting_proposed",
            ("proposed", "2025-02-14"),
        ),
        ("Zelensky proposed Friday for a summit with Putin.", "meeting_proposed", ("proposed", "2025-02-14")),
        (
            "Russia and Ukraine on Monday agreed to hold a new round of talks.",
            "meeting_scheduled",
            ("scheduled", None),
        ),
    ],
)
def test_the_day_of_proposing_is_not_that_of_the_meeting(text, type_, step):
    """Nor is that on which it is agreed to meet."""
    assert [each[:2] for each in read(text, TUESDAY, type_)] == [step]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "Johann Wadephul on Monday defended the European Union's decision to lift sanctions on Syria.",
            "2025-02-11",
        ),
        ("Britain condemned Russia's decision on Monday to impose sanctions on Japan.", "2025-02-10"),
    ],
)
def test_what_is_said_of_a_decision_is_not_the_deed(text, date):
    """Who welcomes or condemns a decision tells of one that is known; the day before is that of what he says."""
    assert read(text, TUESDAY, "sanctions_imposed_or_eased") == [("happened", date, None, True)]


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Iran gave way on Monday after threats of sanctions from the European Union.", True),
        ("The European Union sent Iran threats of sanctions on Monday.", False),
    ],
)
def test_threats_told_by_the_way_are_past(text, past):
    """They are threats, no measures, and no news where something else is told as following them."""
    found = read(text, TUESDAY, "sanctions_imposed_or_eased")
    assert [(status, background) for status, _, _, background in found] == [("threatened", past)]


@pytest.mark.parametrize(
    ("lead", "text", "past"),
    [
        (LEAD, "Hamas rejects Israel's demands that it disarm.", True),
        (LEAD, "Ukraine rejected Russia's demand to leave Donetsk.", False),
        (LEAD, "Hamas rejects Israel's demands that it disarm, an official said.", False),
        ("", "Hamas rejects Israel's demands that it disarm.", False),
    ],
)
def test_a_standing_position_is_past(lead, text, past):
    """What somebody rejects all the time is no news well into an article, unless somebody says so on that day."""
    assert [step[3] for step in read(lead + text, TUESDAY, "proposal_rejected")] == [past]


def test_a_welcome_is_no_access():
    """The same of aid that is let in."""
    text = "Marco Rubio on Monday welcomed Israel's decision to allow aid trucks into Gaza."
    assert {step[3] for step in read(text, TUESDAY, "access_or_monitors_allowed")} == {True}

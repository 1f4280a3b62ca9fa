"""Dates in text are resolved against the article's day: exactly where words are exact, as ranges where they are not."""

from datetime import date

import pytest

from services.extraction.domain.milestones.time import dates

WEDNESDAY = date(2025, 2, 12)


def resolved(text, ahead=False):
    found = dates.find(text, (0, len(text)), WEDNESDAY)
    if ahead:
        found = tuple(dates.ahead(each, WEDNESDAY) for each in found)
    return [(each.iso, each.last.isoformat()) for each in found]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on Monday.", "2025-02-10", "2025-02-10"),
        ("They met on Wednesday.", "2025-02-12", "2025-02-12"),
        ("They met last Friday.", "2025-02-07", "2025-02-07"),
        ("They will meet next Monday.", "2025-02-17", "2025-02-17"),
        ("They met yesterday.", "2025-02-11", "2025-02-11"),
        ("They will meet tomorrow.", "2025-02-13", "2025-02-13"),
        ("They met on Feb. 3.", "2025-02-03", "2025-02-03"),
        ("They met on 3 February 2024.", "2024-02-03", "2024-02-03"),
        ("It was signed on December 20.", "2024-12-20", "2024-12-20"),
        ("It was signed in December.", "2024-12", "2024-12-31"),
        ("It was signed in 2015.", "2015", "2015-12-31"),
        ("They met last week.", "2025-02-03", "2025-02-09"),
        ("They will meet next week.", "2025-02-17", "2025-02-23"),
        ("They met last month.", "2025-01", "2025-01-31"),
        ("They met late last week.", "2025-02-06", "2025-02-09"),
        ("They met over the weekend.", "2025-02-08", "2025-02-09"),
        ("This weekend the two met.", "2025-02-08", "2025-02-09"),
        ("They signed it on Dec. 31.", "2024-12-31", "2024-12-31"),
        ("It must be signed by Dec. 31.", "2024-12-31", "2024-12-31"),
        ("They met three days ago.", "2025-02-09", "2025-02-09"),
        ("They met two years ago.", "2023", "2023-12-31"),
        ("They will meet in the coming days.", "2025-02-12", "2025-02-19"),
        ("It must be done within 50 days.", "2025-02-12", "2025-04-03"),
    ],
)
def test_resolved(text, first, last):
    """One date, as exactly as the words say."""
    assert resolved(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They will meet on Monday.", "2025-02-17"),
        ("due in June", "2025-06"),
        ("They will meet this weekend.", "2025-02-15"),
    ],
)
def test_bare_days_of_plans_lie_ahead(text, day):
    """A bare weekday or month of something planned is the next one."""
    assert resolved(text, ahead=True)[0][0] == day


def test_last_week_told_on_a_sunday_is_the_week_that_ends():
    """On a Sunday "last week" is rarely the week before."""
    text = "They met last week."
    (found,) = dates.find(text, (0, len(text)), date(2025, 2, 16))
    assert (found.iso, found.last.isoformat()) == ("2025-02-10", "2025-02-15")


@pytest.mark.parametrize(
    "text", ["It praised May.", "respect for May, they said", "a vote on May’s plan in May’s party"]
)
def test_a_person_named_may_is_no_month(text):
    """A month needs words of time before it, and owns nothing."""
    assert resolved(text) == []


@pytest.mark.parametrize("text", ["They must sign by the end of March 2025.", "They must sign by mid-March."])
def test_a_month_by_which_something_is_due_is_a_deadline(text):
    """The words of a deadline may stand within what names the month."""
    assert [found.deadline for found in dates.find(text, (0, len(text)), WEDNESDAY)] == [True]


@pytest.mark.parametrize(
    ("text", "uttered"),
    [
        ("The guild said on Monday it would strike.", True),
        ("On Monday, the guild vowed to strike.", True),
        ("The guild on Monday warned of strikes.", True),
        ("Its warning on Monday of strikes was heard.", True),
        ("In a short tweet early on Monday it spoke of strikes.", True),
        ("The guild on Monday called for talks with the port.", True),
        ("On Monday, the guild proposed talks with the port.", True),
        ("The guild called on Monday for talks with the port.", True),
        ("The guild agreed late on Monday to hold talks.", True),
        ("The guild proposed Monday for the talks.", False),
        ("The guild proposed talks on Monday.", False),
        ("On Monday the guild will hear what the port proposed.", False),
        ("The guild will strike on Monday.", False),
        ("On Monday the guild struck.", False),
    ],
)
def test_day_of_telling(text, uttered):
    """The day on which something is told is known from that of which is told."""
    assert [found.uttered for found in dates.find(text, (0, len(text)), WEDNESDAY)] == [uttered]


def test_deadline_is_marked():
    """What is due by a day is a deadline; a day on which something happened is not."""
    found = dates.find("He must answer by 1 June.", (0, 25), WEDNESDAY)
    assert [(each.iso, each.deadline) for each in found] == [("2025-06-01", True)]
    assert not dates.find("They met on 1 June.", (0, 19), WEDNESDAY)[0].deadline


@pytest.mark.parametrize(
    "text", ["31 February", "on 99 May", "1945-13-40", "you may go", "in 999 years", "march on"]
)
def test_impossible_or_no_dates(text):
    """Days that do not exist and words that only look like dates do no harm."""
    for found in dates.find(text, (0, len(text)), WEDNESDAY):
        assert found.first <= found.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He spoke of his December visit to the port.", "2024-12", "2024-12-31"),
        ("The January summit of the league failed.", "2025-01", "2025-01-31"),
        ("They lifted the levies in March of 2019.", "2019-03", "2019-03-31"),
        ("He left the May cabinet.", None, None),
        ("They joined the march on the palace and the March of the guilds.", None, None),
        ("He warned of the march toward war.", None, None),
        ("His march into the harbour and their last march failed.", None, None),
        ("In the March and April rounds they failed.", "2024-03", "2024-03-31"),
    ],
)
def test_months_as_attributes(text, first, last):
    """A month that tells which visit or summit is meant is its month; a premier's name and a walk are none."""
    assert resolved(text) == ([(first, last)] if first else [])


@pytest.mark.parametrize(
    ("text", "first", "last", "due"),
    [
        ("They meet at the end of the month.", "2025-02-22", "2025-02-28", False),
        ("They vowed to leave by the end of this year.", "2025-12-31", "2025-12-31", True),
        ("Duties rise by the end of next week.", "2025-02-21", "2025-02-21", True),
        ("They met at the start of last month.", "2025-01-01", "2025-01-07", False),
        ("They met at the beginning of the week.", "2025-02-10", "2025-02-11", False),
        ("They met at the end of last year.", "2024-12-01", "2024-12-31", False),
    ],
)
def test_ends_of_periods(text, first, last, due):
    """Where a month, week or year ends or begins gives some days of it; what is due by then is due by one."""
    found = dates.find(text, (0, len(text)), WEDNESDAY)
    assert [(each.iso, each.last.isoformat(), each.deadline) for each in found] == [(first, last, due)]


@pytest.mark.parametrize(
    "text",
    [
        "It was the first meeting since the start of the year.",
        "They have met often since the beginning of this month.",
        "They urged the end of the year-long war.",
        "It spoke at the beginning of the week-long talks.",
        "It spoke at the end of the week's talks.",
        "They met in a week-long retreat.",
    ],
)
def test_how_long_something_lasts_is_no_day(text):
    """Nor is since when it has been so."""
    assert resolved(text) == []


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("They must sign by the end of the week.", date(2025, 2, 16), "2025-02-21"),
        ("They must sign by the end of this week.", date(2025, 2, 15), "2025-02-21"),
        ("They will meet at the beginning of the week.", date(2025, 2, 16), "2025-02-17"),
        ("They must sign by the end of the week.", date(2025, 2, 14), "2025-02-14"),
        ("They must sign by the beginning of next week.", date(2025, 2, 16), "2025-02-17"),
    ],
)
def test_on_a_weekend_the_week_is_the_one_to_come(text, today, day):
    """Of what lies ahead; of what is done it is the one that ends."""
    (found,) = dates.find(text, (0, len(text)), today)
    assert dates.ahead(found, today).iso == day


@pytest.mark.parametrize(
    "text",
    ["It was the first such call in three years.", "The worst week in two months, they said."],
)
def test_how_long_nothing_like_it_has_been_is_no_day_ahead(text):
    """ "In three years" counts back where something is the first or the worst for so long."""
    assert resolved(text) == []


def test_the_first_of_what_is_planned_lies_ahead():
    """ "The first round will be held in three weeks" is a plan."""
    assert resolved("The first round will be held in three weeks.") == [("2025-03-05", "2025-03-05")]


def test_since_a_month_is_never_ahead():
    """What has been so since May began last year at the latest."""
    assert resolved("They have worked on it since May.", ahead=True) == [("2024-05", "2024-05-31")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They will meet on Friday, Feb. 28.", "2025-02-28"),
        ("They will meet on Monday, March 3, in Lima.", "2025-03-03"),
        ("They will meet on Sunday 23 February.", "2025-02-23"),
        ("They will meet on Monday (February 24).", "2025-02-24"),
        ("They will meet on 24 February (Monday).", "2025-02-24"),
        ("They met on Tuesday, January 28, 2025, in Lima.", "2025-01-28"),
        ("They met last Friday, 31 January.", "2025-01-31"),
        ("They met on February 3, a Monday.", "2025-02-03"),
        ("They will meet on Thursday the 27th of February.", "2025-02-27"),
    ],
)
def test_a_date_with_the_name_of_its_day_is_one_day(text, day):
    """The date tells which one, not the name."""
    assert [(day, day)] == resolved(text)


def test_a_day_told_beside_a_date_is_another():
    """Of two days that stand apart each counts."""
    assert resolved("On Tuesday they agreed to meet on 28 February.") == [
        ("2025-02-11", "2025-02-11"),
        ("2025-02-28", "2025-02-28"),
    ]


def test_by_a_day_with_its_date_something_is_due():
    """As by the date alone."""
    text = "They must sign by Friday, Feb. 28."
    assert [each.deadline for each in dates.find(text, (0, len(text)), WEDNESDAY)] == [True]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They must sign by noon on Saturday.", "2025-02-15"),
        ("They must sign by 6 p.m. on Sunday.", "2025-02-16"),
        ("They must sign by midnight Friday.", "2025-02-14"),
        ("They must sign by 18:00 GMT on Friday.", "2025-02-14"),
        ("They must sign by Saturday.", "2025-02-15"),
        ("They must sign by the start of May.", "2025-05-01"),
        ("They must sign by the end of May.", "2025-05-31"),
        ("It set the guild a 10-day deadline.", "2025-02-22"),
        ("The guild has a 72-hour ultimatum.", "2025-02-15"),
        ("The port gave the guild two weeks to sign.", "2025-02-26"),
        ("The guild has 48 hours to free the captives.", "2025-02-14"),
        ("The port will strike unless they sign within 10 or 12 days.", "2025-02-24"),
        ("The port will strike unless they sign in the next two weeks.", "2025-02-26"),
        ("The port's Feb. 28 ultimatum stands.", "2025-02-28"),
        ("His Friday deadline stands.", "2025-02-14"),
    ],
)
def test_by_when_something_is_due(text, day):
    """An hour may stand before the day, and the day before the word for it."""
    found = dates.find(text, (0, len(text)), WEDNESDAY)
    due = [dates.ahead(each, WEDNESDAY) for each in found if each.deadline]
    assert [day] == [each.last.isoformat() for each in due]


@pytest.mark.parametrize(
    "text",
    [
        "They met before noon; on Saturday they rested.",
        "They walked two hours to reach the port.",
        "They will meet in the next two weeks.",
        "They met on Friday to speak of a deadline.",
        "They signed it just before midnight Monday.",
    ],
)
def test_by_then_nothing_is_due(text):
    """Where the words only look like a deadline."""
    assert not any(each.deadline for each in dates.find(text, (0, len(text)), WEDNESDAY))


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("They meet in the next two weeks.", 0, 14, "range"),
        ("They meet over the coming ten days.", 0, 10, "range"),
        ("They meet in two weeks.", 14, 14, "day"),
    ],
)
def test_within_a_stretch_of_time_any_day_may_be_meant(text, first, last, grain):
    today = date(2025, 2, 12)
    (found,) = dates.find(text, (0, len(text)), today)
    assert ((found.first - today).days, (found.last - today).days, found.grain) == (first, last, grain)


def test_months_ahead_are_counted_roughly():
    (found,) = dates.find("They meet in four months.", (0, 25), date(2025, 2, 12))
    assert (found.iso, found.grain) == ("2025-06", "month")

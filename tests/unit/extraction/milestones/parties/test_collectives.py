"""A group that the catalog does not know takes part itself: nobody else is told in its place."""

import re
from datetime import UTC, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.milestones.parties import beside, collectives
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load
from tests.faults.bad_input import bounded

CATALOG = load()
MATCHER = Matcher(CATALOG)
NOON = datetime(2025, 2, 12, 12, tzinfo=UTC)
GROUPS = {entry.id: entry for entry in collectives.built_in()}


def read(text):
    """The steps of an article about Iran and the United States, with their parties."""
    title = "Iran and United States at odds"
    text = f"Iran and the United States have failed to agree. {text}"
    mentions, head = MATCHER.mentions(text, NOON.date()), MATCHER.mentions(title, NOON.date())
    return read_milestones(text, title, NOON, mentions, (), split(text), CATALOG, title_mentions=head)


def found(case):
    """The groups of a sentence in which they stand in [brackets]."""
    text = re.sub(r"[\[\]]", "", case)
    return [text[slice(*span)] for span in collectives.groups(text, (0, len(text)), ())]


@pytest.mark.parametrize("id", sorted(GROUPS))
def test_group_cases(id):
    """Every kind of group finds its own examples and leaves its counter-examples alone."""
    entry = GROUPS[id]
    assert {case: found(case) for case in entry.match} == {
        case: re.findall(r"\[([^\]]+)\]", case) for case in entry.match
    }
    assert {case: found(case) for case in entry.no_match} == {case: [] for case in entry.no_match}
    assert entry.match
    assert entry.no_match


@pytest.mark.parametrize(
    "text",
    [
        "European leaders met in Paris on Tuesday.",
        "Western officials met mediators in Doha on Tuesday.",
        "On Tuesday, several European foreign ministers held talks in Paris.",
        "Foreign ministers from more than thirty countries met in Paris on Tuesday.",
        "A summit of Arab leaders was held in Cairo on Tuesday.",
        "World leaders will meet in Paris on Friday.",
        "European leaders said on Tuesday they had rejected the proposal.",
        "Gulf states imposed sanctions on a bank on Tuesday.",
        "European allies signed a trade agreement on Tuesday.",
        "Business leaders met in Davos on Tuesday.",
    ],
)
def test_a_group_that_nobody_knows_is_not_taken_for_the_sides_of_the_article(text):
    """What others do among themselves is none of the steps of those whom the article is about."""
    assert [(each.type, each.parties) for each in read(text)] == []


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("European leaders spoke by phone with President Donald Trump on Tuesday.", "United States"),
        ("President Donald Trump spoke by phone with European leaders on Tuesday.", "United States"),
        ("Talks between Iran and European powers were held in Istanbul on Tuesday.", "Iran"),
        ("European leaders and President Donald Trump met in London on Tuesday.", "United States"),
        (
            "President Donald Trump and several European leaders held talks in London on Tuesday.",
            "United States",
        ),
        ("Gulf states signed an agreement with Iran on Tuesday.", "Iran"),
    ],
)
def test_who_deals_with_such_a_group_is_told_alone_and_less_surely(text, party):
    """One side is known, the other is not."""
    deeds = [each for each in read(text) if each.parties == (party,)]
    assert len(deeds) == 1
    known = text.replace("several ", "")
    for group in ("European leaders", "European powers", "Gulf states"):
        known = known.replace(group, "Oman")
    assert deeds[0].confidence < max(each.confidence for each in read(known))


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("European officials said that Iran and Qatar had met in Doha on Tuesday.", {"Iran", "Qatar"}),
        ("Iran and Qatar met in Doha on Tuesday as Western diplomats looked on.", {"Iran", "Qatar"}),
        (
            "President Donald Trump met Baltic leaders in Paris on Tuesday.",
            {"Estonia", "Latvia", "Lithuania", "United States"},
        ),
        ("President Donald Trump met several Baltic leaders in Paris on Tuesday.", {"United States"}),
        (
            "European leaders met President Donald Trump and the Qatari emir in Paris on Tuesday.",
            {"Qatar", "United States"},
        ),
        (
            "European leaders, including Emmanuel Macron, met President Donald Trump in Paris on Tuesday.",
            {"France", "United States"},
        ),
        (
            "The two countries held talks in Oman on Tuesday, which European leaders welcomed.",
            {"Iran", "United States"},
        ),
        ("European leaders welcomed the talks in Geneva on Tuesday.", {"Iran", "United States"}),
        (
            "Three European countries – France, Germany and Italy – held talks in Oman on Tuesday.",
            {"France", "Germany", "Italy"},
        ),
        (
            "Donald Trump met the Qatari emir on Tuesday at a summit of Gulf leaders in Saudi Arabia.",
            {"Qatar", "United States"},
        ),
        (
            "European Union leaders met President Donald Trump in Brussels on Tuesday.",
            {"European Union", "United States"},
        ),
        (
            "Donald Trump spoke with Arab leaders after his call with Vladimir Putin on Tuesday.",
            {"Russia", "United States"},
        ),
    ],
)  # fmt: skip
def test_a_group_beside_those_who_act_changes_nothing(text, parties):
    """Who tells of it, looks on, likes it or is known takes nobody's place."""
    assert parties in [set(each.parties) for each in read(text)]


def test_groups_without_end_cost_no_time():
    """A list of thousands is read in one go."""
    text = "European leaders and " * 4000 + "met in Paris."
    span, deed = (0, len(text)), (len(text) - 13, len(text) - 10)
    with bounded(2):
        assert beside.others(text, span, deed, (), (), meeting=True) == ()

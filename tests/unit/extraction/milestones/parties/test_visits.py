"""A visit to a place is a meeting with its hosts, never with whoever the article is otherwise about."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.milestones.parties import sides, visits
from services.extraction.domain.milestones.steps.article import MEETINGS
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
NOON = datetime(2025, 2, 12, 12, tzinfo=UTC)


def read(text):
    """The parties of the meetings in an article about Israel and the Palestinians."""
    title = "Israel and Palestinian Authority at odds"
    text = f"{text} Israel and the Palestinian Authority have not spoken for years."
    mentions, head = MATCHER.mentions(text, NOON.date()), MATCHER.mentions(title, NOON.date())
    found = read_milestones(text, title, NOON, mentions, (), split(text), CATALOG, title_mentions=head)
    return [each.parties for each in found if each.type in MEETINGS]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Palestinian President Mahmoud Abbas criticised Israel on Tuesday during a visit to Amman.", "Jordan"),
        ("Palestinian President Mahmoud Abbas arrived in Tunis on Tuesday for a three-day visit.", "Tunisia"),
        ("During a visit to Cairo on Tuesday, Palestinian President Mahmoud Abbas criticised Israel.", "Egypt"),
        ("Mahmoud Abbas will visit Berlin on Friday, as Israel steps up its raids.", "Germany"),
        ("Mahmoud Abbas visited New Delhi on Tuesday for trade talks.", "India"),
    ],
)  # fmt: skip
def test_a_visit_is_paid_to_the_hosts(text, hosts):
    """The government of the capital, or the country in which a city lies."""
    told = read(text)
    assert told
    assert set(told) == {tuple(sorted((hosts, "Palestinian Authority")))}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Mahmoud Abbas visited Moscow on Tuesday to seek support against Israel.", {"Russia"}),
        ("Mahmoud Abbas visited Egypt, Jordan and Turkey on Tuesday.", {"Egypt", "Jordan", "Turkey"}),
        ("Mahmoud Abbas called for calm in the camps during a visit to Amman.", {"Jordan"}),
        ("Mahmoud Abbas paid a visit to Jeddah, as Israel sent troops.", {"Saudi Arabia"}),
        ("Mahmoud Abbas visited Jeddah Tuesday, as Israel sent troops.", {"Saudi Arabia"}),
    ],
)
def test_hosts_are_told_by_grammar(text, parties):
    """All countries of a journey; whatever else the sentence tells."""
    day = NOON.date()
    here = sides.sides(text, MATCHER.mentions(text, day), CATALOG, day)
    assert set(visits.paid(text, (0, len(text)), None, here, (), CATALOG)) == {
        "Palestinian Authority",
        *parties,
    }


def test_not_all_who_arrive_are_envoys():
    """Refugees pay no visit."""
    text, day = "A group of 60 Chileans arrived in Egypt on Tuesday after a long journey.", NOON.date()
    here = sides.sides(text, MATCHER.mentions(text, day), CATALOG, day)
    assert visits.paid(text, (0, len(text)), None, here, (), CATALOG) is None


@pytest.mark.parametrize(
    "text",
    [
        "Israeli Prime Minister Benjamin Netanyahu visited Jerusalem on Tuesday as others protested.",
        "Mahmoud Abbas, who arrived in New York on Tuesday for a visit, said that Israel must give way.",
        "Mahmoud Abbas, who arrived in New York City on Tuesday for a visit, said that Israel must give way.",
    ],
)
def test_a_journey_at_home_or_to_a_seat_of_world_bodies_is_no_meeting(text):
    """Nobody is visited there."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "On a visit to Ankara on Tuesday, Mahmoud Abbas met Russian President Vladimir Putin.",
            ("Palestinian Authority", "Russia"),
        ),
        (
            "Mahmoud Abbas held talks during a visit to Muscat on Tuesday with US envoy Steve Witkoff.",
            ("Palestinian Authority", "United States"),
        ),
        (
            "Israeli negotiators arrived in Doha on Tuesday for talks with the Palestinian Authority.",
            ("Israel", "Palestinian Authority"),
        ),
    ],
)
def test_whom_one_meets_on_a_visit_is_told_by_the_words(text, parties):
    """Who comes to meet others meets them, wherever it is."""
    assert parties in read(text)

"""What nobody has done yet, is only asked for with a deadline, was stopped or did not happen is not told as done."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load
from tests.unit.extraction.milestones.asking import tellings

CATALOG = load()
MATCHER = Matcher(CATALOG)
NOON = datetime(2025, 2, 12, 12, tzinfo=UTC)
"""A Wednesday."""


def read(text):
    """The steps in an article of the day."""
    mentions = MATCHER.mentions(text, NOON.date())
    return read_milestones(text, "", NOON, mentions, (), split(text), CATALOG, tellings=tellings(text))


@pytest.mark.parametrize(
    "text",
    [
        "Neither Russia nor Ukraine has agreed to a ceasefire, Turkey said on Tuesday.",
        "Neither Kyiv nor Moscow signed the peace agreement on Tuesday.",
        "Neither of the two sides, India and Pakistan, has agreed to a ceasefire.",
        "Neither side has accepted the truce, Israel and Hamas said on Tuesday.",
        "Neither Russia nor Ukraine will sign the peace agreement on Friday.",
    ],
)
def test_what_neither_side_did_is_not_done(text):
    """Nor planned."""
    assert [] == [(each.type, each.status) for each in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Israel gave Hamas until Sunday evening to agree to a truce in Gaza.",
        "Trump gave Iran two weeks to agree to a nuclear deal with the United States.",
        "The United States set Russia a deadline of 20 February to sign a peace deal with Ukraine.",
        "Hamas had 48 hours to release all hostages or face an attack, Israel said.",
    ],
)
def test_a_deadline_to_do_something_is_an_ultimatum(text):
    """What it asks for is not done."""
    assert [("threat_or_ultimatum", "threatened")] == [(each.type, each.status) for each in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Russia and Ukraine gave themselves until Friday to sign the peace agreement.",
        "Russia has until Friday to accept a ceasefire with Ukraine, the White House said.",
    ],
)
def test_a_deadline_without_a_threat_is_no_step(text):
    """Nobody threatens, nothing is done."""
    assert [] == [(each.type, each.status) for each in read(text)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks between Russia and Ukraine scheduled for Monday did not take place.", "2025-02-10"),
        ("The summit between Trump and Putin due on Monday did not go ahead.", "2025-02-10"),
        (
            "A meeting between Serbia and Kosovo planned for Tuesday never happened, officials said.",
            "2025-02-11",
        ),
        (
            "The meeting between Putin and Trump will not take place on Friday, the Kremlin said.",
            "2025-02-12",
        ),
    ],
)
def test_a_meeting_that_did_not_take_place_is_off(text, day):
    """On the day for which it was planned; not planned anew for next week. What will not take place is off today."""
    assert [("meeting_refused_or_cancelled", "happened", day)] == [
        (each.type, each.status, each.date) for each in read(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The planned prisoner exchange between Russia and Ukraine did not take place on Tuesday.",
        "The meeting between Israel and Lebanon did not take place in Naqoura but in Cyprus on Monday.",
    ],
)
def test_what_did_not_take_place_is_no_plan(text):
    """Nor is it called off where it took place elsewhere."""
    assert {each.type for each in read(text)}.isdisjoint(
        {"prisoner_exchange_or_release", "meeting_scheduled", "meeting_refused_or_cancelled"}
    )


@pytest.mark.parametrize(
    "text",
    [
        "No decision has been taken yet on the place for talks with Ukraine, the Kremlin said on Tuesday.",
        "Russia and Ukraine have not set a date for the next round of talks, the Kremlin said on Tuesday.",
        "The venue of the talks between Russia and Ukraine is still undecided, the Kremlin said on Tuesday.",
    ],
)
def test_talks_without_a_place_or_day_are_not_held(text):
    """Where and when is settled before anybody meets."""
    found = read(f"Russia and Ukraine fought on. {text}")
    assert [] == [each.type for each in found if each.type in ("meeting_held", "talks_round_held")]


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin on Tuesday ruled out a summit between Putin and Zelensky.",
        "Modi's office on Tuesday ruled out any meeting between Modi and Sharif.",
        "China ruled out talks with the United States on tariffs this week.",
    ],
)
def test_a_meeting_that_is_turned_down_is_refused(text):
    """Not held."""
    assert [("meeting_refused_or_cancelled", "happened")] == [(each.type, each.status) for each in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A photo shows the Turkish president meeting volunteers near the Syrian border on Tuesday.",
        "The Turkish president met residents of a Syrian village on Tuesday.",
    ],
)
def test_who_meets_the_people_of_a_place_meets_no_other_side(text):
    """They act for nobody."""
    assert [] == [each.type for each in read(f"Syria and Turkey share a long border. {text}")]


@pytest.mark.parametrize(
    "text",
    [
        "A meeting between Modi and Sharif was impossible, India's foreign minister said.",
        "A summit between Trump and Xi is out of the question for now, the White House said on Tuesday.",
        "Talks between Russia and Ukraine will be possible only after a ceasefire, Zelensky said on Tuesday.",
        "Iran did not rule out a meeting with the United States.",
    ],
)
def test_a_meeting_that_is_possible_or_not_is_no_step(text):
    """Neither held nor planned."""
    assert [] == [(each.type, each.status) for each in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine has agreed to direct negotiations with Russia.",
        "Iran and the United States have agreed to nuclear talks.",
        "Russia and Ukraine agreed on Tuesday to hold a second round of talks.",
    ],
)
def test_talks_that_are_agreed_are_planned(text):
    """Neither held nor an agreement on anything else; no day is known for them."""
    assert [("meeting_scheduled", "scheduled", None)] == [
        (each.type, each.status, each.date) for each in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Putin and Zelensky held a summit in Geneva on Tuesday and ruled out a new war.", "meeting_held"),
        ("After talks with Hamas on Tuesday Israel said that a deal was impossible.", "talks_round_held"),
        (
            "Russia and Ukraine agreed to a ceasefire after talks in Istanbul on Tuesday.",
            "ceasefire_agreed_or_declared",
        ),
    ],
)
def test_what_is_done_stays_done_whatever_is_turned_down_beside_it(text, type_):
    """A meeting at which something else is ruled out, impossible or agreed was held."""
    assert type_ in {each.type for each in read(text) if each.status == "happened"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The truce between Israel and Hezbollah expired on Tuesday without an extension.", []),
        ("Israel and Hezbollah exchanged fire on Tuesday despite a truce.", ["ceasefire_violated"]),
        ("Thailand and Cambodia extended their ceasefire on Tuesday.", ["implementation_or_renewal"]),
        (
            "Thailand and Cambodia agreed on Tuesday on a committee to monitor their ceasefire.",
            ["agreement_in_principle"],
        ),
        ("The third anniversary of the truce that Azerbaijan and Armenia signed fell on Monday.", []),
    ],
)
def test_a_truce_that_stands_is_not_agreed_anew(text, wanted):
    """It may be kept, prolonged, remembered or run out."""
    assert wanted == [each.type for each in read(text) if not each.background and each.confidence > 0.5]


def test_a_release_that_is_expected_is_planned():
    """On the day to come; what is given in return is no other deed."""
    text = "Israel is expected to free 90 Palestinian prisoners on Sunday in exchange for hostages held by Hamas."
    assert [("scheduled", "2025-02-16")] == [(each.status, each.date) for each in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis detained three French sailors on Monday.",
        "Hungary blocked new European Union sanctions on Russia on Monday.",
        "The U.N. Security Council failed on Monday to adopt a resolution delaying sanctions on Iran.",
    ],
)
def test_who_is_taken_and_what_is_blocked(text):
    """Nobody is freed, and no measure is taken."""
    assert () == read(text)

"""What sentences deny is told as denied, as the step that it is, and nothing in it as done."""

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
    """Type, status and day of the steps in an article of the day."""
    mentions = MATCHER.mentions(text, NOON.date())
    found = read_milestones(text, "", NOON, mentions, (), split(text), CATALOG, tellings=tellings(text))
    return [(each.type, each.status, each.date) for each in found]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Russia denied that it had broken off talks with Ukraine.", "talks_suspended_or_collapsed"),
        (
            "Iran denied that it had suspended negotiations with the United States.",
            "talks_suspended_or_collapsed",
        ),
        ("Hamas denied that it had rejected the ceasefire proposal by Israel.", "proposal_rejected"),
        (
            "The White House denied that Trump had imposed new sanctions on Russia.",
            "sanctions_imposed_or_eased",
        ),
        ("Serbia denied that it had cancelled a meeting with Kosovo.", "meeting_refused_or_cancelled"),
        ("China denied that it had threatened the United States with new tariffs.", "threat_or_ultimatum"),
        ("Russia denied that it had named a new delegation for talks with Ukraine.", "team_formed"),
        ("Russia denied that it had demanded that Ukraine give up Kherson.", "demand_or_condition_stated"),
    ],
)
def test_the_step_that_is_denied_is_told_alone(text, type_):
    """Not turned round (that talks were held), and nothing within the denial as done."""
    assert [(type_, "denied", None)] == read(text)


def test_what_is_told_beside_a_denial_stays():
    """Only what is denied is taken back."""
    text = (
        "The Kremlin denied that a truce with Ukraine had been agreed, but confirmed that the two sides had "
        "exchanged 300 prisoners on Tuesday."
    )
    assert {("prisoner_exchange_or_release", "happened"), ("ceasefire_agreed_or_declared", "denied")} == {
        (type_, status) for type_, status, _ in read(text)
    }


@pytest.mark.parametrize(
    ("text", "step"),
    [
        (
            "The Kremlin denied on Tuesday that a date had been set for a summit between Vladimir Putin and Donald "
            "Trump.",
            ("meeting_scheduled", "denied", None),
        ),
        (
            "Iran denied on Tuesday that it would resume nuclear talks with the United States next week.",
            ("meeting_scheduled", "denied", "2025-02-17"),
        ),
        (
            "Iran denied a report that talks with the United States were set for Friday in Oslo.",
            ("meeting_scheduled", "denied", "2025-02-14"),
        ),
        (
            "The Kremlin denied on Tuesday that Putin had met Zelensky on Monday.",
            ("meeting_held", "denied", "2025-02-10"),
        ),
    ],
)
def test_what_is_denied_of_days_to_come_is_a_plan(text, step):
    """Its day lies ahead, and is not the day on which it is denied."""
    assert [step] == read(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (
            "Reports that Putin and Zelensky will meet in Istanbul next week are false, the Kremlin said on Tuesday.",
            "meeting_scheduled",
        ),
        (
            'Reports that Israel and Hamas have agreed to a ceasefire are "fake news", Netanyahu\'s office said.',
            "ceasefire_agreed_or_declared",
        ),
        (
            "Claims that the United States had imposed sanctions on India are incorrect, Washington said.",
            "sanctions_imposed_or_eased",
        ),
        (
            "The Kremlin called reports that Russian President Vladimir Putin and Ukrainian President Volodymyr "
            "Zelensky would meet in Istanbul false.",
            "meeting_scheduled",
        ),
        (
            "India described as untrue reports that it had signed an agreement with the United States.",
            "agreement_signed",
        ),
    ],
)
def test_reports_called_untrue_are_denied(text, type_):
    """By whatever word."""
    assert [(type_, "denied")] == [each[:2] for each in read(text)]


def test_what_is_called_wrong_is_done():
    """A judgement on a deed is no denial of it."""
    text = "Trump's decision to impose tariffs on India was wrong, New Delhi said on Tuesday."
    assert ("sanctions_imposed_or_eased", "happened", "2025-02-11") in read(text)


def test_what_was_broken_off_by_no_means_is_not_denied_to_have_been_held():
    """Also where another sentence tells of it."""
    text = (
        "Trump denied on Tuesday that trade talks with China had broken down. China and the United States held trade "
        "talks in Geneva on Monday."
    )
    assert {type_ for type_, status, _ in read(text) if status == "denied"} == {
        "talks_suspended_or_collapsed"
    }

"""What sentences deny is told as denied, as the step that it is, and nothing in it as done."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load
from tests.unit.extraction_milestones.asking import tellings

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

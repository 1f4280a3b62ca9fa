"""What only one of those who took part says was done."""

from datetime import UTC, date, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.milestones.model import StatementView
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load
from tests.unit.extraction.milestones.asking import tellings

CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 11)
LEAD = "Shells fell in the east. The night was loud."


def read(text: str, side: str, said: str) -> set[tuple[str, str]]:
    """Types and statuses of the steps in a text of which `said` is a statement of a side."""
    at = text.index(said)
    statement = StatementView(spans=((at, at + len(said)),), speaker=side, side=side)
    noon = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    mentions = MATCHER.mentions(text, DAY)
    found = read_milestones(
        text, "", noon, mentions, (statement,), split(text), CATALOG, tellings=tellings(text)
    )
    return {(m.type, m.status) for m in found}


AGREED = "Russia and the United States had agreed to a ceasefire in Ukraine"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"Moscow said on Monday that {AGREED}. {LEAD}", "claimed"),
        ("Russia and the United States agreed on Monday to a ceasefire in Ukraine.", "happened"),
    ],
)
def test_what_one_side_says_both_agreed_to_is_claimed(text: str, status: str) -> None:
    """Narrated it is done; told by one of the two alone it is what that side says."""
    said = AGREED if AGREED in text else text
    side = "Russia" if AGREED in text else ""
    assert ("ceasefire_agreed_or_declared", status) in read(text, side, said)


def test_own_words_in_quotation_marks_are_no_claim() -> None:
    """Who agrees before all the world has agreed."""
    text = (
        f'"Russia and the United States have agreed to a ceasefire in Ukraine," Moscow said on Monday. {LEAD}'
    )
    said = "Russia and the United States have agreed to a ceasefire in Ukraine"
    assert ("ceasefire_agreed_or_declared", "claimed") not in read(text, "Russia", said)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Vladimir Putin had met Donald Trump in Geneva on Monday", "claimed"),
        ("prices rose during a meeting of Vladimir Putin with Donald Trump in Geneva on Monday", "happened"),
    ],
)
def test_a_meeting_that_is_only_the_occasion_is_no_claim(said: str, status: str) -> None:
    """Who says that he met somebody claims it; who says something at a meeting has met."""
    assert ("meeting_held", status) in read(f"Moscow said that {said}. {LEAD}", "Russia", said)


REJECTED = "Ukraine had rejected its latest proposal"


@pytest.mark.parametrize(
    ("text", "side", "said", "status"),
    [
        (f"Russia said on Monday that {REJECTED} for a truce. {LEAD}", "Russia", REJECTED, "claimed"),
        (f"Ukraine said on Monday that it had rejected Russia's latest proposal for a truce. {LEAD}", "Ukraine",
         "it had rejected Russia's latest proposal", "happened"),
    ],
)  # fmt: skip
def test_what_the_other_did_is_claimed(text: str, side: str, said: str, status: str) -> None:
    """Who tells of his own refusal refuses; who tells of another's claims it."""
    assert ("proposal_rejected", status) in read(text, side, said)

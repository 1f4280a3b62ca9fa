"""What would undo talks, a truce, a meeting or an offer is not done while it is only threatened, feared or possible."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
NOON = datetime(2025, 2, 12, 12, tzinfo=UTC)
UNDOING = {
    "ceasefire_violated",
    "meeting_refused_or_cancelled",
    "proposal_rejected",
    "talks_suspended_or_collapsed",
}
DEALINGS = {"ceasefire_agreed_or_declared", "meeting_held", "meeting_scheduled", "talks_round_held"}


def read(text):
    """Type and status of the steps in an article about talks of China and the United States."""
    title = "China and United States at odds over trade talks"
    mentions, head = MATCHER.mentions(text, NOON.date()), MATCHER.mentions(title, NOON.date())
    found = read_milestones(text, title, NOON, mentions, (), split(text), CATALOG, title_mentions=head)
    return {(each.type, each.status) for each in found}


@pytest.mark.parametrize(
    "text",
    [
        "China warned on Tuesday that the demands of the United States could scuttle the trade talks.",
        "China said on Tuesday that US demands could lead to the collapse of the trade talks.",
        "Officials fear that China will withdraw from the trade talks with the United States.",
        "China is considering pulling out of the trade talks with the United States, officials said on Tuesday.",
        "President Donald Trump said he could walk away from the trade talks with China at any time.",
        "President Donald Trump said he was ready to walk away from the trade talks with China.",
        "The blacklisting of Chinese firms may jeopardise the trade talks with the United States, officials said.",
        "The arrest nearly derailed the trade talks between China and the United States.",
        "Trade talks between China and the United States could collapse, officials warned on Tuesday.",
        "A collapse of the trade talks between China and the United States seemed possible on Tuesday.",
        "China urged the United States not to break off the trade talks.",
        "The United States would not break off the trade talks with China, an official said on Tuesday.",
        "China may reject the American proposal, officials said on Tuesday.",
        "The United States risks violating its truce with China, officials said on Tuesday.",
        "The truce between China and the United States was on the brink of collapse on Tuesday.",
        "If Washington insists, China will break off the trade talks with the United States, it said on Tuesday.",
        "President Donald Trump said on Tuesday that he would leave the talks with China if it did not give way.",
        "China will cancel its meeting with the United States on Friday unless the levies are lifted.",
        "China said on Tuesday that it would reject the American proposal unless the levies were lifted.",
    ],
)
def test_what_is_only_feared_or_possible_is_not_done(text):
    """Nor are the talks that are in danger told as held, or to come."""
    assert {(type_, status) for type_, status in read(text) if type_ in UNDOING | DEALINGS} == set()


@pytest.mark.parametrize(
    "text",
    [
        "President Donald Trump on Tuesday threatened to scuttle the trade talks with China.",
        "China threatened on Tuesday to walk out of the trade talks with the United States.",
        "China threatened on Tuesday to call off its meeting with the United States.",
    ],
)
def test_what_is_threatened_is_told_as_a_threat(text):
    """Never as a deed."""
    told = {(type_, status) for type_, status in read(text) if type_ in UNDOING | DEALINGS}
    assert {status for _, status in told} <= {"threatened"}
    assert "threatened" in {status for _, status in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "China broke off the trade talks with the United States on Tuesday.",
        "China suspended the trade talks with the United States on Tuesday, a step that could derail months of work.",
        "China walked out of the trade talks with the United States on Tuesday and warned that it could do so again.",
    ],
)
def test_what_is_done_is_told_as_done(text):
    """Whatever else could follow."""
    assert ("talks_suspended_or_collapsed", "happened") in read(text)

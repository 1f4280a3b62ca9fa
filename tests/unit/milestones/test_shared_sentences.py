"""Two outlets that print one sentence of an agency are one source."""

import pytest

from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

HELD = {"type": "meeting_held", "status": "happened", "date": "2025-02-12"}
AGENCY = (
    "the foreign ministers of both countries met in Riyadh for talks on grain ships that lasted four hours"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (AGENCY.replace("lasted", "took"), []),
        ("the two met", ["parley.milestone.reported"]),
        (
            "their talks on grain went on for hours, said a diplomat who was there",
            ["parley.milestone.reported"],
        ),
    ],
)
def test_a_sentence_that_two_outlets_share_counts_once(bench, words, expected):
    """Neither is sure alone; together they are where each has words of its own."""
    send(bench, a_report_by(words=AGENCY, confidence=0.5, **HELD))
    assert expected == types(send(bench, a_report_by("Other Times", 1, words, confidence=0.5, **HELD), 1))


@pytest.mark.parametrize("short", ["they met", "the ministers met in Riyadh"])
def test_short_words_that_are_alike_are_no_copy(bench, short):
    """Everybody would write them."""
    send(bench, a_report_by(words=short, confidence=0.5, **HELD))
    assert [] != send(bench, a_report_by("Other Times", 1, short, confidence=0.5, **HELD), 1)

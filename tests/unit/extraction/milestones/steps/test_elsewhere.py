"""The day of a step that its own sentence does not name."""

from datetime import date

import pytest

from services.extraction.domain.milestones.steps import article, candidates, dating, grouping
from services.extraction.domain.milestones.time.choosing import nearest
from services.extraction.domain.milestones.wording import triggers
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 12)
"""A Wednesday."""


def day(text, type_, status):
    """The day of a step of this type and status that the first sentence tells, all sentences being known."""
    sentences = split(text)
    known = article.known(text, "", DAY, MATCHER.mentions(text, DAY), (), sentences, CATALOG, ())
    found = [candidate(known, at, type_, status) for at in range(len(sentences))]
    when = dating.day_of(known, found[:1], status, found)
    return when.iso if when else None


def candidate(known, at, type_, status):
    """What a sentence may tell."""
    seen = candidates.seen(known, at)
    hit = triggers.surest(seen.hits, type_)
    who = article.cast_at(known, at, seen.span, type_, hit.span if hit else None)
    when = nearest(seen.days, hit.span if hit else seen.span, status in candidates.AHEAD, DAY)
    return grouping.Candidate(
        type_, 0.5, seen, None, who, when, None, hit.rule if hit else None, False, False
    )


@pytest.mark.parametrize(
    ("text", "type_", "status", "when"),
    [
        (
            "After his call with Vladimir Putin, Donald Trump was content. Trump and Putin spoke by phone on Monday.",
            "call_held",
            "happened",
            "2025-02-10",
        ),
        (
            "After his call with Vladimir Putin, Donald Trump was content. Trump and Macron spoke by phone on Monday.",
            "call_held",
            "happened",
            None,
        ),
        (
            "Peru will impose tariffs on Chile. The tariffs of Peru on Chile will take effect on June 1.",
            "sanctions_imposed_or_eased",
            "scheduled",
            "2025-06-01",
        ),
        (
            "Peru threatened tariffs on goods from Chile starting March 3.",
            "sanctions_imposed_or_eased",
            "threatened",
            "2025-03-03",
        ),
        (
            "Peru threatened on Monday to impose tariffs on Chile unless it opens its ports by Friday.",
            "sanctions_imposed_or_eased",
            "threatened",
            "2025-02-10",
        ),
        (
            "Donald Trump will meet Vladimir Putin next week. Trump and Putin are due to meet on February 20.",
            "meeting_scheduled",
            "scheduled",
            "2025-02-20",
        ),
        ("Donald Trump will meet Vladimir Putin this week.", "meeting_scheduled", "scheduled", "2025-02-12"),
        ("Peru offered Chile a new fishing deal.", "proposal_made", "proposed", "2025-02-12"),
        ("Peru said on Monday it would offer Chile a deal.", "proposal_made", "proposed", "2025-02-10"),
        (
            "Donald Trump expects to meet Vladimir Putin in late June.",
            "meeting_scheduled",
            "claimed",
            "2025-06",
        ),
    ],
)  # fmt: skip
def test_day_of_a_step(text, type_, status, when):
    """That which another sentence names beside such a deed, on which a measure begins, or on which it is told."""
    assert day(text, type_, status) == when

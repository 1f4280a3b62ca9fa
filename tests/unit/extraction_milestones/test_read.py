"""Reading milestones: steps with type, status, parties, date and the words that state them."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings, strategies

from services.extraction.domain.milestones import StatementView, read_milestones
from services.extraction.domain.milestones.weights import built_in
from services.extraction.domain.sentences import split
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
NOON = datetime(2025, 2, 12, 12, tzinfo=UTC)


def read(text, title="", said=()):
    """What is read in an article of 12 February 2025, a Wednesday."""
    mentions, head = MATCHER.mentions(text, NOON.date()), MATCHER.mentions(title, NOON.date())
    return read_milestones(text, title, NOON, mentions, said, split(text), CATALOG, title_mentions=head)


def steps(found):
    return {(each.type, each.status) for each in found if not each.background}


@pytest.mark.parametrize(
    ("text", "step", "parties", "day"),
    [
        (
            "US President Donald Trump spoke by phone with Russian President Vladimir Putin on Tuesday.",
            ("call_held", "happened"), ("Russia", "United States"), "2025-02-11",
        ),
        (
            "China imposed tariffs on $20 billion of US goods on Monday, retaliating against Washington.",
            ("sanctions_imposed_or_eased", "happened"), ("China", "United States"), "2025-02-10",
        ),
        (
            "Israel and Hamas agreed to a 72-hour ceasefire on Tuesday after talks brokered by Egypt.",
            ("ceasefire_agreed_or_declared", "happened"), ("Hamas", "Israel"), "2025-02-11",
        ),
    ],
)  # fmt: skip
def test_plain_steps(text, step, parties, day):
    """What is plainly told is read with its parties and its day."""
    found = {(each.type, each.status): each for each in read(text)}
    assert step in found
    assert (found[step].parties, found[step].date) == (parties, day)


def test_planned_meeting_is_scheduled():
    """A meeting to come is not one that was held, and lies ahead."""
    found = read(
        "US Secretary of State Marco Rubio will meet Russian Foreign Minister Sergei Lavrov in Riyadh on Tuesday."
    )
    assert ("meeting_held", "happened") not in steps(found)
    assert [(m.type, m.status, m.date) for m in found if m.type == "meeting_scheduled"] == [
        ("meeting_scheduled", "scheduled", "2025-02-18")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Russia denied that any talks with the United States had taken place in Geneva on Tuesday.",
        "The Kremlin denied that President Vladimir Putin spoke by phone with US President Donald Trump on Monday.",
    ],
)
def test_denied_is_not_happened(text):
    """What is denied is never read as having happened."""
    assert {status for _, status in steps(read(text))} <= {"denied"}


@pytest.mark.parametrize(
    "text",
    [
        "If Russia and the United States were to sign a treaty one day, prices could fall, economists said.",
        "Japanese shoppers in the United States bought more Chinese shoes.",
        "The weather in Germany was fine and France won the match.",
    ],
)
def test_nothing_is_read_where_nothing_is_told(text):
    """Suppositions and other news give no step that happened."""
    assert [m for m in read(text) if m.status == "happened" and not m.background] == []


def test_long_past_is_background():
    """An anniversary is no news."""
    found = read("Iran and the United States signed the nuclear agreement in July 2015.")
    assert [m for m in found if not m.background] == []


def test_inside_a_statement_the_teller_is_kept():
    """A step told inside a statement carries the statement's index and side."""
    text = "Israel and Hamas agreed to a 72-hour ceasefire on Tuesday, Egypt's foreign ministry said."
    said = (StatementView(spans=((0, 57),), speaker="Egypt's Foreign Ministry", side="Egypt"),)
    found = [m for m in read(text, said=said) if m.type == "ceasefire_agreed_or_declared"]
    assert [(m.statement, m.teller) for m in found] == [(0, "Egypt")]


def test_one_occurrence_told_twice_is_one():
    """Two sentences about one call give one step with both as evidence."""
    text = (
        "US President Donald Trump spoke by phone with Russian President Vladimir Putin on Tuesday.\n"
        "The phone call between Trump and Putin on Tuesday lasted two hours."
    )
    found = [m for m in read(text) if m.type == "call_held"]
    assert [len(m.spans) for m in found] == [2]


def test_hidden_states_of_another_encoder_are_not_used():
    """Numbers that another encoder made change nothing."""
    text = "Israel and Hamas agreed to a 72-hour ceasefire on Tuesday after talks brokered by Egypt."
    mentions = MATCHER.mentions(text, NOON.date())
    strange = np.full((1, built_in().pooled_weights.shape[0]), 50, np.float32)
    found = read_milestones(
        text, "", NOON, mentions, (), split(text), CATALOG, pooled=strange, encoder="another"
    )
    assert found == read(text)


@given(strategies.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_spans_lie_within(text):
    """No text breaks the reader; spans lie within it."""
    text = f"China and the United States met on Monday. {text}"
    for step in read(text, title=text[:40]):
        assert all(0 <= a < b <= len(text) for a, b in step.spans)
        assert step.parties == tuple(sorted(set(step.parties)))

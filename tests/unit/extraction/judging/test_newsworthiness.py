"""What a desk would want to be told: features of a statement, and what the shipped weights make of plain cases."""

from __future__ import annotations

import msgspec

from services.extraction.domain.judging import newsworthiness
from services.extraction.domain.judging.newsworthiness import Candidate

NEWS = (
    "Ruritania will not resume talks until its prisoners are freed, President Ana Holm said on Tuesday. "
    + "The delegations had met twice before. " * 120
    + "I have always liked the sea there, she said."
)
FRESH = Candidate(
    NEWS, "Ruritania refuses talks", ((0, 62),), "Ana Holm", "person", 1, "Ruritania", "indirect",
    ("talks_process",), "conditional", 1,
)  # fmt: skip


def chance(told: Candidate) -> float:
    return newsworthiness.chance(newsworthiness.built_in(), told)


def test_a_condition_in_the_first_line_is_wanted_more_than_a_pleasantry_far_down() -> None:
    """Substance at the head of an article against an aside at its end, by the same person."""
    start = NEWS.index("I have always")
    aside = msgspec.structs.replace(
        FRESH, spans=((start, start + 33),), position="none", issues=("other",), type="indirect"
    )
    assert chance(FRESH) > 2 * chance(aside)


def test_what_nobody_known_says_for_no_side_is_wanted_less() -> None:
    """The same words by a head of state and by a person without office."""
    private = msgspec.structs.replace(FRESH, speaker="Jo Ek", side="Jo Ek", rank=9)
    assert chance(FRESH) > chance(private)


def test_features_tell_where_the_words_stand() -> None:
    """Words of the statement, before it and after it do not count as the same; those of the title do not count."""
    found = {mark for group in newsworthiness.groups(FRESH) for mark in (each[:2] for each in group)}
    assert found == {"t:", "n:", "f:"}
    middle = msgspec.structs.replace(FRESH, spans=((99, 136),))
    assert any(each.startswith("b:") for group in newsworthiness.groups(middle) for each in group)


def test_a_statement_at_either_end_of_a_text_has_a_chance() -> None:
    """Nothing before, nothing after, no title, no speaker's name."""
    text = "Talks failed."
    lone = Candidate(
        text, "", ((0, len(text)),), "", "anonymous", 9, "anonymous:x", "indirect", (), "none", 0
    )
    assert 0 <= chance(lone) <= 1

"""The reasons that an alert gives for its importance, in words that fit its speaker."""

from __future__ import annotations

from typing import Any

import pytest

from shared.testing.builders import a_statement, an_article_ref, at, observed


@pytest.mark.parametrize(
    ("kind", "rank", "reason"),
    [
        ("person", 1, "speaker: head of state or government"),
        ("person", 3, "speaker: envoy or leader of a chamber"),
        ("body", 3, "speaker: office or institution"),
        ("country", 3, "speaker: government"),
        ("group", 3, "speaker: group"),
    ],
)
def test_a_speaker_is_called_what_it_is(bench: Any, kind: Any, rank: int, reason: str) -> None:
    """A rank stands for an office only where a person holds it."""
    words = "a ceasefire without security guarantees would be dangerous"
    article = an_article_ref("a", published_at=at(0))
    statement = a_statement(
        words, article=article, speaker_kind=kind, rank=rank, position="rejects", issues=("ceasefire",)
    )
    bench.send(observed(statement), at(0))
    (alert,) = bench.alerts()
    assert alert.data.reasons[0].startswith(reason)

"""A cue is told with what denies it."""

import pytest

from services.extraction.domain.text import negation


@pytest.mark.parametrize(
    ("text", "verb", "whole"),
    [
        ("Arland did not rule out talks.", "rule out", "did not rule out"),
        ("Arland has not explicitly ruled out talks.", "ruled out", "has not explicitly ruled out"),
        ("The envoy hasn’t yet accepted the text.", "accepted", "hasn’t yet accepted"),
        ("She has never opposed the levy.", "opposed", "has never opposed"),
        ("They no longer support the plan.", "support", "no longer support"),
        ("Arland ruled out talks.", "ruled out", "ruled out"),
        ("It was not the minister who ruled out talks.", "ruled out", "ruled out"),
    ],
)
def test_a_cue_keeps_its_negation(text: str, verb: str, whole: str) -> None:
    """Without it the meaning would be turned round."""
    at = text.index(verb)
    start, end = negation.whole(text, (at, at + len(verb)))
    assert text[start:end] == whole
    assert negation.negated(whole) == (whole != verb)

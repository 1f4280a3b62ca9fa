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
        ("Quill stopped short of calling for talks.", "calling for", "stopped short of calling for"),
        ("Arland fell short of endorsing the plan.", "endorsing", "fell short of endorsing"),
        ("Quill avoided saying when she would come.", "saying", "avoided saying"),
        ("Arland has yet to accept the text.", "accept", "has yet to accept"),
        ("The council failed to condemn the strike.", "condemn", "failed to condemn"),
        ("She neither confirmed nor denied the report.", "denied", "neither confirmed nor denied"),
        ("Arland ruled out talks.", "ruled out", "ruled out"),
        ("She did not only say so.", "say", "say"),
        ("It was not the minister who ruled out talks.", "ruled out", "ruled out"),
    ],
)
def test_a_cue_keeps_its_negation(text: str, verb: str, whole: str) -> None:
    """Without it the meaning would be turned round."""
    at = text.index(verb)
    start, end = negation.whole(text, (at, at + len(verb)))
    assert text[start:end] == whole
    assert negation.negated(whole) == (whole != verb)


@pytest.mark.parametrize(
    ("cue", "silent"),
    [
        ("did not say", True),
        ("has yet to announce", True),
        ("stopped short of declaring", True),
        ("have never said", True),
        ("did not tell reporters", True),
        ("neither confirmed nor denied", True),
        ("did not deny", False),
        ("did not accept", False),
        ("has never ruled out", False),
        ("failed to condemn", False),
        ("said", False),
        ("no longer believes", False),
    ],
)
def test_who_does_not_say_so_says_nothing(cue: str, silent: bool) -> None:
    """Who does not accept something takes a stand."""
    assert negation.silent(cue) is silent


def test_according_to_is_whole() -> None:
    """And a "to" by itself is not."""
    assert negation.whole("According to Quill, it rained.", (10, 12)) == (0, 12)
    assert negation.whole("He went on to say so.", (11, 13)) == (11, 13)

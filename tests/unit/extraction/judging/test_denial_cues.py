"""Who rejects a claim makes none."""

import pytest

from services.extraction.domain.judging import denial_cues


@pytest.mark.parametrize(
    ("text", "noun", "whole"),
    [
        ("Arland rejected claims that it had shut the ports.", "claims", "rejected claims"),
        ("Quill refuted their allegation that the ports are shut.", "allegation", "refuted their allegation"),
        ("Arland scoffed at reports that its ports were empty.", "reports", "scoffed at reports"),
        ("Quill played down media reports of a deal.", "reports", "played down media reports"),
        ("She brushed aside suggestions that a deal was near.", "suggestions", "brushed aside suggestions"),
        ("Quill denies rumours that she will resign.", "rumours", "denies rumours"),
        ("Arland made claims that its ports were shut.", "claims", "claims"),
        ("Arland rejected the offer and reports that its ports are shut.", "reports", "reports"),
        ("Arland rejected a plan of reports to the council.", "reports", "reports"),
        ("Quill claims that the ports are shut.", "claims", "claims"),
    ],
)  # fmt: skip
def test_a_noun_is_told_with_the_verb_that_rejects_it(text: str, noun: str, whole: str) -> None:
    """Else what a speaker rejects would be put in his mouth."""
    at = text.index(noun)
    start, end = denial_cues.whole(text, (at, at + len(noun)), (0, text.index(" ")))
    assert text[start:end] == whole
    assert denial_cues.denies(text, (start, end), len(text)) is (whole != noun)


def test_whose_claims_are_rejected_makes_them() -> None:
    """The source stands beside the noun."""
    text = "Quill rejected Borduria's claims that the ports are shut."
    at = text.index("claims"), text.index("claims") + len("claims")
    source = text.index("Borduria"), text.index("Borduria") + len("Borduria's")
    assert at == denial_cues.whole(text, at, source)

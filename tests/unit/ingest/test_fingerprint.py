"""Fingerprints are of the words alone, and equal in every run on every machine."""

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.fingerprint import VALUES, fingerprint
from shared.processing.independence import similarity

FIXED = (884748902, 38835638, 318676504, 354591461)
WORDS = " ".join(f"word{n} of the story number {n * n}" for n in range(60))


def test_the_same_text_has_the_same_fingerprint_for_ever() -> None:
    """Stored fingerprints stay comparable: these figures must never change."""
    found = fingerprint("The two sides will meet in Riyadh on Tuesday.")
    assert len(found) == VALUES
    assert found[:4] == FIXED


def test_case_and_punctuation_do_not_count() -> None:
    """A house style is not another text."""
    assert similarity(fingerprint(WORDS), fingerprint(WORDS.upper().replace(" ", ", "))) == 1.0


def test_a_text_without_words_has_no_fingerprint() -> None:
    """Nothing to compare it by."""
    assert fingerprint(" … — !") == ()


@given(st.text(max_size=300))
def test_every_text_is_like_itself(text: str) -> None:
    """Any characters at all; values fit in 32 bits."""
    found = fingerprint(text)
    assert all(0 <= value < 2**32 for value in found)
    assert (1.0 if found else 0.0) == similarity(found, fingerprint(text))

"""Fingerprints recognise copies, and are equal in every run on every machine."""

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.fingerprint import VALUES, fingerprint
from shared.processing.fingerprint import is_copy, similarity

FIXED = (884748902, 38835638, 318676504, 354591461)
WORDS = " ".join(f"word{n} of the story number {n * n}" for n in range(60))


def test_the_same_text_has_the_same_fingerprint_for_ever() -> None:
    """Stored fingerprints stay comparable: these figures must never change."""
    found = fingerprint("The two sides will meet in Riyadh on Tuesday.")
    assert len(found) == VALUES
    assert found[:4] == FIXED


def test_a_copy_with_a_new_opening_is_a_copy() -> None:
    """Wire copy gets another first sentence and loses its end."""
    copy = "RIYADH (Example Wire) - " + WORDS[: int(len(WORDS) * 0.85)]
    assert is_copy(fingerprint(WORDS), fingerprint(copy))


def test_case_and_punctuation_do_not_count() -> None:
    """A house style is not another text."""
    assert similarity(fingerprint(WORDS), fingerprint(WORDS.upper().replace(" ", ", "))) == 1.0


def test_different_texts_are_no_copies() -> None:
    """Texts that share words but no phrases are told apart."""
    other = " ".join(reversed(WORDS.split()))
    assert not is_copy(fingerprint(WORDS), fingerprint(other))


def test_nothing_is_like_nothing() -> None:
    """A missing fingerprint never makes a copy."""
    assert fingerprint(" … — !") == ()
    assert similarity((), ()) == 0.0
    assert similarity(fingerprint("one two three four"), ()) == 0.0


@given(st.text(max_size=300))
def test_every_text_is_like_itself(text: str) -> None:
    """Any characters at all; values fit in 32 bits."""
    found = fingerprint(text)
    assert all(0 <= value < 2**32 for value in found)
    assert (1.0 if found else 0.0) == similarity(found, fingerprint(text))

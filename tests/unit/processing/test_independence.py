"""Whose telling is whose: copies of a text are known again, and what shares a mark is one origin's."""

import msgspec
import pytest

from services.ingest.domain.fingerprint import fingerprint
from services.statements.domain.policy import Policy
from shared.processing.independence import SAME_TEXT, grouped, origins, similarity
from shared.testing.builders import an_article_ref

(OF_STATEMENTS,) = (f.default for f in msgspec.structs.fields(Policy) if f.name == "copy_similarity")
WORDS = " ".join(f"word{n} of the story number {n * n}" for n in range(60))


@pytest.mark.parametrize("threshold", [SAME_TEXT, OF_STATEMENTS])
def test_a_copy_with_a_new_opening_is_a_copy(threshold: float) -> None:
    """Wire copy gets another first sentence and loses its end: a copy for milestones and for statements."""
    copy = "RIYADH (Example Wire) - " + WORDS[: int(len(WORDS) * 0.85)]
    assert similarity(fingerprint(WORDS), fingerprint(copy)) >= threshold


@pytest.mark.parametrize("threshold", [SAME_TEXT, OF_STATEMENTS])
def test_a_text_that_takes_over_half_of_another_is_no_copy(threshold: float) -> None:
    """Whoever writes the other half has asked somebody."""
    half = WORDS[: len(WORDS) // 2]
    own = " ".join(f"sentence{n} by another newsroom {n * 7}" for n in range(30))
    assert similarity(fingerprint(WORDS), fingerprint(f"{half} {own}")) < threshold


def test_the_same_words_in_another_order_are_another_text() -> None:
    """Texts that share words but no phrases are told apart."""
    other = " ".join(reversed(WORDS.split()))
    assert similarity(fingerprint(WORDS), fingerprint(other)) < 0.1


def test_nothing_is_like_nothing() -> None:
    """A missing fingerprint, or one of another length, never makes a copy."""
    assert similarity((), ()) == 0.0
    assert similarity((1, 2, 3), ()) == 0.0
    assert similarity((1, 2, 3), (1, 2)) == 0.0
    assert similarity((1, 2, 3, 4), (1, 2, 3, 9)) == 0.75


def test_a_telling_is_the_wires_that_it_credits() -> None:
    """Else the publisher's own."""
    assert origins(an_article_ref(publisher="gazette")) == ("gazette",)
    credited = an_article_ref(publisher="gazette", credits=("ap", "reuters"))
    assert origins(credited) == ("ap", "reuters")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], []),
        (["a", "b"], [["a"], ["b"]]),
        (["ab", "c", "b"], [["ab", "b"], ["c"]]),
        # The third joins the first two.
        (["a", "b", "ba"], [["a", "b", "ba"]]),
        (["ab", "cd", "ef", "fa"], [["ab", "ef", "fa"], ["cd"]]),
    ],
)
def test_what_shares_a_mark_is_together(items: list[str], expected: list[list[str]]) -> None:
    """Groups by their first item, items in the order given; marks are an item's letters here."""
    assert grouped(items, tuple) == expected

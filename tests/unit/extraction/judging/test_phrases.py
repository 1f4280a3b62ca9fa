"""What a statement says of a question once the question's own words have become signs."""

import pytest

from services.extraction.domain.judging.bearing import Said
from services.extraction.domain.judging.phrases import phrases, signed
from shared.catalog import Question

TOLLS = Question(
    "n.tolls", "Arland lifts its tolls on grain", ("tariffs_trade",), ("toll*", "grain"), (), (), (),
    things=("relief",), counters=("toll*",),
)  # fmt: skip
PACT = Question(
    "n.pact", "Arland stays in the pact", ("bilateral_relations",), ("pact",), (), (), (), counters=("exit",),
)  # fmt: skip
PARTIES = ("Arland", "Borland")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arland may drop the tolls.", "<party> may drop the <counter> ."),
        ("No relief on grain", "no <thing> on <about>"),
        ("The mill is shut", "the mill is shut"),
    ],
)
def test_signs_stand_for_the_words_of_a_question(text: str, expected: str) -> None:
    """Things before counters before other words before names; the rest stays as it is."""
    assert expected.split() == signed(TOLLS, PARTIES, text).replace(".", " .").split()


def said(text: str, cue: str = "", position: str = "none") -> Said:
    """A statement of which nothing else is known."""
    return Said(text, cue, text, "Arland", "direct", position, ())


def test_two_questions_share_what_is_said_of_either() -> None:
    """Considering tolls and considering an exit are the same turn of phrase."""
    tolls = phrases(TOLLS, PARTIES, said("We are considering tolls"))
    shared = tolls & phrases(PACT, PARTIES, said("Borland is considering exit"))
    assert "consid <counter>" in shared
    assert "are consid" not in shared


def test_words_of_saying_count_with_what_they_govern_and_words_with_the_position() -> None:
    """Who "threatened" tolls and who "threatened" anything else are told apart."""
    assert {"cue: threat", "cue: threat <counter>", "opposes: <counter>"} <= phrases(
        TOLLS, PARTIES, said("tolls", "threatened", "opposes")
    )
    assert "cue: threat <none>" in phrases(TOLLS, PARTIES, said("war", "threatened"))


def test_an_empty_statement_has_its_ends_alone() -> None:
    """Nothing said is no error."""
    assert frozenset(("^ $",)) == phrases(TOLLS, (), said(""))

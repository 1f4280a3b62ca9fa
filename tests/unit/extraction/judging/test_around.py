"""How much a question is on at a statement: by its own words, by the article, and beside the other questions."""

import pytest

from services.extraction.domain.judging import around, attitudes, moods, usual
from services.extraction.domain.judging.bearing import Said
from shared.catalog import Negotiation, Question

TOLLS = Question(
    "n.tolls", "Arland lifts its tolls on grain", (), ("toll*",), (), (), ("Arland", "Borland"), counters=("toll*",),
    usually_for=("Borland",), usually_against=("Arland",),
)  # fmt: skip
FERRY = Question(
    "n.ferry", "The ferry to Borland sails again", (), ("ferry", "ferries"), (), (), ("Borland",)
)
TALKS = Negotiation("n", "N", ("Arland", "Borland"), (), (), (TOLLS, FERRY), ("grain",))
TEXT = (
    "The tolls were raised in May. Borland is angry. “We will not accept this,” it said. The ferry is idle."
)
START = TEXT.index("We will")
SAID = around.Attribution("Borland", "Borland", ((START, START + len("We will not accept this")),), "said")
FERRIES = around.Attribution("Borland", "Borland", ((TEXT.index("The ferry"), len(TEXT)),), "said")


def article(title: str = "", *named: around.Named) -> around.StatementContext:
    return around.StatementContext(TEXT, title, [SAID, FERRIES], named)


def test_what_is_told_before_counts_where_the_words_name_nothing() -> None:
    """ "This" is what the sentences before are about."""
    found = article().around(0, TALKS)
    assert 0.0 == found["n.tolls"].get("around:own", 0.0)
    assert found["n.tolls"]["around:before"] > found["n.ferry"].get("around:before", 0.0)
    assert 1.0 == found["n.tolls"]["around:before, share"]


def test_the_words_own_question_leads_the_others() -> None:
    """Of two questions the one that is named is ahead, the other as much behind."""
    found = article().around(1, TALKS)
    assert found["n.ferry"]["around:own, lead"] == -found["n.tolls"]["around:own, lead"] > 0


def test_the_title_and_the_same_speaker_elsewhere_count() -> None:
    """An article on tolls; the speaker names the ferry in another statement."""
    found = article("Tolls raised again").around(0, TALKS)
    assert 1 == found["n.tolls"]["around:title"]
    assert 1.0 == found["n.ferry"]["around:speaker"]


def test_sides_are_those_named_in_the_words_alone() -> None:
    """A name in the sentence before is not in the words."""
    at = TEXT.index("Borland")
    known = article("", around.Named(at, at + 7, "Borland"))
    assert frozenset() == known.sides_in(0)
    assert 1.0 == known.around(0, TALKS)["n.ferry"]["around:asked before"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we come if the tolls go", "condition:names"),
        ("if the tolls go, we come", "condition:names"),
        ("the tolls go once the bridge is built", "condition:depends"),
        ("if you come, the tolls go", "condition:depends"),
        ("we come if you come", "condition:elsewhere"),
    ],
)
def test_what_a_condition_governs_is_told_from_what_it_names(text: str, expected: str) -> None:
    """Tolls that are the condition are not tolls that depend on one."""
    place = moods.Place(text, "said", "", "", "")
    found = moods.features(TOLLS, place, attitudes.built_in())
    kinds = {"condition:names", "condition:depends", "condition:elsewhere"}
    assert {expected} == {name for name in found if name in kinds}


def test_the_mood_of_the_clause_that_names_the_question_is_told_apart() -> None:
    """ "Must" is about the bridge here, not about the tolls."""
    place = moods.Place("the tolls are high, but the bridge must stay", "said", "", "", "")
    found = moods.features(TOLLS, place, attitudes.built_in())
    assert "mood:must" in found
    assert "clause:must" not in found


@pytest.mark.parametrize(
    ("side", "expected"), [("Borland", "usual+"), ("Arland", "usual-"), ("Dorland", "usual:unknown")]
)
def test_what_a_side_usually_holds_is_known(side: str, expected: str) -> None:
    """Interest and record of the side that speaks, and of those it speaks of."""
    found = usual.features(TOLLS, Said("", "", "", side, "direct", "opposes", ()), ["Arland"], {})
    assert {expected} == {name for name in found if name in ("usual+", "usual-", "usual:unknown")}
    assert ("refuses&named-" in found) is (side != "Arland")

"""What sets a condition and what only sounds like one; what an "if" shows that asks nothing of anybody."""

import pytest

from services.extraction.domain.judging import attitudes, conditions, moods, weighing
from services.extraction.domain.judging.attitudes import plain
from shared.catalog import Question

LANGUAGE = attitudes.built_in()
RETREAT = Question(
    "n.retreat", "Arland leaves the valley", ("territory",), ("retreat*", "valley"), ("leave*",), ("stay*",),
    ("Arland", "Borland"), things=("retreat*",), counters=("stay in the valley",),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Arland is ready for talks without any preconditions",
        "we accept a truce without setting conditions",
        "we will send more guards if needed",
        "we shall close the strait, if it is necessary, for a year",
        "the tolls must go once and for all",
        "the port stays shut until further notice",
        "we are far better off without them.",
        "we will not give up the valley without a fight",
        "the tolls stay even if Borland lifts its own",
        "we stand by Borland for as long as it takes",
    ],
)
def test_what_only_sounds_like_a_condition_is_none(text: str) -> None:
    """No words are kept, and no feature tells of a condition."""
    assert conditions.condition(text) is None
    assert conditions.only_sounds(text)
    shown = LANGUAGE.shown("", plain(text)) | moods.shown(plain(text))
    assert set() == shown & {"conditional", "conditions", "if", "unless", "condition"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no truce without the captives", "without the captives"),
        ("we sign once the last guard is gone", "once the last guard is gone"),
        ("we sign if conditions are met", "conditions are met"),
        ("we come, without preconditions, if they come", "they come"),
        ("the port stays shut until the fleet leaves", "until the fleet leaves"),
        ("we sign only if the tolls go … there is nothing to talk about", "only if the tolls go"),
        ("without them having signed, there is no deal", None),
    ],
)
def test_a_condition_beside_such_words_stays_one(text: str, expected: str | None) -> None:
    """And ends where the words leave something out."""
    assert expected == conditions.condition(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If there is a retreat, it will be a catastrophe for Borland", -1),
        ("It would be a terrible mistake if Arland began its retreat", -1),
        ("If Arland does not retreat, there will be bloodshed", 1),
        ("If we retreat from the valley, the rebels come back", 0),
        ("The tolls will be lifted if Arland begins its retreat", None),
        ("We will retreat if the rebels lay down their arms", None),
        ("A retreat would be a mistake", None),
        ("If the rebels attack, there will be chaos", None),
    ],
)
def test_woe_after_an_if_shows_a_side(text: str, expected: int | None) -> None:
    """Who warns of what follows does not ask for it; what the speaker may do himself he asks of nobody."""
    assert expected == weighing.leaning(RETREAT, plain(text), LANGUAGE)

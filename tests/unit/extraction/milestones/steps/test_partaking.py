"""Who takes part in a step, as trees have learnt it: what they are asked, and what is made of what they say."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from services.extraction.domain.milestones.parties.cast import Cast
from services.extraction.domain.milestones.steps import article, partaking
from services.extraction.domain.text.sentences import split
from services.extraction.domain.trees import Trees
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 12)
TEXT = (
    "Peru and Chile have quarrelled over fish for years. Envoys of Peru met envoys of Chile in Oslo on Tuesday, and "
    "Norway mediated."
)
RULES = Cast(("Chile", "Norway", "Peru"))


@pytest.fixture(scope="module")
def known() -> article.ReadArticle:
    """The article, as the reader knows it."""
    return article.known(TEXT, "", DAY, MATCHER.mentions(TEXT, DAY), (), split(TEXT), CATALOG, ())


def telling(cast: Cast = RULES) -> partaking.StepMention:
    """The sentence that tells of the meeting."""
    at = TEXT.index("met envoys")
    return partaking.StepMention(1, "meeting_held", (at, at + 3), cast)


def asks(name: str, above: float, yes: tuple[float, ...], no: tuple[float, ...]) -> Trees:
    """One tree with one question."""
    return Trees(
        (name,), np.zeros(3, np.float32), np.zeros((1, 1), np.int32), np.array([[above]], np.float32),
        np.array([[no, yes]], np.float32),
    )  # fmt: skip


PARTY, MEDIATOR, NEITHER = (4.0, 0.0, 0.0), (0.0, 4.0, 0.0), (0.0, 0.0, 4.0)


def test_what_is_to_be_seen_of_each_who_may_take_part(known: article.ReadArticle) -> None:
    """Those named in the sentence and those the rules have, with where they stand to the deed."""
    numbers = partaking.numbers(known, telling())
    assert {"Peru", "Chile", "Norway"} <= set(numbers)
    peru, chile = numbers["Peru"], numbers["Chile"]
    assert peru["before deed"] == 1
    assert peru["after of"] == peru["acts"] == 1
    assert chile["order"] == 1
    assert "before deed" not in chile
    assert peru["times near"] == chile["times near"] == 1
    assert "times near" not in numbers["Norway"]


def test_the_likely_ones_take_part_and_mediate(known: article.ReadArticle) -> None:
    """Whoever was named before is a party here, whoever was not mediates."""
    cast = partaking.chosen(known, telling(), asks("times near", 0.5, PARTY, MEDIATOR))
    assert cast.parties == ("Chile", "Peru")
    assert cast.mediators == ("Norway",)
    assert cast.named == 2


def test_the_likeliest_others_fill_up_to_two(known: article.ReadArticle) -> None:
    """A deal has two sides, if the second is not quite unlikely."""
    unsure = asks("before deed", 0.5, PARTY, (0.0, 0.0, 0.5))
    assert partaking.chosen(known, telling(), unsure).parties == ("Chile", "Peru")
    sure = asks("before deed", 0.5, PARTY, NEITHER)
    assert partaking.chosen(known, telling(), sure).parties == ("Peru",)


def test_where_nobody_is_likely_the_rules_stand(known: article.ReadArticle) -> None:
    """As where nobody is named at all."""
    nobody = asks("times near", 9, PARTY, NEITHER)
    assert partaking.chosen(known, telling(), nobody) == RULES
    assert partaking.chosen(known, telling(), nobody, {}) == RULES

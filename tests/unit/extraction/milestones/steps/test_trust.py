"""How far a read step is to be trusted: signs, the shipped weights on plain cases, one deed under several names."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.steps import trust
from services.extraction.domain.milestones.steps.article import ReadArticle, known
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
LEAD = "China and the United States agreed on Tuesday to suspend new tariffs for ninety days."
LATE = "In a speech the minister said that talks with the United States had been useful."
TEXT = f"{LEAD}{' Markets rose. ' * 300}{LATE}"
TODAY = date(2024, 5, 14)


@pytest.fixture(scope="module")
def article() -> ReadArticle:
    title = "China and United States agree truce on tariffs"
    return known(
        TEXT,
        title,
        TODAY,
        MATCHER.mentions(TEXT, TODAY),
        [],
        split(TEXT),
        CATALOG,
        MATCHER.mentions(title, TODAY),
    )


def step(confidence: float = 0.5, **other) -> ReadMilestone:
    values = {
        "type": "sanctions_imposed_or_eased", "status": "happened", "parties": ("China", "United States"),
        "spans": ((0, len(LEAD)),), "date": TODAY.isoformat(), "rule": "learned", "confidence": confidence,
    }  # fmt: skip
    return ReadMilestone(**(values | other))


def test_the_surer_the_reading_the_more_it_is_trusted(article: ReadArticle) -> None:
    """Trust grows with the reading's own confidence, and stays a chance."""
    chances = [trust.judged(article, step(c)).confidence for c in (0.05, 0.3, 0.6, 0.9)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < chances[-1] < 1


def test_what_is_told_at_the_end_of_a_long_article_is_trusted_less(article: ReadArticle) -> None:
    """News stands at the head, and is told of the day of the article."""
    start = TEXT.index(LATE)
    late = step(type="meeting_held", spans=((start, len(TEXT)),), date="2024-05-02")
    first = step(type="meeting_held")
    assert trust.judged(article, late).confidence < trust.judged(article, first).confidence


@pytest.mark.parametrize("day", [None, "2024", "2024-05", "2024-05-14"])
def test_any_date_that_an_article_tells_has_signs(article: ReadArticle, day: str | None) -> None:
    """A month, a year and no date at all are kinds of dates too."""
    assert 0 < trust.judged(article, step(date=day)).confidence < 1


def test_one_deed_under_several_names_is_as_sure_as_all_of_them() -> None:
    """The likeliest name gets the chance that it is any of them; a meeting beside it does not."""
    deal, truce = step(0.4, type="agreement_in_principle"), step(0.3, type="ceasefire_agreed_or_declared")
    met = step(0.2, type="meeting_held")
    found = trust.together([truce, deal, met])
    assert [s.confidence for s in found] == [0.3, 0.58, 0.2]


def test_deeds_of_other_parties_or_sentences_stay_as_they_are() -> None:
    """Only what one sentence tells of the same parties can be one deed."""
    deal = step(0.4, type="agreement_in_principle")
    elsewhere = msgspec.structs.replace(deal, type="proposal_made", spans=((100, 180),))
    others = msgspec.structs.replace(deal, type="proposal_made", parties=("China", "India"))
    assert [s.confidence for s in trust.together([deal, elsewhere, others])] == [0.4, 0.4, 0.4]

"""Measures on other goods and meetings of other people are steps of their own."""

import pytest

from services.extraction.domain.milestones.steps import distinct
from tests.unit.extraction.milestones.test_not_done import read


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("The port put tariffs of 10 percent on another $200 billion of wool.", {"200 b"}),
        ("The islands' duties cover $1.5bn of fish and hit $60 billion of ships.", {"1.5 b", "60 b"}),
        ("The port sold $200 billion of wool.", set()),
    ],
)
def test_the_worth_of_goods_on_which_a_measure_is_laid(text, sums):
    """Not of what is only sold."""
    small = text.lower()
    assert sums == distinct.worth(small, (0, len(small)), (0, len(small)))


def test_only_other_sums_or_people_tell_apart():
    """A sum or a person that both name may be the same step; so may one that only one names."""
    assert distinct.other_goods({"200 b"}, {"34 b"})
    assert not distinct.other_goods({"200 b"}, {"34 b", "200 b"})
    assert not distinct.other_goods({"200 b"}, ())
    assert distinct.other_people(("Ada", "Ben"), ("Ada", "Cleo"))
    assert not distinct.other_people(("Ada", "Ben"), ("Ada",))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow on Monday. "
            "Russian Foreign Minister Sergey Lavrov met Chinese Foreign Minister Wang Yi in Moscow on Monday.",
            [("meeting_held", ("China", "Russia"))] * 2,
        ),
        (
            "Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow on Monday. "
            "Putin and Xi met in Moscow on Monday for two hours.",
            [("meeting_held", ("China", "Russia"))],
        ),
        (
            "The United States imposed tariffs of 25 percent on $34 billion of Chinese goods on Monday. "
            "The United States imposed tariffs of 10 percent on another $200 billion of Chinese goods on Monday.",
            [("sanctions_imposed_or_eased", ("China", "United States"))] * 2,
        ),
    ],
)
def test_what_an_article_tells_apart(text, steps):
    """Each is a step."""
    assert steps == [(each.type, each.parties) for each in read(text)]

"""Written examples of types become features as sentences of articles do."""

from collections import Counter

import pytest

from services.extraction.domain.encoder.labels import MILESTONES
from services.extraction.training.annotations import examples


def test_every_type_has_examples():
    """The rarer a type in the news, the more it needs them."""
    count = Counter(kind for _, kind in examples.written())
    assert min(count[at] for at in range(len(MILESTONES))) >= 15


def test_actors_are_known_by_their_kind():
    """No example teaches anything about a single country or person."""
    found = examples.example("[P] urged [C] on Monday to free the [D] nurses.")
    assert {"@person", "@country", "@country~", "@weekday", "rule=demand-to", "parties=3"} <= found
    assert not [each for each in found if "xland" in each]


def test_what_only_an_article_knows_is_left_open():
    """An example says nothing about places in an article or days."""
    found = examples.example("[C] and [C] signed a treaty.")
    assert not [each for each in found if each.startswith(("age=", "place=", "said"))]
    assert "deed=agreement_signed&plain" in found


def test_unknown_kind_of_actor_is_named():
    """A slip in the file is told, not learnt."""
    with pytest.raises(ValueError, match=r"\[X\] is no kind of actor"):
        examples.written("call_held: ['[X] phoned [C].']")

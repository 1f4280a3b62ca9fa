"""Each construction that tells a step plainly matches its own sentences and none of its counter-examples."""

import pytest

from services.extraction.domain.milestones.wording import plainly

RULES = plainly.built_in()


def found(sentence):
    small = sentence.lower()
    return {entry.id for entry in plainly.find(small, (0, len(small)))}


@pytest.mark.parametrize(("id", "sentence"), [(r.id, s) for r in RULES for s in r.match])
def test_matches(id, sentence):
    assert id in found(sentence)


@pytest.mark.parametrize(("id", "sentence"), [(r.id, s) for r in RULES for s in r.no_match])
def test_does_not_match(id, sentence):
    assert id not in found(sentence)

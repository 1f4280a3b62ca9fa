"""The words for deeds match the cases beside them and leave the others alone; every deed has words of its own."""

import pytest

from services.milestones.domain.deeds import PAUSED, built_in
from services.stances.domain.acts import kind
from shared.catalog import DEEDS
from shared.testing.newsroom import a_position_in

RULES = {rule.id: rule for rule in built_in().entries}


@pytest.mark.parametrize("id", sorted(RULES))
def test_deed_cases(id):
    """Every rule matches its own examples and leaves its counter-examples alone."""
    rule = RULES[id]
    assert [case for case in rule.match if not rule.pattern.search(case.lower())] == []
    assert [case for case in rule.no_match if rule.pattern.search(case.lower())] == []
    assert rule.match
    assert rule.no_match


def test_names_are_those_of_one_rule():
    """A rule is found by its name."""
    assert len(built_in().entries) == len(RULES)


def test_the_catalog_can_ask_for_every_deed_and_for_no_other():
    """What can be read can be asked, each way."""
    ways = {(rule.of, rule.way) for rule in RULES.values() if rule.way != PAUSED}
    assert {(of, way) for of, both in DEEDS.items() for way in both} == ways


@pytest.mark.parametrize("of", sorted(DEEDS))
def test_an_alert_has_words_for_every_deed(of):
    """No alert shows a name of the code."""
    for way in DEEDS[of]:
        for name in (f"{of}_{way}", f"{of}_to_be_{way}"):
            position = a_position_in("for", "A", 0, origin="milestone", rule=f"act:{name}")
            assert name.replace("_", " ") != kind(position).words

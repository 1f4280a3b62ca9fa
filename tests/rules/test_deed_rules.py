"""The words for deeds match the cases beside them and leave the others alone; every step has a way and words."""

import pytest

from services.extraction.domain.deeds.wordings import built_in, way_of
from services.stances.domain.steps import built_in as steps
from shared.catalog import DEEDS

RULES = {rule.id: rule for rule in built_in().entries}
STEPS = sorted({step for rule in RULES.values() for step in rule.steps.values() if step})


@pytest.mark.parametrize("id", sorted(RULES))
def test_deed_cases(id):
    """Every rule matches its own examples and leaves its counter-examples alone."""
    rule = RULES[id]
    assert [case for case in rule.match if not rule.pattern.search(case.lower())] == []
    assert [case for case in rule.no_match if rule.pattern.search(case.lower())] == []
    assert rule.match
    assert rule.no_match


@pytest.mark.parametrize("id", sorted(RULES))
def test_every_case_has_a_key_of_its_kind(id):
    """None is passed over."""
    rule = RULES[id]
    assert [case for case in rule.match if not built_in().keys[rule.kind].search(case.lower())] == []


def test_names_are_those_of_one_rule():
    """A rule is found by its name."""
    assert len(built_in().entries) == len(RULES)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_goes_a_way_that_the_catalog_can_ask_for(step):
    """What can be read can be asked, or leaves the question open."""
    of, way = way_of(step)
    assert way in (*DEEDS[of], "paused")


@pytest.mark.parametrize("step", STEPS)
def test_an_alert_has_words_for_every_step(step):
    """No alert shows a name of the code."""
    assert step in steps().steps


def test_the_catalog_can_ask_for_every_deed_and_for_no_other():
    """What can be read can be asked, each way."""
    ways = {(of, way) for of, ways in built_in().ways.items() for way in ways if way != "paused"}
    assert {(of, way) for of, both in DEEDS.items() for way in both} == ways

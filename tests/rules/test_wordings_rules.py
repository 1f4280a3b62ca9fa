"""Each wording of a headline fits its own sentences and none of its counter-examples."""

import pytest

from services.milestones.domain.headlines import templates
from services.milestones.domain.wordings import built_in

ENTRIES = {entry.id: entry for entry in built_in()}


@pytest.mark.parametrize("id", sorted(ENTRIES))
def test_wording_cases(id):
    entry = ENTRIES[id]
    assert [case for case in entry.match if not entry.fits(case)] == []
    assert [case for case in entry.no_match if entry.fits(case)] == []
    assert entry.match
    assert entry.no_match


@pytest.mark.parametrize("id", sorted(ENTRIES))
def test_an_entry_is_found_before_those_that_say_less(id):
    """What stands behind a more general entry of its type would never be told."""
    entry = ENTRIES[id]
    earlier = [e for e in built_in() if e.type == entry.type]
    first = {case: next(e.id for e in earlier if e.fits(case)) for case in entry.match}
    assert set(first.values()) == {id}


def test_names_and_types_are_those_of_one_entry():
    assert len(ENTRIES) == len(built_in())
    assert {entry.type for entry in built_in()} <= set(templates())

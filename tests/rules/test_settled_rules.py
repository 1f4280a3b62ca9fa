"""What the words around a deed settle: the rules match the cases beside them, and do not match the others."""

import pytest

from services.extraction.domain.milestones.wording import settled

RULES = {rule.id: rule for rule in settled.built_in()}


def fits(rule, case):
    """`case` has the deed in [brackets]."""
    text = case.lower()
    return bool(rule.pattern.search(text)) and not (rule.not_ and rule.not_.search(text))


@pytest.mark.parametrize("id", sorted(RULES))
def test_settled_cases(id):
    """Every rule fits its own examples and leaves its counter-examples alone."""
    entry = RULES[id]
    assert [case for case in entry.match if not fits(RULES[id], case)] == []
    assert [case for case in entry.no_match if fits(RULES[id], case)] == []
    assert entry.match
    assert entry.no_match


def test_names_are_those_of_one_rule():
    """A rule is found by its name."""
    assert len(RULES) == len(settled.built_in())


def test_the_deed_is_marked_alone():
    """Brackets of the text itself are none of the rules'."""
    text = "the port [sic] signed it"
    assert settled.marked(text, (0, len(text)), (15, 21)) == "the port (sic) [signed] it"

"""Which proposals count as right when the second look is learnt."""

from services.extraction.training.statements.secondlook import matched


def test_one_to_one_at_half_of_the_words() -> None:
    """Two halves of one statement are not both right; less than half is wrong."""
    gold = [frozenset(range(10)), frozenset(range(20, 30))]
    found = [frozenset(range(6)), frozenset(range(5, 10)), frozenset(range(20, 24))]
    assert [True, False, False] == matched(gold, found)

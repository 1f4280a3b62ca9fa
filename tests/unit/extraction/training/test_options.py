"""Options that cannot be met are refused before the hours of teaching begin."""

import pytest

from services.extraction.training.__main__ import left


def test_all_that_are_there_are_left_unless_fewer_are_asked_for() -> None:
    assert (12, 8) == (left("--heads", None, 12), left("--heads", 8, 12))


@pytest.mark.parametrize("asked", [13, 0, -1])
def test_more_than_there_are_is_refused(asked: int) -> None:
    """With how many there are."""
    with pytest.raises(SystemExit, match=f"--heads {asked}: the network to start from has 12"):
        left("--heads", asked, 12)

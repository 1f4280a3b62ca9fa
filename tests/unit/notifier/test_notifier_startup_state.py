"""What the notifier knows when it starts: all that its topics hold, or nothing."""

from typing import Any

import pytest

from services.notifier import startup_state
from shared.processing import TryLater
from shared.testing.builders import NOON


class Silent:
    """Topics whose broker pauses: nothing comes, and something is there."""

    def seek_to_beginning(self) -> None:
        """From the first on."""

    def poll(self, timeout_seconds: float, max_records: int = 200) -> tuple[()]:
        """Nothing comes."""
        return ()

    def caught_up(self) -> bool:
        """Something is there."""
        return False


def test_a_notifier_does_not_start_on_half_of_its_past() -> None:
    """It would tell again what it has told already."""
    silent: Any = Silent()
    with pytest.raises(TryLater):
        startup_state.read(silent, lambda record: None, NOON)

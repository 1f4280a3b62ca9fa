"""Reading all that topics hold: a pause is not their end."""

from collections.abc import Sequence
from typing import Any

import pytest

from shared.processing import TryLater
from shared.runtime.records import Record, whole
from shared.testing.builders import NOON


class Topics:
    """Gives these polls, then nothing more; `missing` records never come."""

    def __init__(self, polls: list[int], missing: int = 0) -> None:
        self.polls = list(polls)
        self.missing = missing

    def poll(self, timeout_seconds: float, max_records: int = 200) -> Sequence[Record]:
        """So many records."""
        count = self.polls.pop(0) if self.polls else 0
        return [Record("deliveries", 0, n, "k", b"{}", (), NOON) for n in range(count)]

    def caught_up(self) -> bool:
        """Whether all has come."""
        return not self.missing and not sum(self.polls)


def counts(topics: Any) -> list[int]:
    return [len(records) for records in whole(topics)]


def test_all_is_read_and_what_comes_meanwhile() -> None:
    """Until nothing more comes."""
    assert [3, 2] == counts(Topics([3, 2]))


def test_a_pause_is_not_taken_for_the_end() -> None:
    """Half of what was told would be told again; so whoever reads is told, and may try again."""
    with pytest.raises(TryLater, match="the topics do not answer"):
        counts(Topics([3], missing=1))

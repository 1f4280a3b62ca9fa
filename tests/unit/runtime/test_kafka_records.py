"""Records of Kafka as the engines see them."""

from datetime import UTC, datetime

import pytest

from shared.runtime.kafka.consumer import from_millis


@pytest.mark.parametrize("millis", [-1, 2**63 - 1, 253_402_300_800_000])
def test_a_time_stamp_that_no_calendar_holds_is_from_1970(millis: int) -> None:
    """Some brokers take any number; a worker must not stop at such a record again and again."""
    assert datetime(1970, 1, 1, tzinfo=UTC) == from_millis(millis)


def test_a_time_stamp_is_utc() -> None:
    """To the millisecond."""
    assert datetime(2025, 2, 12, 12, 0, 0, 5000, UTC) == from_millis(1_739_361_600_005)

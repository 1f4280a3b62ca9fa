"""Time stamps of records: which are those of a wrong clock, or of another unit."""

from datetime import datetime, timedelta

import pytest

from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, Topic
from shared.processing import InvalidMessage
from shared.runtime.arrival import refuse_wrong_time
from shared.runtime.kafka.consumer import from_millis
from shared.runtime.records import Record
from shared.testing.builders import NOON


def refuse(moment: datetime, topic: Topic = ARTICLES_INCOMING) -> None:
    refuse_wrong_time(topic, Record(topic.name, 0, 7, "a-1", b"{}", (), moment), NOON)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (
            NOON + timedelta(days=730),
            "the record's time stamp is 2027-02-12 12:00, 730 days ahead of 2025-02-12",
        ),
        (NOON + timedelta(hours=25), "1 days ahead of"),
        (
            from_millis(round(NOON.timestamp())),
            "the record's time stamp is 1970-01-21; give it in milliseconds",
        ),
    ],
)
def test_what_no_right_clock_says_is_refused(moment: datetime, reason: str) -> None:
    """With what to do."""
    with pytest.raises(InvalidMessage, match=reason):
        refuse(moment)


@pytest.mark.parametrize(
    "moment", [NOON, NOON + timedelta(hours=23), NOON - timedelta(days=9000), from_millis(0)]
)
def test_what_may_be_is_taken(moment: datetime) -> None:
    """Backfills of years ago, archives without dates, clocks that differ by hours."""
    refuse(moment)


def test_topics_that_only_parley_writes_are_not_asked() -> None:
    """What stands there has been taken already."""
    refuse(NOON + timedelta(days=730), ARTICLES)

"""Refuses records whose time stamp cannot be, on topics that others write to: a wrong clock of one producer would count
as time that has passed."""

from datetime import UTC, datetime, timedelta

from shared.contracts.topics import Topic
from shared.processing import InvalidMessage
from shared.processing.eventtime import EARLIEST
from shared.runtime.records import Record

LONGEST_AHEAD = timedelta(days=1)
NONE = datetime(1970, 1, 1, tzinfo=UTC)


def refuse_wrong_time(topic: Topic, record: Record, now: datetime) -> None:
    """Raises InvalidMessage for a record of more than a day ahead of `now`, the engine's clock, or of before 1990 (with
    none at all it is of an archive without dates). Processors have no clock: what they are given counts as received
    when its time stamp says."""
    if topic.longest_ahead_ms is None:
        return
    if NONE < record.timestamp < EARLIEST:
        raise InvalidMessage(
            f"the record's time stamp is {record.timestamp:%Y-%m-%d}; give it in milliseconds since 1970, not in "
            "seconds"
        )
    if record.timestamp - now > LONGEST_AHEAD:
        ahead = (record.timestamp - now).days
        raise InvalidMessage(
            f"the record's time stamp is {record.timestamp:%Y-%m-%d %H:%M}, {ahead} days ahead of "
            f"{now:%Y-%m-%d %H:%M}: a clock is wrong, the producer's or ours; set it right, then redrive"
        )

"""Refuses records whose time stamp cannot be, on topics that others write to: a wrong clock of one producer would count
as time that has passed."""

from datetime import datetime, timedelta

from shared.contracts.topics import Topic
from shared.processing import InvalidMessage
from shared.runtime.records import Record

LONGEST_AHEAD = timedelta(days=1)


def refuse_the_future(topic: Topic, record: Record, now: datetime) -> None:
    """Raises InvalidMessage for a record of more than a day ahead of `now`, the engine's clock. Processors have none:
    what they are given counts as received when its time stamp says."""
    if topic.longest_ahead_ms is not None and record.timestamp - now > LONGEST_AHEAD:
        ahead = (record.timestamp - now).days
        raise InvalidMessage(
            f"the record's time stamp is {record.timestamp:%Y-%m-%d %H:%M}, {ahead} days ahead of "
            f"{now:%Y-%m-%d %H:%M}: a clock is wrong, the producer's or ours; set it right, then redrive"
        )

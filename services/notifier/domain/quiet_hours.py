"""Works out until when quiet hours or a digest hold alerts back."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from services.notifier.domain.config import Digest, QuietHours


def quiet_until(now: datetime, hours: QuietHours) -> datetime | None:
    """End (UTC) of the quiet hours that contain `now`, or None. Local time counts: when clocks change, the night is an
    hour longer or shorter."""
    local = now.astimezone(hours.zone)
    for back in (0, 1):
        day = local.date() - timedelta(days=back)
        if day.weekday() not in hours.days:
            continue
        start = datetime.combine(day, hours.start, hours.zone)
        last = day if hours.end > hours.start else day + timedelta(days=1)
        end = datetime.combine(last, hours.end, hours.zone)
        if start.astimezone(UTC) <= now < end.astimezone(UTC):
            return end.astimezone(UTC)
    return None


def awake(now: datetime, quiet: Iterable[QuietHours]) -> datetime:
    """`now`, or the end of all quiet hours around it (several may follow each other)."""
    hours = tuple(quiet)
    for _ in range(8):
        ends = [end for one in hours if (end := quiet_until(now, one)) is not None]
        if not ends:
            return now
        now = max(ends)
    return now


def never_awake(quiet: Iterable[QuietHours]) -> bool:
    """Whether these hours leave no moment of the week."""
    hours = tuple(quiet)
    start = moment = datetime(2025, 1, 6, tzinfo=UTC)
    while moment < start + timedelta(days=8):
        later = awake(moment, hours)
        if awake(later, hours) == later:
            return False
        moment = later
    return True


def next_digest(after: datetime, digest: Digest) -> datetime:
    """The first digest time (UTC) that is not before `after`."""
    local = after.astimezone(digest.zone)
    times = (
        datetime.combine(local.date() + timedelta(days=day), at, digest.zone).astimezone(UTC)
        for day in (0, 1)
        for at in digest.at
    )
    return min(moment for moment in times if moment >= after)

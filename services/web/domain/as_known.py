"""Messages as they are now in, what was known of them at a moment out: what came later is cut off."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from shared.contracts import Alert, LedgerRow, Occurrence, Saying


def rows_known(rows: Iterable[LedgerRow], at: datetime) -> list[LedgerRow]:
    """Rows with the positions that were known at that moment; without those of which none was."""
    found = []
    for row in rows:
        history = tuple(e for e in row.history if e.known_from <= at)
        if history:
            dissent = tuple(e for e in row.dissent if e.known_from <= at)
            last = history[-1]
            found.append(
                replace(
                    row,
                    position=last.position,
                    valid_from=last.valid_from,
                    known_from=last.known_from,
                    condition=last.condition,
                    history=history,
                    dissent=dissent,
                )
            )
    return found


def steps_known(occurrences: Iterable[Occurrence], at: datetime) -> list[Occurrence]:
    """Occurrences with the steps and the articles of then, latest first; without those of which nothing was told."""
    found = []
    for each in occurrences:
        history = tuple(s for s in each.history if s.at <= at)
        if history:
            last = history[-1]
            evidence = tuple(e for e in each.evidence if e.article.published_at <= at)
            told = {e.article.publisher for e in evidence}
            date = last.date or each.date
            found.append(
                replace(
                    each,
                    type=last.type,
                    status=last.status,
                    history=history,
                    evidence=evidence,
                    publishers=tuple(p for p in each.publishers if p in told),
                    date=date,
                    until=each.until if date == each.date else None,
                    last_at=last.at,
                )
            )
    return sorted(found, key=lambda o: o.last_at, reverse=True)


def sayings_known(sayings: Iterable[Saying], at: datetime) -> list[Saying]:
    """Those that were said by then."""
    return [saying for saying in sayings if saying.first_said_at <= at]


def alerts_known(alerts: Iterable[Alert], at: datetime) -> list[Alert]:
    """Those that had been raised by then."""
    return [alert for alert in alerts if max(alert.time, alert.data.known_at) <= at]

"""Cuts messages back to what was known at an earlier moment, for pages "as of" a day."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from shared.contracts import Alert, LedgerRow, Occurrence, Saying


def rows_known(rows: Iterable[LedgerRow], at: datetime) -> list[LedgerRow]:
    """Ledger rows with the positions known at that moment; rows without any are left out."""
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
    """Occurrences with the steps and articles known then, latest first; those without any are left out."""
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
    """The sayings said by then."""
    return [saying for saying in sayings if saying.first_said_at <= at]


def alerts_known(alerts: Iterable[Alert], at: datetime) -> list[Alert]:
    """The alerts raised by then."""
    return [alert for alert in alerts if max(alert.time, alert.data.known_at) <= at]

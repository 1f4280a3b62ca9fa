"""Cuts messages back to what was known at an earlier moment, for pages "as of" a day."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from shared.contracts import Alert, LedgerRow, Occurrence, Saying, StanceEntry


def rows_known(rows: Iterable[LedgerRow], at: datetime) -> list[LedgerRow]:
    """Ledger rows with the positions known at that moment; rows without any are left out."""
    found = []
    for row in rows:
        history = _entries_known(row.history, at)
        if history:
            dissent = _entries_known(row.dissent, at)
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


def _entries_known(entries: Iterable[StanceEntry], at: datetime) -> tuple[StanceEntry, ...]:
    """The entries known then, in the words of then, with the articles received by then."""
    found = []
    for entry in entries:
        if entry.known_from > at:
            continue
        later = [r for r in entry.earlier if r.known_until > at]
        read = later[0] if later else entry
        found.append(
            replace(
                entry,
                position=read.position,
                words=read.words,
                speaker=read.speaker,
                condition=read.condition,
                evidence=tuple(e for e in entry.evidence if e.article.received_at <= at),
                earlier=entry.earlier[: len(entry.earlier) - len(later)],
            )
        )
    return tuple(found)


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

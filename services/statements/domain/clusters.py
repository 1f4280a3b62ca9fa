"""Keeps what belongs to each saying (tellings, alerts) and which tellings deny or contradict which saying."""

from datetime import datetime

import msgspec

from services.statements.domain.rows import Raised, StatementRow, ident_of, in_time


class Alerted(msgspec.Struct, frozen=True):
    """An alert on a saying: what was raised, by which telling (ident), and that telling's event time."""

    raised: Raised
    by: str
    at: datetime


class Cluster:
    """A saying: its live tellings, and every alert ever raised on it."""

    def __init__(self) -> None:
        self.members: dict[str, StatementRow] = {}
        self.alerts: dict[str, Alerted] = {}
        """By alert id."""

    def tellings(self) -> list[StatementRow]:
        """Live tellings in event time."""
        return sorted(self.members.values(), key=in_time)

    def alert(self, raised: Raised, by: StatementRow) -> None:
        """Note an alert that a telling raised; of the revisions that carry it, the earliest sets the time."""
        at, known = by.statement.article.published_at, self.alerts.get(raised.id)
        if known is None or at < known.at:
            self.alerts[raised.id] = Alerted(raised, ident_of(by), at)


class Links:
    """Which live tellings deny or contradict which saying."""

    def __init__(self) -> None:
        self._against: dict[str, dict[str, StatementRow]] = {}
        """Saying -> key of a telling that is at odds with it -> that telling."""

    def add(self, key: str, telling: StatementRow) -> None:
        """Take a live telling in."""
        for saying in filter(None, (telling.denies, telling.contradicts)):
            self._against.setdefault(saying, {})[key] = telling

    def remove(self, key: str, telling: StatementRow) -> None:
        """Take it out again."""
        for saying in filter(None, (telling.denies, telling.contradicts)):
            against = self._against.get(saying, {})
            against.pop(key, None)
            if not against:
                self._against.pop(saying, None)

    def against(self, saying: str) -> list[StatementRow]:
        """Tellings that deny or contradict the saying, in event time."""
        return sorted(self._against.get(saying, {}).values(), key=in_time)

    def denied_by(self, saying: str, without: str = "") -> str | None:
        """The saying in which the side denies this one; the statement `without` (ident) does not count."""
        found = (t.saying for t in self.against(saying) if t.denies == saying and ident_of(t) != without)
        return min(found, default=None)

"""Finds the alerts of a feed page, or one alert with everything behind it."""

from collections.abc import Iterable

from services.web.adapters.store import Page, Store
from services.web.domain.filters import Filter
from services.web.queries.evidence_view import shown
from services.web.queries.views import AlertView, Later
from shared.contracts import Alert

_SUBJECTS = {
    "statement": ("saying", "stance", "occurrence"),
    "stance": ("stance", "saying", "occurrence"),
    "milestone": ("occurrence", "stance", "saying"),
}


def superseded(store: Store, alerts: Iterable[Alert]) -> dict[str, Later]:
    """Those that a later alert replaced, by id, with the latest that did."""
    ids = [alert.id for alert in alerts]
    found = store.latest_of_each("alert", [f"supersedes:{id}" for id in ids])
    return {id: Later(by.id, by.type, by.time) for id, by in zip(ids, found, strict=True) if by is not None}


class AlertQueries:
    """Queries on alerts; None for an unknown id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def feed(self, wanted: Filter, after: str = "", limit: int = 50) -> Page:
        """Alerts that pass the filter, latest first."""
        return self._store.page("alert", wanted.lists(), after=after, limit=limit, wanted=wanted.matches)

    def superseded(self, alerts: Iterable[Alert]) -> dict[str, Later]:
        """Of these the ones that no longer hold as they were, by id."""
        return superseded(self._store, alerts)

    def alert(self, id: str) -> AlertView | None:
        """An alert and everything behind it."""
        alert: Alert | None = self._store.get("alert", id)
        if alert is None:
            return None
        data = alert.data
        subject = next(
            (s for k in _SUBJECTS[data.labels.kind] if (s := self._store.get(k, alert.subject))), None
        )
        others = [a for a in self._store.latest("alert", f"subject:{alert.subject}", 30) if a.id != id]
        return AlertView(
            alert=alert,
            evidence=shown(self._store, data.evidence),
            supersedes=self._store.get("alert", data.supersedes) if data.supersedes else None,
            superseded_by=tuple(self._store.latest("alert", f"supersedes:{id}", 20)),
            others=tuple(others),
            deliveries=tuple(self._store.latest("delivery", f"alert:{id}", 50)),
            subject=subject,
            superseded=superseded(self._store, others),
        )

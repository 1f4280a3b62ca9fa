"""Finds a saying with all its tellings, or one statement in its article."""

from services.web.adapters.store import Store
from services.web.domain.evidence import words_of_saying
from services.web.queries.alerts import superseded
from services.web.queries.evidence_view import shown
from services.web.queries.views import SayingView, StatementView
from shared.contracts import Evidence, Saying, TrackedStatement


class SayingQueries:
    """Queries on sayings and statements; None for an unknown id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def saying(self, id: str) -> SayingView | None:
        """A saying; one that was merged away is unknown under its old id."""
        saying: Saying | None = self._store.get("saying", id)
        if saying is None:
            return None
        tellings = [t for t in self._store.many("statement", saying.statements) if t is not None]
        evidence = [words_of_saying(t, id) for t in tellings if not t.withdrawn]
        alerts = self._store.latest("alert", f"subject:{id}", 30)
        return SayingView(
            saying=saying,
            tellings=tuple(tellings),
            evidence=shown(self._store, evidence or saying.evidence),
            contradicts=self._store.get("saying", saying.contradicts) if saying.contradicts else None,
            denied_by=self._store.get("saying", saying.denied_by) if saying.denied_by else None,
            alerts=tuple(alerts),
            superseded=superseded(self._store, alerts),
        )

    def statement(self, id: str) -> StatementView | None:
        """A statement in its article."""
        tracked: TrackedStatement | None = self._store.get("statement", id)
        if tracked is None:
            return None
        s = tracked.statement
        (view,) = shown(self._store, [Evidence(article=s.article, spans=s.spans, words=s.words)])
        return StatementView(tracked, view, self._store.get("saying", tracked.saying))

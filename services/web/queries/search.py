"""Finds the alerts, sayings, negotiations, actors and sides that match all words of a search."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.web.adapters.store import Store
from services.web.domain.filing import joined
from services.web.queries.alerts import superseded
from services.web.queries.negotiations import NegotiationQueries
from shared.catalog import Catalog
from shared.catalog import Negotiation as Watched
from shared.contracts import ids


class SearchQueries:
    """Searches the words messages are filed under, and the names of the catalog."""

    def __init__(self, store: Store, catalog: Catalog, negotiations: NegotiationQueries) -> None:
        self._store = store
        self._catalog = catalog
        self._negotiations = negotiations

    def search(self, text: str, limit: int = 20) -> dict[str, Any]:
        """By kind, at most `limit` of each."""
        found: dict[str, Any] = self._store.search(text, ("alert", "saying"), limit)
        found["superseded"] = superseded(self._store, found["alert"])
        wanted = _words([text])
        watched = {n.id: n for n in self._catalog.negotiations}
        found["negotiations"] = [
            n
            for n in self._negotiations.all()
            if _holds(wanted, [n.name, n.id, *n.parties, *_wording(watched.get(n.id))])
        ][:limit]
        found["actors"] = [a for a in self._catalog.actors if _holds(wanted, [a.name, *a.aliases])][:limit]
        known = {a.name for a in found["actors"]}
        found["sides"] = [s for s in self._store.sides() if s not in known and _holds(wanted, [s])][:limit]
        return found


def _wording(watched: Watched | None) -> tuple[str, ...]:
    return (*watched.words, *watched.names) if watched else ()


def _holds(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    """Whether the texts hold every wanted word; the last may be a beginning."""
    words = set(_words(texts))
    return bool(wanted) and words.issuperset(wanted[:-1]) and any(w.startswith(wanted[-1]) for w in words)


def _words(texts: Iterable[str]) -> list[str]:
    return ids.normalise(joined(text) for text in texts).split()

"""Resolves names in a query, so that sides and negotiations are found by any of their names; refuses names of
nobody."""

from collections.abc import Callable, Mapping

import msgspec

from services.web.adapters.cache_writing import KEPT_SIDES
from services.web.adapters.store import Store
from services.web.domain import filters
from services.web.domain.filters import BadQuery, Filter
from services.web.queries.negotiations import NegotiationQueries
from shared.catalog import Catalog


class NameQueries:
    """Queries on names; `whole` says whether everything known has been read: no name is refused as unknown before."""

    def __init__(
        self, store: Store, catalog: Catalog, negotiations: NegotiationQueries, whole: Callable[[], bool]
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._issues = {each.id: each.name for each in catalog.issues}
        self._negotiations = negotiations
        self._whole = whole

    def issue(self, id: str) -> str:
        """The name of an issue; its id in words where the catalog has none."""
        return self._issues.get(id, id.replace("_", " "))

    def wanted(self, query: Mapping[str, str], *others: str) -> Filter:
        """The filter; `others` are further parameters the query may have. Raises BadQuery."""
        asked = filters.parse(query, *others)
        return msgspec.structs.replace(
            asked, side=self._side(asked.side), negotiation=self._negotiation(asked.negotiation)
        )

    def _side(self, name: str) -> str:
        if not name or self._store.count("alert", f"side:{name}"):
            return name
        if actor := self._catalog.actor(name):
            return actor.side
        folded = name.casefold()
        meant = (side for side in self._store.sides(KEPT_SIDES) if side.casefold() == folded)
        return next(meant, None) or self._unknown(name, "side", "/sides")

    def _negotiation(self, name: str) -> str:
        """The id of a negotiation; an unwatched one's id is made of its parties, also before it is known."""
        if not name or "|" in name or self._store.count("alert", f"negotiation:{name}"):
            return name
        folded = name.casefold()
        meant = (n.id for n in self._negotiations.all() if folded in (n.id.casefold(), n.name.casefold()))
        return next(meant, None) or self._unknown(name, "negotiation", "/negotiations")

    def _unknown(self, name: str, what: str, listed: str) -> str:
        if self._whole():
            raise BadQuery(f"there is no {what} {name[:60]!r}; {listed} has those that are known")
        return name

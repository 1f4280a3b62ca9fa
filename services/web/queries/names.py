"""A query string in, the filter it means out: sides and negotiations by any of their names, those of nobody refused."""

from collections.abc import Callable, Mapping

import msgspec

from services.web.adapters.filing import KEPT_SIDES
from services.web.adapters.store import Store
from services.web.domain import filters
from services.web.domain.filters import BadQuery, Filter
from services.web.queries.negotiations import NegotiationQueries
from shared.catalog import Catalog


class NameQueries:
    """`whole` says whether all that is known has been read: before that, no name is called unknown."""

    def __init__(
        self, store: Store, catalog: Catalog, negotiations: NegotiationQueries, whole: Callable[[], bool]
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._negotiations = negotiations
        self._whole = whole

    def wanted(self, query: Mapping[str, str], *others: str) -> Filter:
        """The filter; `others` are parameters that the query may have besides; raises BadQuery."""
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
        """One that is not watched has its parties for an id, also before it is known."""
        if not name or "|" in name or self._store.count("alert", f"negotiation:{name}"):
            return name
        folded = name.casefold()
        meant = (n.id for n in self._negotiations.all() if folded in (n.id.casefold(), n.name.casefold()))
        return next(meant, None) or self._unknown(name, "negotiation", "/negotiations")

    def _unknown(self, name: str, what: str, listed: str) -> str:
        if self._whole():
            raise BadQuery(f"there is no {what} {name[:60]!r}; {listed} has those that are known")
        return name

"""Finds what a side said and where it stands."""

from services.web.adapters.store import Store
from services.web.queries.alerts import superseded
from services.web.queries.views import SideView
from shared.catalog import Actor, Catalog


class SideQueries:
    """Queries on sides; None for an unknown side."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self._store = store
        self._catalog = catalog
        self._people: dict[str, list[Actor]] = {}
        for actor in catalog.actors:
            if actor.kind == "person":
                self._people.setdefault(actor.side, []).append(actor)

    def side(self, name: str, after: str = "", limit: int = 50) -> SideView | None:
        """A side, found by any of its names."""
        actor = self._catalog.actor(name)
        side = name if self._store.count("saying", f"side:{name}") else actor.side if actor else name
        on_list = f"side:{side}"
        alerts = self._store.latest("alert", on_list, 10)
        found = SideView(
            name=side,
            actor=self._catalog.actor(side),
            people=tuple(sorted(self._people.get(side, ()), key=lambda p: (_rank(p), p.name))),
            sayings=self._store.page("saying", [[on_list]], after=after, limit=limit),
            stances=tuple(
                sorted(
                    (row for row in self._store.latest("stance", on_list, 200) if row.history),
                    key=lambda row: (row.negotiation, row.question),
                )
            ),
            alerts=tuple(alerts),
            superseded=superseded(self._store, alerts),
        )
        known = found.actor or found.sayings.items or found.stances or found.alerts
        return found if known else None


def _rank(person: Actor) -> int:
    return min((role.rank for role in person.roles if role.until is None), default=9)

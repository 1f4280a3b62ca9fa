"""Finds where negotiations stand: phase, recent changes, and who stands where."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.web.adapters.cache_writing import KEPT
from services.web.adapters.store import Page, Store, UnknownCursor
from services.web.domain.history import Change, changes, table
from services.web.domain.known_then import alerts_known, rows_known, sayings_known, steps_known
from services.web.queries.alerts import superseded
from services.web.queries.views import NegotiationSummary, NegotiationView
from shared.catalog import Catalog
from shared.contracts import LedgerRow, NegotiationState, Occurrence

SINCE = timedelta(days=7)
CHANGED = 1000
"""At most so many sayings, so many steps and so many positions are read for what changed since a day."""
STEPS = 300
"""At most so many steps stand on a timeline."""


class NegotiationQueries:
    """Queries on negotiations, of the catalog and of the news; None for an unknown id."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self._store = store
        self._watched = {n.id: n for n in catalog.negotiations}

    def name(self, id: str) -> str:
        """Its name in the catalog; for an unwatched one its parties, which make up its id."""
        found = self._watched.get(id)
        return found.name if found else id.replace("|", " – ")

    def all(self) -> list[NegotiationSummary]:
        """All negotiations, of the catalog and of the news, the most recently active first."""
        states = {s.id: s for s in self._store.latest("negotiation", limit=KEPT["negotiation"])}
        known = list({**self._watched, **states})
        alerts = self._store.counts("alert", [f"negotiation:{id}" for id in known])
        found = [self._summary(id, states.get(id), many) for id, many in zip(known, alerts, strict=True)]
        found.sort(key=lambda n: n.name)
        return sorted(
            found,
            key=lambda n: (n.watched, n.state.last_at.timestamp() if n.state else 0.0, n.alerts),
            reverse=True,
        )

    def page(self, limit: int, after: str = "") -> Page:
        """Some of all, those after the id `after`; raises UnknownCursor."""
        found = self.all()
        start = next((n + 1 for n, each in enumerate(found) if each.id == after), None) if after else 0
        if start is None:
            raise UnknownCursor(after)
        some = tuple(found[start : start + limit])
        return Page(some, some[-1].id if start + limit < len(found) else None)

    def negotiation(
        self, id: str, since: datetime | None = None, as_of: datetime | None = None
    ) -> NegotiationView | None:
        """A negotiation; `since` is where changes start (default: a week before the last news). `as_of`: as known then,
        except the phase, of which only the current one is kept."""
        watched, state = self._watched.get(id), self._store.get("negotiation", id)
        on_list = f"negotiation:{id}"
        if watched is None and state is None and not self._store.count("alert", on_list):
            return None
        alerts = self._store.latest("alert", on_list, 20, as_of)
        rows = self._store.latest("stance", on_list, 500)
        # What was a step long ago may have had another since: the latest are not those of then.
        read = CHANGED if as_of else STEPS
        occurrences = [o for o in self._store.latest("occurrence", on_list, read) if not o.retracted]
        sayings = self._store.latest("saying", on_list, 100, as_of)
        if as_of:
            state = None
            alerts, sayings = alerts_known(alerts, as_of), sayings_known(sayings, as_of)
            rows, occurrences = rows_known(rows, as_of), steps_known(occurrences, as_of)
        last = max(
            [r.known_from for r in rows]
            + [o.last_at for o in occurrences]
            + [s.first_said_at for s in sayings]
            + ([state.last_at] if state else []),
            default=None,
        )
        since = since or (last - SINCE if last else None)
        why = [o for o in self._store.many("occurrence", state.why if state else ()) if o is not None]
        changed, unread = self._changed(on_list, since, as_of, rows, occurrences, why) if since else ((), 0)
        earlier = max(0, self._store.count("occurrence", on_list) - read) + len(occurrences[STEPS:])
        return NegotiationView(
            listed=self._summary(id, state, self._store.count("alert", on_list)),
            mediators=watched.mediators if watched else (),
            since=since,
            as_of=as_of,
            why=tuple(why),
            occurrences=tuple(occurrences[:STEPS]),
            stances=table(rows, [(q.id, q.text) for q in watched.questions] if watched else []),
            earlier_steps=earlier,
            told=tuple(sorted(self._told(occurrences[:STEPS], why, as_of))),
            changes=changed,
            earlier_changes=unread,
            sayings=tuple(s for s in sayings if not s.retracted)[:20],
            alerts=tuple(alerts),
            superseded=superseded(self._store, alerts),
        )

    def _changed(
        self,
        on_list: str,
        since: datetime,
        as_of: datetime | None,
        rows: Sequence[LedgerRow],
        occurrences: Sequence[Occurrence],
        why: Sequence[Occurrence],
    ) -> tuple[tuple[Change, ...], int]:
        """What changed since, and how many changed rows, steps and sayings are left out. Rows are listed by when their
        last position became known; of the latest, those with any position that became known since."""
        more_rows, rows_left = self._store.since("stance", on_list, since, CHANGED)
        more_steps, steps_left = self._store.since("occurrence", on_list, since, CHANGED)
        sayings, sayings_left = self._store.since("saying", on_list, since, CHANGED, as_of)
        if as_of:
            more_rows, more_steps = rows_known(more_rows, as_of), steps_known(more_steps, as_of)
            sayings = sayings_known(sayings, as_of)
        all_rows = {row.id: row for row in (*rows, *more_rows)}
        steps = {o.id: o for o in (*occurrences, *more_steps) if not o.retracted}
        told = self._told(tuple(steps.values()), why, as_of)
        found = changes(all_rows.values(), steps.values(), sayings, since, told)
        return found, rows_left + steps_left + sayings_left

    def _told(
        self, steps: Sequence[Occurrence], why: Sequence[Occurrence], as_of: datetime | None
    ) -> set[str]:
        """The ids of steps of which an alert told by then, or that make the phase."""
        alerts = self._store.first_of_each("alert", [f"subject:{step.id}" for step in steps])
        told = {alert.subject for alert in alerts if alert and (as_of is None or alert.time <= as_of)}
        return told | {step.id for step in why}

    def _summary(self, id: str, state: NegotiationState | None, alerts: int) -> NegotiationSummary:
        watched = self._watched.get(id)
        return NegotiationSummary(
            id=id,
            name=state.name if state and not watched else self.name(id),
            parties=watched.parties if watched else state.parties if state else (),
            state=state,
            alerts=alerts,
            watched=watched is not None,
        )

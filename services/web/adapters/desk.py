"""Ids in, everything a page or an API answer shows about them out: gathers from the store and the catalog."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.web.adapters.dossiers import (
    AlertDossier,
    ArticleDossier,
    Listed,
    NegotiationDossier,
    SayingDossier,
    Shown,
    SideDossier,
    StatementDossier,
)
from services.web.adapters.store import Page, Store
from services.web.domain.evidence import Mark, cut, excerpt, standing, stands, telling
from services.web.domain.filters import Filter
from services.web.domain.history import Change, changes, table
from shared.catalog import Actor, Catalog
from shared.catalog import Negotiation as Watched
from shared.contracts import (
    Alert,
    Article,
    ArticleWithdrawn,
    Evidence,
    LedgerRow,
    NegotiationState,
    Occurrence,
    Saying,
    TrackedStatement,
    ids,
)
from shared.runtime import metrics

SINCE = timedelta(days=7)
CHANGED = 1000
"""At most so many sayings, so many steps and so many positions are read for what changed since a day."""
STEPS = 300
"""At most so many steps stand on a timeline."""


class Desk:
    """Answers for pages and API; None where nothing is known by that id."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self.store = store
        self.catalog = catalog
        self._watched = {n.id: n for n in catalog.negotiations}
        self._people: dict[str, list[Actor]] = {}
        for actor in catalog.actors:
            if actor.kind == "person":
                self._people.setdefault(actor.side, []).append(actor)

    def feed(self, wanted: Filter, after: str = "", limit: int = 50) -> Page:
        """Alerts that pass the filter, latest first."""
        return self.store.page("alert", wanted.facet(), after=after, limit=limit, wanted=wanted.matches)

    def negotiation_name(self, id: str) -> str:
        """Its name in the catalog; of one that is not watched its parties, of which its id is made."""
        found = self._watched.get(id)
        return found.name if found else id.replace("|", " – ")

    def alert(self, id: str) -> AlertDossier | None:
        """An alert and what lies behind it."""
        alert: Alert | None = self.store.get("alert", id)
        if alert is None:
            return None
        data = alert.data
        subject = next(
            (s for k in _SUBJECTS[data.labels.kind] if (s := self.store.get(k, alert.subject))), None
        )
        on_subject = self.store.latest("alert", f"subject:{alert.subject}", 30)
        return AlertDossier(
            alert=alert,
            evidence=self._show(data.evidence),
            supersedes=self.store.get("alert", data.supersedes) if data.supersedes else None,
            superseded_by=tuple(self.store.latest("alert", f"supersedes:{id}", 20)),
            others=tuple(a for a in on_subject if a.id != id),
            deliveries=tuple(self.store.latest("delivery", f"alert:{id}", 50)),
            subject=subject,
        )

    def negotiations(self) -> list[Listed]:
        """Those of the catalog and those that the news made, the latest heard of first."""
        states = {s.id: s for s in self.store.latest("negotiation", limit=500)}
        known = [self._listed(id, states.get(id)) for id in {**self._watched, **states}]
        known.sort(key=lambda n: n.name)
        return sorted(
            known,
            key=lambda n: (n.watched, n.state.last_at.timestamp() if n.state else 0.0, n.alerts),
            reverse=True,
        )

    def negotiation(
        self, id: str, since: datetime | None = None, as_of: datetime | None = None
    ) -> NegotiationDossier | None:
        """A negotiation; `since` is when changes start (default: a week before it was last heard of)."""
        watched, state = self._watched.get(id), self.store.get("negotiation", id)
        on_list = f"negotiation:{id}"
        alerts = self.store.latest("alert", on_list, 20)
        if watched is None and state is None and not alerts:
            return None
        rows = self.store.latest("stance", on_list, 500)
        occurrences = [o for o in self.store.latest("occurrence", on_list, STEPS) if not o.retracted]
        sayings = self.store.latest("saying", on_list, 100)
        last = max(
            [r.known_from for r in rows]
            + [o.last_at for o in occurrences]
            + [s.first_said_at for s in sayings]
            + ([state.last_at] if state else []),
            default=None,
        )
        since = since or (last - SINCE if last else None)
        changed, unread = self._changed(on_list, since, rows, occurrences) if since else ((), 0)
        why = [o for o in self.store.many("occurrence", state.why if state else ()) if o is not None]
        return NegotiationDossier(
            listed=self._listed(id, state),
            mediators=watched.mediators if watched else (),
            since=since,
            as_of=as_of,
            why=tuple(why),
            occurrences=tuple(occurrences),
            stances=table(rows, [(q.id, q.text) for q in watched.questions] if watched else [], as_of),
            earlier_steps=max(0, self.store.count("occurrence", on_list) - STEPS),
            changes=changed,
            earlier_changes=unread,
            sayings=tuple(s for s in sayings if not s.retracted)[:20],
            alerts=tuple(alerts),
        )

    def _changed(
        self, on_list: str, since: datetime, rows: Sequence[LedgerRow], occurrences: Sequence[Occurrence]
    ) -> tuple[tuple[Change, ...], int]:
        """What changed since, and of how many rows, steps and sayings that did it is not told. Rows stand by when their
        last position became known; among the latest are those of which an earlier one became known since."""
        more_rows, rows_left = self.store.since("stance", on_list, since, CHANGED)
        more_steps, steps_left = self.store.since("occurrence", on_list, since, CHANGED)
        sayings, sayings_left = self.store.since("saying", on_list, since, CHANGED)
        all_rows = {row.id: row for row in (*rows, *more_rows)}
        steps = {o.id: o for o in (*occurrences, *more_steps) if not o.retracted}
        found = changes(all_rows.values(), steps.values(), sayings, since)
        return found, rows_left + steps_left + sayings_left

    def side(self, name: str, after: str = "", limit: int = 50) -> SideDossier | None:
        """A side, found by any of its names."""
        actor = self.catalog.actor(name)
        side = name if self.store.count("saying", f"side:{name}") else actor.side if actor else name
        on_list = f"side:{side}"
        found = SideDossier(
            name=side,
            actor=self.catalog.actor(side),
            people=tuple(sorted(self._people.get(side, ()), key=lambda p: (_rank(p), p.name))),
            sayings=self.store.page("saying", on_list, after=after, limit=limit),
            stances=tuple(
                sorted(
                    (row for row in self.store.latest("stance", on_list, 200) if row.history),
                    key=lambda row: (row.negotiation, row.question),
                )
            ),
            alerts=tuple(self.store.latest("alert", on_list, 10)),
        )
        known = found.actor or found.sayings.items or found.stances or found.alerts
        return found if known else None

    def saying(self, id: str) -> SayingDossier | None:
        """A saying; of one that was merged away nothing is known under its old id."""
        saying: Saying | None = self.store.get("saying", id)
        if saying is None:
            return None
        tellings = [t for t in self.store.many("statement", saying.statements) if t is not None]
        evidence = [telling(t, id) for t in tellings if not t.withdrawn]
        return SayingDossier(
            saying=saying,
            tellings=tuple(tellings),
            evidence=self._show(evidence or saying.evidence),
            contradicts=self.store.get("saying", saying.contradicts) if saying.contradicts else None,
            denied_by=self.store.get("saying", saying.denied_by) if saying.denied_by else None,
            alerts=tuple(self.store.latest("alert", f"subject:{id}", 30)),
        )

    def statement(self, id: str) -> StatementDossier | None:
        """A statement in its article."""
        tracked: TrackedStatement | None = self.store.get("statement", id)
        if tracked is None:
            return None
        s = tracked.statement
        (shown,) = self._show([Evidence(article=s.article, spans=s.spans, words=s.words)])
        return StatementDossier(tracked, shown, self.store.get("saying", tracked.saying))

    def article(self, id: str) -> ArticleDossier | None:
        """An article with its statements and milestones marked where their words stand."""
        article: Article | None = self.store.get("article", id)
        if article is None:
            return None
        on_list = f"article:{id}"
        tracked = [t for t in self.store.latest("statement", on_list, 300) if not t.withdrawn]
        tracked.sort(key=lambda t: t.statement.spans[:1])
        occurrences = self.store.latest("occurrence", on_list, 100)
        marks: list[Mark] = []
        lost = 0
        for of, kind, evidence in _evidence_in(id, tracked, occurrences):
            if stands(article.text, evidence.spans, evidence.words):
                marks += [Mark(a, b, of, kind) for a, b in evidence.spans]
            elif evidence.article.revision == article.revision:
                lost += 1
        if lost:
            metrics.evidence_mismatches.inc(lost)
        withdrawn: ArticleWithdrawn | None = self.store.get("withdrawal", id)
        return ArticleDossier(
            article=article,
            withdrawn=withdrawn if withdrawn and withdrawn.revision >= article.revision else None,
            pieces=cut(article.text, marks),
            statements=tuple(tracked),
            occurrences=tuple(occurrences),
            lost=lost,
        )

    def search(self, text: str, limit: int = 20) -> dict[str, Any]:
        """Alerts, sayings, negotiations and actors that hold all the words."""
        found: dict[str, Any] = self.store.search(text, ("alert", "saying"), limit)
        wanted = ids.normalise([text]).split()
        found["negotiations"] = [
            n
            for n in self.negotiations()
            if _all_begin(wanted, [n.name, n.id, *n.parties, *_wording(self._watched.get(n.id))])
        ][:limit]
        found["actors"] = [a for a in self.catalog.actors if _all_begin(wanted, [a.name, *a.aliases])][:limit]
        known = {a.name for a in found["actors"]}
        found["sides"] = [s for s in self.store.sides() if s not in known and _all_begin(wanted, [s])][:limit]
        return found

    def _listed(self, id: str, state: NegotiationState | None) -> Listed:
        watched = self._watched.get(id)
        return Listed(
            id=id,
            name=state.name if state and not watched else self.negotiation_name(id),
            parties=watched.parties if watched else state.parties if state else (),
            state=state,
            alerts=self.store.count("alert", f"negotiation:{id}"),
            watched=watched is not None,
        )

    def _show(self, evidence: Sequence[Evidence]) -> tuple[Shown, ...]:
        wanted = [e.article.id for e in evidence]
        articles = self.store.many("article", wanted)
        withdrawals = self.store.many("withdrawal", wanted)
        shown = []
        for each, article, gone in zip(evidence, articles, withdrawals, strict=True):
            how = standing(article, each)
            if how == "mismatch":
                metrics.evidence_mismatches.inc()
            pieces = excerpt(article.text, each.spans) if how == "found" else ()
            shown.append(Shown(each, how, pieces, bool(gone and gone.revision >= each.article.revision)))
        return tuple(shown)


_SUBJECTS = {
    "statement": ("saying", "stance", "occurrence"),
    "stance": ("stance", "saying", "occurrence"),
    "milestone": ("occurrence", "stance", "saying"),
}


def _evidence_in(
    id: str, tracked: Iterable[TrackedStatement], occurrences: Iterable[Occurrence]
) -> Iterable[tuple[str, str, Evidence]]:
    for t in tracked:
        s = t.statement
        yield s.id, "statement", Evidence(article=s.article, spans=s.spans, words=s.words)
    for o in occurrences:
        for e in o.evidence:
            if e.article.id == id:
                yield o.id, "milestone", e


def _rank(person: Actor) -> int:
    return min((role.rank for role in person.roles if role.until is None), default=9)


def _wording(watched: Watched | None) -> tuple[str, ...]:
    return (*watched.words, *watched.names) if watched else ()


def _all_begin(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    """Whether every wanted word is the beginning of a word of one of the texts."""
    words = ids.normalise(texts).split()
    return bool(wanted) and all(any(word.startswith(w) for word in words) for w in wanted)

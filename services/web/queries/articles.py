"""Finds an article with everything read out of it, marked in its text."""

from collections.abc import Iterable

from services.web.adapters.store import Store
from services.web.domain.evidence import Mark, cut, stands
from services.web.queries.views import ArticleView
from shared.contracts import Article, ArticleWithdrawn, Evidence, Occurrence, TrackedStatement
from shared.runtime import metrics


class ArticleQueries:
    """Queries on articles; None for an unknown id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def article(self, id: str) -> ArticleView | None:
        """An article with its statements and milestones marked where their words stand."""
        article: Article | None = self._store.get("article", id)
        if article is None:
            return None
        on_list = f"article:{id}"
        tracked = [t for t in self._store.latest("statement", on_list, 300) if not t.withdrawn]
        tracked.sort(key=lambda t: t.statement.spans[:1])
        occurrences = self._store.latest("occurrence", on_list, 100)
        marks: list[Mark] = []
        lost = 0
        for of, kind, evidence in _evidence_in(id, tracked, occurrences):
            if stands(article.text, evidence.spans, evidence.words):
                marks += [Mark(a, b, of, kind) for a, b in evidence.spans]
            elif evidence.article.revision == article.revision:
                lost += 1
        if lost:
            metrics.evidence_mismatches.inc(lost)
        withdrawn: ArticleWithdrawn | None = self._store.get("withdrawal", id)
        return ArticleView(
            article=article,
            withdrawn=withdrawn if withdrawn and withdrawn.revision >= article.revision else None,
            pieces=cut(article.text, marks),
            statements=tuple(tracked),
            occurrences=tuple(occurrences),
            lost=lost,
        )


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

"""Shows each piece of evidence in its surroundings in the current article."""

from collections.abc import Sequence

from services.web.adapters.store import Store
from services.web.domain.evidence import excerpt, standing
from services.web.queries.views import EvidenceView
from shared.contracts import Evidence
from shared.runtime import metrics


def shown(store: Store, evidence: Sequence[Evidence]) -> tuple[EvidenceView, ...]:
    """The evidence in the given order; missing words that should be there are counted as a defect."""
    wanted = [e.article.id for e in evidence]
    articles = store.many("article", wanted)
    withdrawals = store.many("withdrawal", wanted)
    views = []
    for each, article, gone in zip(evidence, articles, withdrawals, strict=True):
        how = standing(article, each)
        if how == "mismatch":
            metrics.evidence_mismatches.inc()
        pieces = excerpt(article.text, each.spans) if how == "found" else ()
        views.append(EvidenceView(each, how, pieces, bool(gone and gone.revision >= each.article.revision)))
    return tuple(views)

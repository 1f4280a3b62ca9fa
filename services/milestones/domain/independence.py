"""Reports of one thing come in; who tells it in text of their own, and how likely that is right, goes out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from shared.contracts.milestones import MilestoneReport

SAME_TEXT: Final = 0.75
"""Share of equal MinHash values from which an article counts as a copy."""


def independent(reports: Iterable[MilestoneReport]) -> tuple[str, ...]:
    """Publisher families that tell it in text of their own: a text that credits a wire counts for the
    wire, a near-identical text for the one that had it first."""
    kept: dict[str, list[tuple[int, ...]]] = {}
    for report in sorted(reports, key=lambda r: (r.evidence.article.published_at, r.id)):
        article = report.evidence.article
        prints = [p for prints in kept.values() for p in prints]
        origin = origin_of(report)
        if origin not in kept and any(alike(article.fingerprint, p) for p in prints):
            continue
        kept.setdefault(origin, []).append(article.fingerprint)
    return tuple(sorted(kept))


def origin_of(report: MilestoneReport) -> str:
    """Whose telling it is: the wire's that the text credits, else the publisher's."""
    article = report.evidence.article
    return article.credits[0] if article.credits else article.publisher


def likelihood(reports: Sequence[MilestoneReport]) -> float:
    """How likely one of their independent publishers at least is right, each taken at its surest."""
    best: dict[str, float] = {}
    for report in reports:
        best[origin_of(report)] = max(best.get(origin_of(report), 0.0), report.confidence)
    return 1 - math.prod(1 - best[origin] for origin in independent(reports))


def alike(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two MinHash signatures are of nearly the same text."""
    if not a or len(a) != len(b):
        return False
    return sum(x == y for x, y in zip(a, b, strict=True)) >= SAME_TEXT * len(a)

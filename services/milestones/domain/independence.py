"""Groups reports by independent publisher and estimates how likely they are right. Copies and wire texts count once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from shared.contracts.milestones import MilestoneReport
from shared.processing.independence import SAME_TEXT, origins, similarity

SENTENCE: Final = 12
"""Different words from which a sentence is long enough to be known again."""
SAME_SENTENCE: Final = 0.8
"""Share of all their words that two sentences have in common if one is copied."""
_WORD: Final = re.compile(r"\w+")


def independent(reports: Iterable[MilestoneReport]) -> tuple[str, ...]:
    """Publisher families that report it in their own words: a text credited to a wire counts for the wire, and a near
    copy or an identical sentence counts for the publisher that had it first."""
    kept: dict[str, list[MilestoneReport]] = {}
    for report in sorted(reports, key=lambda r: (r.evidence.article.published_at, r.id)):
        origin = origin_of(report)
        if origin not in kept and any(_copied(report, each) for had in kept.values() for each in had):
            continue
        kept.setdefault(origin, []).append(report)
    return tuple(sorted(kept))


def _copied(report: MilestoneReport, other: MilestoneReport) -> bool:
    """Whether one article copies the text of the other, or its sentence."""
    texts = report.evidence.article.fingerprint, other.evidence.article.fingerprint
    if similarity(*texts) >= SAME_TEXT:
        return True
    one, two = _words(report.evidence.words), _words(other.evidence.words)
    fewer, more = sorted((len(one), len(two)))
    long = fewer >= max(SENTENCE, SAME_SENTENCE * more)
    return long and len(one & two) >= SAME_SENTENCE * len(one | two)


@lru_cache(maxsize=4096)
def _words(told: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_WORD.findall(" ".join(told).casefold()))


def origin_of(report: MilestoneReport) -> str:
    """Whose report it is: the publisher's, or that of the first wire it credits."""
    return origins(report.evidence.article)[0]


def likelihood(reports: Sequence[MilestoneReport]) -> float:
    """How likely it is, from 0 to 1, that at least one independent publisher is right, each counted at its surest."""
    best: dict[str, float] = {}
    for report in reports:
        best[origin_of(report)] = max(best.get(origin_of(report), 0.0), report.confidence)
    return 1 - math.prod(1 - best[origin] for origin in independent(reports))

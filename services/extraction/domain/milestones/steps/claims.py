"""Tells a step of which only one of those who took part says that it was taken.

The guide: who says that the other side has agreed, given way or met him claims it, until somebody else
tells it as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties.sides import ACTS
from services.extraction.domain.milestones.steps import grouping
from services.extraction.domain.milestones.steps.article import ReadArticle, sides_in, statement_over
from shared.contracts.common import MilestoneType

MUTUAL: Final[frozenset[MilestoneType]] = frozenset({"ceasefire_agreed_or_declared", "meeting_held"})
"""What takes two, so that the word of one alone is not enough. Of other agreements the learned status knows better:
who announces his own makes it known."""
GIVEN: Final[frozenset[MilestoneType]] = frozenset(
    {
        "concession_announced",
        "proposal_made",
        "proposal_rejected",
        "talks_suspended_or_collapsed",
        "prisoner_exchange_or_release",
    }
)
"""What one does: it is a claim where the other tells it."""
_LEFT: Final = 90
_CLAUSE: Final = re.compile(r"[;:,]\s")
_CIRCUMSTANCE: Final = re.compile(
    r"\b(?:during|after|before|following|(?:at|in)(?= (?:an?|the|his|her|its|their|\w+[’']s?)\b)) (?:[\w.’'-]+ ){0,4}?$"
)
"""Right before a deed that is only the occasion of what is told ("said during a meeting with the emir that ...")."""
_HIMSELF: Final = re.compile(r"\b(?:he|she|i|we|it|they|his|her|its|our|my)\b")


def only_claimed(article: ReadArticle, group: Sequence[grouping.Candidate], parties: Sequence[str]) -> bool:
    """Whether every sentence that reports the step lets one of its `parties` tell it, and the headline does not."""
    head = group[0]
    if head.type not in MUTUAL | GIVEN or head.titled:
        return False
    if head.type in MUTUAL and _an_occasion(article, head):
        return False
    told = [each for each in group if each is head or each.chance >= grouping.REPORTED_AGAIN]
    return all(_claims(article, each, parties) for each in told)


def _an_occasion(article: ReadArticle, step: grouping.Candidate) -> bool:
    deed = grouping.deed_of(article.small, step)
    start = max(step.seen.span[0], deed[0] - _LEFT)
    return _CIRCUMSTANCE.search(article.small, start, deed[0]) is not None


def _claims(article: ReadArticle, step: grouping.Candidate, parties: Sequence[str]) -> bool:
    deed = grouping.deed_of(article.small, step)
    teller = statement_over(article, deed)
    if teller is None or teller.side not in parties or len(parties) < 2:
        return False
    if article.text[max(0, teller.spans[0][0] - 1)] in '“"':
        # In his own words he agrees, or gives way, before all the world.
        return False
    if step.type in MUTUAL:
        return True
    start = max(teller.spans[0][0], step.seen.span[0], deed[0] - _LEFT)
    start = max([start, *(found.end() for found in _CLAUSE.finditer(article.small, start, deed[0]))])
    named = {side.name for side in sides_in(article, (start, deed[0])) if side.weight >= ACTS}
    return bool(named) and teller.side not in named and not _HIMSELF.search(article.small, start, deed[0])

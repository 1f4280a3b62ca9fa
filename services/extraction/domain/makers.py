"""A step and whom its words name come in; the party that makes it by telling it, where that is plain, goes out."""

from __future__ import annotations

from collections.abc import Iterable

from services.extraction.domain.milestones.model import ReadMilestone
from shared.catalog import Catalog, Mention


def maker(read: ReadMilestone, named: Iterable[Mention], catalog: Catalog) -> str | None:
    """The party whose statement tells the step, where the words name no other party before it: who is warned may tell
    of the threat, too."""
    parties = (catalog.canonical_party(each.actor.name) for each in named)
    first = next((party for party in parties if party in read.parties), read.teller)
    return first if first == read.teller and first in read.parties else None

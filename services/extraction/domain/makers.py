"""Finds the party that makes a step by announcing it, where that is plain."""

from __future__ import annotations

from collections.abc import Iterable

from services.extraction.domain.milestones.model import ReadMilestone
from shared.catalog import Catalog, Mention


def maker(read: ReadMilestone, named: Iterable[Mention], catalog: Catalog) -> str | None:
    """The party whose statement reports the step, if the words name no other party before it: somebody who is warned
    may report the threat, too. None where that is not plain."""
    parties = (catalog.canonical_party(each.actor.name) for each in named)
    first = next((party for party in parties if party in read.parties), read.teller)
    return first if first == read.teller and first in read.parties else None

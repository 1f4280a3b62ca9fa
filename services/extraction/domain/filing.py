"""Decides under which negotiations a step is filed.

Steps are merged, counted and alerted on within a negotiation, so all articles must file one and the same step alike: by
who takes part in it rather than by what else the sentence mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.steps.article import MEETINGS
from shared.catalog import Catalog


def filed(
    catalog: Catalog, step: ReadMilestone, text: str, on: date, about: Sequence[str], told_in: Sequence[str]
) -> tuple[str, ...]:
    """Ids of negotiations, at least one; the first is the one under which people are alerted to the step.

    That is a negotiation of the catalog where the step is between its parties, else the step's own: other articles on
    it have other words. What is said or done against one party of a negotiation on account of it ("sanctions over the
    war"), or by a mediator in it, is filed there besides; a meeting about it is not.
    """
    known = concerned(catalog, step, text, on, about, told_in)
    between = [n for n in known if _is_between(catalog, n, step.parties)]
    if between:
        # Who deals with whom in one negotiation may mediate in another, of which this is no step.
        return tuple(between)
    return ("|".join(sorted(step.parties)) or "unknown parties", *known)


def catalogued(catalog: Catalog, negotiations: Sequence[str]) -> str | None:
    """The first of these that the catalog has, if people are alerted to the step under another one; else None."""
    first = next((n for n in negotiations if catalog.negotiation(n)), None)
    return None if first == negotiations[0] else first


def concerned(
    catalog: Catalog, step: ReadMilestone, text: str, on: date, about: Sequence[str], told_in: Sequence[str]
) -> tuple[str, ...]:
    """Negotiations of the catalog that the step concerns.

    `text`: the words that report the step, and its place. `about`: the negotiations of the article, `told_in` those of
    the statement that reports the step. A negotiation in which all of the step's parties take part is meant before any
    other: tariffs between two who are party to one are not the matter of a third whose name the sentence mentions. What
    the name of the place alone says comes last: other articles on the step do not name it.
    """
    involved = (*step.parties, *step.mediators)
    named = catalog.stamp(involved, text, on, about)
    bare = text.replace(step.place, " ") if step.place else text
    plainly = catalog.stamp(involved, bare, on, about) if named and bare != text else named
    for some in (plainly, told_in, about, named):
        known = [n for n in some if _all_take_part(catalog, n, step.parties)]
        if known:
            return tuple(known)
    between = [n for n in catalog.stamp(step.parties, text, on) if _is_between(catalog, n, step.parties)]
    if between:
        return tuple(between)
    return tuple(named) if step.type not in MEETINGS else ()


def _all_take_part(catalog: Catalog, negotiation: str, parties: Sequence[str]) -> bool:
    """Whether all of these are party to it, or mediate in it."""
    entry = catalog.negotiation(negotiation)
    return entry is not None and bool(parties) and set(parties) <= {*entry.parties, *entry.mediators}


def _is_between(catalog: Catalog, negotiation: str, parties: Sequence[str]) -> bool:
    """Whether all of these are party to it, or two, and the others mediate; and it is one matter for all of them."""
    entry = catalog.negotiation(negotiation)
    if entry is None or entry.separate or not parties:
        return False
    outside = set(parties) - set(entry.parties)
    return not outside or (outside <= set(entry.mediators) and len(set(parties) - outside) > 1)

"""A step and what its article is about come in; the negotiations under which it is filed go out.

Steps are merged, counted and told of within a negotiation, so all articles must file one and the same step alike: by
who takes part in it rather than by what else the sentence mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.extraction.domain.milestones.article import MEETINGS
from services.extraction.domain.milestones.model import ReadMilestone
from shared.catalog import Catalog


def filed(
    catalog: Catalog, step: ReadMilestone, text: str, on: date, about: Sequence[str], told_in: Sequence[str]
) -> tuple[str, ...]:
    """Ids of negotiations, never none; the first is the one under which people are told of the step.

    `text`: the words that tell the step, and its place. `about`: the negotiations of the article, `told_in` those of
    the statement that tells the step. A negotiation in which all of the step's parties take part is meant before any
    other: tariffs between two who are party to one are not the matter of a third whose name the sentence mentions.
    Where there is none, the pair of parties is; what is said or done against one party of a negotiation on account of
    it ("sanctions over the war") belongs there whoever does it, but a meeting does not. What the name of the place
    alone says comes last: other articles on the step do not tell where it was.
    """
    involved = (*step.parties, *step.mediators)
    named = catalog.stamp(involved, text, on, about)
    bare = text.replace(step.place, " ") if step.place else text
    plainly = catalog.stamp(involved, bare, on, about) if named and bare != text else named
    for some in (plainly, told_in, about, named):
        known = [n for n in some if _all_take_part(catalog, n, step.parties)]
        if known:
            # Who deals with whom in one negotiation may mediate in another, of which this is no step.
            return tuple(n for n in known if _is_between(catalog, n, step.parties)) or tuple(known)
    between = [n for n in catalog.stamp(step.parties, text, on) if _is_between(catalog, n, step.parties)]
    if between:
        return tuple(between)
    if named and step.type not in MEETINGS:
        return named
    return ("|".join(sorted(step.parties)) or "unknown parties",)


def _all_take_part(catalog: Catalog, negotiation: str, parties: Sequence[str]) -> bool:
    """Whether all of these are party to it, or mediate in it."""
    entry = catalog.negotiation(negotiation)
    return entry is not None and bool(parties) and set(parties) <= {*entry.parties, *entry.mediators}


def _is_between(catalog: Catalog, negotiation: str, parties: Sequence[str]) -> bool:
    """Whether all of these are party to it."""
    entry = catalog.negotiation(negotiation)
    return entry is not None and bool(parties) and set(parties) <= set(entry.parties)

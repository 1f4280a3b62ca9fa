"""Casts a step by the grammar of its sentence alone, trying each construction in turn."""

from __future__ import annotations

from collections.abc import Sequence

from services.extraction.domain.milestones.parties import (
    beside,
    cast,
    dealings,
    encounters,
    gatherings,
    mediators,
    relief,
    urging,
    visits,
)
from services.extraction.domain.milestones.parties.sides import Side
from shared.catalog import Catalog
from shared.contracts.common import MilestoneType, Span


def plain(
    text: str,
    span: Span,
    deed: Span | None,
    type_: MilestoneType,
    here: Sequence[Side],
    named: Sequence[Side],
    meant: Sequence[str],
    teller: str | None,
    catalog: Catalog,
    main: Sequence[str],
    negotiations: Sequence[Sequence[str]] = (),
    *,
    meeting: bool,
) -> cast.Cast | None:
    """The cast of the step where grammar makes it plain, an empty one where it is plainly none; None where it is not
    plain.

    `deed` are the words that report the step, where they are known; `named` the sides of the sentence, `here` those of
    its part about the time of the deed; `meant` whom a pronoun means, `teller` whose statement it is, `main` whom the
    article is plainly about, `negotiations` the parties of those that go on between them.
    """
    told_by = [teller] if teller else []
    doing = meant[:1] or told_by
    subjects = meant or told_by
    if dealings.at_home(text, span, named, type_) or dealings.foreseen(text, span, named, type_, subjects):
        return cast.Cast(())
    if type_ == "access_or_monitors_allowed" and (both := relief.let_in(text, span, named)):
        return cast.of_meeting(text, both, here)
    others = beside.others(text, span, deed, here, doing, meeting=meeting)
    if others is not None:
        return cast.beside_others(text, others, here)
    if type_ in mediators.HOSTED and (
        dealt := mediators.between(text, span, named, doing)
        or mediators.offered(text, span, type_, named, doing, negotiations, main)
    ):
        return cast.of_meeting(text, dealt[0], here, dealt[1])
    if type_ in urging.TYPES and (both := urging.urged(text, span, named, doing, negotiations)):
        return cast.beside_others(text, both, here)
    if meeting and (both := encounters.met(text, span, deed or span, named, doing, main)):
        return cast.of_meeting(text, both, here)
    if pair := dealings.dealt(text, span, here, type_, subjects, main):
        return cast.of_meeting(text, pair, here)
    if type_ in dealings.SIGNED and (all_ := dealings.together(text, span, named)):
        return cast.of_meeting(text, all_, here)
    if not meeting:
        return None
    if body := gatherings.of_body(text, deed or span, here):
        return cast.of_meeting(text, body, here)
    if type_ != "call_held" and (club := gatherings.of_club(text, span, deed or span, named)):
        return cast.of_meeting(text, club, here)
    visit = visits.paid(text, span, deed, named, doing, catalog) if type_ != "call_held" else None
    return cast.of_meeting(text, visit, here) if visit is not None else None

"""Puts denials in place of the steps that their sentences seem to report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.steps.article import ReadArticle, cast_at, sides_in, statement_at
from services.extraction.domain.milestones.time import counted, dates
from services.extraction.domain.milestones.time.choosing import nearest
from services.extraction.domain.milestones.wording import denial_rules
from shared.contracts.common import Span

_SAID: Final = re.compile(r",? ?(?:late |early )?(?:on )?")
"""Between the words that deny and the day on which they do."""


class ReportedStep(msgspec.Struct, frozen=True):
    """A step, the index of the sentence that reports it best, and the words in it that name the deed."""

    at: int
    deed: Span
    step: ReadMilestone


def with_denials(article: ReadArticle, reported: Sequence[ReportedStep]) -> list[ReportedStep]:
    """The steps with those of plainly denying sentences replaced by what these deny."""
    out = list(reported)
    for at, span in enumerate(article.sentences):
        parts = denial_rules.covered(article.small, span)
        if not parts:
            continue
        before = (article.sentences[max(0, at - 2)][0], span[0]) if at else None
        found = denial_rules.find(article.small, span, before)
        out = [each for each in out if each.step.spans[0] != span or not _taken_back(each, parts, found)]
        out += [
            ReportedStep(at, denial.span, step)
            for denial in found
            if (step := _denied(article, at, denial)) is not None
        ]
    return out


def _taken_back(reported: ReportedStep, parts: Sequence[Span], found: Sequence[denial_rules.Denial]) -> bool:
    """Whether a step of the sentence is another reading of what is denied, or stands within it."""
    if reported.step.status == "denied":
        return bool(found)
    if len(reported.step.spans) > 1:
        # Other sentences tell it, too, and do not deny it.
        return False
    if any(reported.step.type in denial_rules.kin(each.type) for each in found):
        return True
    return any(start <= reported.deed[0] and reported.deed[1] <= end for start, end in parts)


def _denied(article: ReadArticle, at: int, denial: denial_rules.Denial) -> ReadMilestone | None:
    """The step that is denied, if the sentence says with whom; else None.

    "There was no deal" does not say, and those named near it need not be meant; a deed that stands far from the words
    of denial need not be what they deny.
    """
    span = article.sentences[at]
    who = cast_at(article, at, span, denial.type, pointing=denial.back)
    told_in = (article.sentences[at - 1][0], span[1]) if denial.back and at else span
    named = {side.name for side in sides_in(article, told_in)} & set(who.parties)
    if not named or not denial.near:
        return None
    inside = statement_at(article, span)
    speaker = article.statements[inside] if inside is not None else None
    when = _day(article, span, denial)
    return ReadMilestone(
        type=denial.type,
        status="denied",
        parties=who.parties,
        mediators=who.mediators,
        people=who.people,
        spans=(span,),
        date=when.iso if when else None,
        statement=inside,
        teller=speaker.side if speaker else None,
        rule=denial.rule,
        confidence=denial_rules.SURE if len(named) > 1 else denial_rules.UNSURE,
    )


def _day(article: ReadArticle, span: Span, denial: denial_rules.Denial) -> dates.DateMention | None:
    """The day of what is denied; where none is named, that of the denial, unless the deed was still to come."""
    behind = counted.find(article.text, (denial.span[1], span[1]), article.today)
    inside = [
        d
        for d in counted.find(article.text, denial.part, article.today)
        if not d.told and _SAID.fullmatch(article.text, denial.span[1], d.span[0]) is None
    ]
    found = inside if denial.ahead else inside or behind
    return nearest(found, span, denial.ahead, article.today)

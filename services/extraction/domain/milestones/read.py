"""Reads an article for the steps of negotiations that it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.extraction.domain.milestones.model import (
    ReadMilestone,
    StatementView,
)
from services.extraction.domain.milestones.parties import cast
from services.extraction.domain.milestones.scoring import columns, weights
from services.extraction.domain.milestones.steps import (
    applied_denials,
    candidates,
    claims,
    dating,
    grouping,
    partaking,
    status_rules,
    trust,
)
from services.extraction.domain.milestones.steps.article import (
    AGAINST,
    MEETINGS,
    ReadArticle,
    known,
    place_of,
    sides_in,
    statement_at,
)
from services.extraction.domain.milestones.steps.merging import (
    merged,
    told_once,
    without_called_off,
    without_doubles,
)
from services.extraction.domain.milestones.time import dates, deadlines
from services.extraction.domain.milestones.wording import denial_rules, modality, plainly, triggers
from shared.catalog import Catalog, Mention
from shared.contracts.common import ReportStatus, Span

PLACED: Final[frozenset[str]] = (MEETINGS - {"call_held"}) | {
    "agreement_signed",
    "ceasefire_agreed_or_declared",
}
"""Steps that are taken somewhere; a call is not."""
MOST_SPANS: Final = 3
_RELATIVE: Final = re.compile(r",? who\b")


def read_milestones(
    text: str,
    title: str,
    published_at: datetime,
    mentions: Sequence[Mention],
    statements: Sequence[StatementView],
    sentences: Sequence[Span],
    catalog: Catalog,
    title_mentions: Sequence[Mention] = (),
    learned: weights.Weights | None = None,
    tellings: columns.Floats | None = None,
) -> tuple[ReadMilestone, ...]:
    """The steps in the order of the text, one for each distinct occurrence. Linear in the length of the article.

    `published_at` is in the outlet's own time zone where that is known: days are counted there. `sentences` are
    offsets; `tellings` are the encoder's scores of each sentence, [sentences, `labels.SENTENCE_COLUMNS`], None where it
    was not asked. Without `learned` weights those that ship are used.

    Raises BadRules where a rule file of this package does not follow its form.
    """
    article = known(
        text, title, published_at.date(), mentions, statements, sentences, catalog, title_mentions, tellings
    )
    judged = [
        step if step.status == "denied" else trust.judged(article, step)
        for step in found(article, learned or weights.built_in())
    ]
    return told_once(trust.together(judged))


def found(article: ReadArticle, learned: weights.Weights) -> tuple[ReadMilestone, ...]:
    """The steps with the reading's own confidence in each, before `trust` judges them."""
    if len(article.background.weights) < 2:
        return ()
    return steps_of(article, candidates.find(article, learned), learned)


def steps_of(
    article: ReadArticle, seen: Sequence[grouping.Candidate], learned: weights.Weights
) -> tuple[ReadMilestone, ...]:
    """The steps that are likely enough and whose words allow them, in the order of the text."""
    seen = candidates.allowed(article, seen)
    out = []
    for group in map(_news_first, grouping.grouped(seen)):
        known_ = grouping.features(group, seen, len(article.sentences))
        chance = weights.chance(learned.step, known_)
        head = group[0]
        if head.plainly:
            chance = max(chance, plainly.LIKELY)
        if head.hit is None and head.type not in DENIABLE and head.seen.mood.has("denied"):
            continue
        if not any(status_rules.worded(article.small, each) for each in group):
            continue
        old = head.former or head.judged.old > 0.5 or (head.age or 0) > dating.OLD_DAYS
        if chance >= learned.threshold or (old and head.chance >= 0.3):
            sure = max(weights.chance(learned.sure, known_), plainly.LIKELY if head.plainly else 0.0)
            step = milestone(article, group, sure, chance < learned.threshold, learned.priors, seen)
            out.append(
                applied_denials.ReportedStep(head.seen.at, grouping.deed_of(article.small, head), step)
            )
    kept = sorted(applied_denials.with_denials(article, out), key=lambda told: told.at)
    return without_doubles(without_called_off(merged([told.step for told in kept])))


def _news_first(group: Sequence[grouping.Candidate]) -> Sequence[grouping.Candidate]:
    """Puts a sentence at the head of the article first if the surest one only recalls the step."""
    news = next(
        (
            c
            for c in group
            if not c.former and c.seen.at < dating.HEAD and c.chance >= grouping.REPORTED_AGAIN
        ),
        None,
    )
    return group if news is None or not group[0].former else [news, *(c for c in group if c is not news)]


def milestone(
    article: ReadArticle,
    group: Sequence[grouping.Candidate],
    sure: float,
    background: bool,
    priors: columns.Floats,
    found: Sequence[grouping.Candidate] = (),
) -> ReadMilestone:
    """The step that a group of candidates reports, of all that were `found`; `sure` is the chance that all of it is
    right."""
    head = group[0]
    # A sentence that names both sides knows better than one that names none.
    knows = head if head.cast.named else next((c for c in group if c.cast.named > 1), head)
    who = _who(article, knows)
    status = _status(article, head, priors)
    if status == "happened" and claims.only_claimed(article, group, who.parties):
        status = "claimed"
    when = dating.day_of(article, group, status, found)
    if when is not None and status in dating.PAST and status != "denied" and when.first > article.today:
        # Done on a day to come: the day is of something else, or it is not done yet. Either way little is sure.
        when, sure = None, sure / 2
    if status == "denied":
        # What is plainly denied takes its place (`applied_denials`); here it may be something else that is.
        sure = min(sure, denial_rules.UNSURE)
    if who.partial:
        # Of who took part there is one whom nobody knows.
        sure /= 2
    # The guide: what lies more than a week back is background, however newly it is told.
    background = background or head.former or dating.past(article, group, when, status)
    inside = statement_at(article, head.seen.span)
    speaker = article.statements[inside] if inside is not None else None
    return ReadMilestone(
        type=head.type,
        status=status,
        parties=who.parties,
        mediators=who.mediators,
        people=who.people,
        spans=(head.seen.span, *sorted({c.seen.span for c in group[:MOST_SPANS]} - {head.seen.span})),
        date=when.iso if when else article.today.isoformat() if status not in dating.AHEAD else None,
        until=when.last.isoformat() if when and when.grain == "range" else None,
        dated=when is not None or status in dating.AHEAD,
        place=place_of(article, head) if head.type in PLACED else None,
        background=background,
        statement=inside,
        teller=speaker.side if speaker else None,
        by=next((c.by for c in group if c.by is not None), None),
        worth=tuple(sorted(head.worth)),
        deadline=_deadline(article, group, status),
        rule=head.hit or "learned",
        confidence=round(sure, 3),
    )


def _deadline(article: ReadArticle, group: Sequence[grouping.Candidate], status: ReportStatus) -> str | None:
    """The day by which others must do something. A measure that is taken has a day on which it begins or ends, which
    asks nothing of anybody; one that is threatened may have a deadline."""
    type_ = group[0].type
    if type_ not in AGAINST and (type_, status) != ("sanctions_imposed_or_eased", "threatened"):
        return None
    days = (
        dates.ahead(day, article.today)
        for c in group
        for day in c.seen.days
        if day.deadline and not deadlines.gone(article.text[c.seen.span[0] : day.span[0]])
    )
    due = next((day for day in days if day.last > article.today), None)
    return due.last.isoformat() if due else None


def _who(article: ReadArticle, told_in: grouping.Candidate) -> cast.Cast:
    """Who takes part in the step that a sentence reports."""
    hit = triggers.surest(told_in.seen.hits, told_in.type)
    who = partaking.chosen(
        article, partaking.StepMention(told_in.seen.at, told_in.type, hit.span if hit else None, told_in.cast)
    )
    span, here = told_in.seen.span, sides_in(article, told_in.seen.span)
    who = cast.without_former(who, article.text, span, hit.span if hit else None, here)
    return cast.without_bystanders(who, here, article.catalog)


def _status(article: ReadArticle, head: grouping.Candidate, priors: columns.Floats) -> ReportStatus:
    """The learned status, unless the clause that reports the step plainly denies it or its words give another."""
    if head.type in DENIABLE and head.seen.mood.has("denied"):
        hit = triggers.surest(head.seen.hits, head.type)
        part = modality.clause(article.text, head.seen.span, hit.span) if hit else head.seen.span
        if hit and (other := _RELATIVE.search(article.small, hit.span[1], part[1])):
            # "Spoke with the prince, who denied any part in it": he does not deny the call.
            part = (part[0], other.start())
        if modality.modality_of(article.small, part).has("denied"):
            return "denied"
    if head.ruled is not None:
        return head.ruled
    return weights.status(priors, head.type, head.judged.statuses)


DENIABLE: Final[frozenset[str]] = frozenset(
    {
        "call_held",
        "meeting_held",
        "meeting_scheduled",
        "talks_round_held",
        "talks_suspended_or_collapsed",
        "agreement_in_principle",
        "agreement_signed",
        "ceasefire_agreed_or_declared",
        "ceasefire_violated",
        "prisoner_exchange_or_release",
        "concession_announced",
        "proposal_made",
        "implementation_or_renewal",
    }
)

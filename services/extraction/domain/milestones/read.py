"""An article with its sentences, actors and statements comes in; the steps of negotiations that it tells go out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from services.extraction.domain.milestones import (
    dates,
    deeds,
    denials,
    features,
    modality,
    parties,
    ruling,
    steps,
    triggers,
    trust,
    weights,
)
from services.extraction.domain.milestones.article import (
    MEETINGS,
    Article,
    cast_at,
    known,
    nearest,
    place_of,
    said_in,
    sides_in,
    statement_at,
)
from services.extraction.domain.milestones.merge import merged
from services.extraction.domain.milestones.model import (
    MILESTONE_TYPES,
    STATUSES,
    ReadMilestone,
    StatementView,
)
from shared.catalog import Catalog, Mention
from shared.contracts.common import ReportStatus, Span

LEAST: Final = 0.03
"""Chance of a type from which a sentence is looked at as telling it."""
OLD_DAYS: Final = 7
PLACED: Final[frozenset[str]] = MEETINGS | {
    "agreement_signed",
    "ceasefire_agreed_or_declared",
}
AHEAD: Final[frozenset[str]] = frozenset({"scheduled", "proposed", "threatened"})
PAST: Final[frozenset[str]] = frozenset({"happened", "claimed", "denied"})
MOST_SPANS: Final = 3


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
) -> tuple[ReadMilestone, ...]:
    """Steps in the order of the text, one for each distinct occurrence. Linear in the length of the article.

    `published_at` in the outlet's own time zone where it is known: days are counted there.
    """
    learned = learned or weights.built_in()
    article = known(
        text, title, published_at.date(), mentions, statements, sentences, catalog, title_mentions
    )
    if len(article.background.weights) < 2:
        return ()
    found = told(article, candidates(article, learned), learned)
    return tuple(step if step.status == "denied" else trust.judged(article, step) for step in found)


def seen(article: Article, at: int) -> features.Seen:
    """What rules, dates and actors say of a sentence."""
    span = article.sentences[at]
    here = sides_in(article, span)
    return features.Seen(
        at,
        span,
        triggers.hits(article.small, span, triggers.built_in(), article.masked),
        dates.find(article.text, span, article.today),
        modality.mood(article.small, span),
        len({side.name for side in here if side.weight >= 0.5}),
        article.text[span[0]] in '“"' or statement_at(article, span) is not None,
        said_in(article, span),
        deeds.all_moods(article.small, span),
    )


def words(article: Article, now: features.Seen, before: Sequence[triggers.Hit]) -> frozenset[str]:
    """The features of a sentence for the linear model."""
    start, end = now.span
    first, last = bisect_left(article.mention_starts, start), bisect_right(article.mention_starts, end - 1)
    tokens = features.tokens(article.text, now.span, article.mentions[first:last])
    return features.features(tokens, now, before, article.title_types, article.today)


def title_words(article: Article) -> frozenset[str]:
    """The features of the title, read as a sentence before the first."""
    span = (0, len(article.title))
    small = triggers.lowered(article.title)
    now = features.Seen(
        0,
        span,
        tuple(article.title_hits),
        dates.find(article.title, span, article.today),
        modality.mood(small, span),
        len(
            {
                name
                for m in article.title_mentions
                if (name := parties.party_of(m, article.catalog, article.today))
            }
        ),
        False,
        deeds=deeds.all_moods(small, span),
    )
    tokens = features.tokens(article.title, span, article.title_mentions)
    return features.features(tokens, now, (), article.title_types, article.today)


def candidates(article: Article, learned: weights.Weights) -> list[steps.Candidate]:
    """Every pair of a sentence and a type that is worth a look."""
    out: list[steps.Candidate] = []
    before: Sequence[triggers.Hit] = ()
    head = weights.judgement(weights.word_scores(learned, title_words(article)))
    for at in range(len(article.sentences)):
        now = seen(article, at)
        judged = weights.judgement(weights.word_scores(learned, words(article, now, before)))
        before = now.hits
        out += candidates_of(article, now, judged, head)
    return out


def candidates_of(
    article: Article, now: features.Seen, judged: weights.Judgement, title: weights.Judgement
) -> list[steps.Candidate]:
    """The types that one judged sentence may tell, each with parties and date."""
    out = []
    for number, (type_, chance) in enumerate(zip(MILESTONE_TYPES, judged.types, strict=True)):
        if chance <= LEAST:
            continue
        hit = triggers.surest(now.hits, type_)
        around = hit.span if hit else now.span
        part = modality.clause(article.text, now.span, around) if hit else now.span
        who = cast_at(article, now.at, part, type_, hit.span if hit else None)
        if not who.parties:
            continue
        ahead = (
            type_ != "threat_or_ultimatum" and max(zip(judged.statuses, STATUSES, strict=True))[1] in AHEAD
        )
        when = nearest(now.days, around, ahead, article.today)
        age = (article.today - when.last).days if when else None
        central = set(who.parties) <= {name for name, _ in article.background.weights[:3]}
        out.append(
            steps.Candidate(
                type_,
                chance,
                now,
                judged,
                who,
                when,
                age,
                hit.rule if hit else None,
                type_ in article.title_types,
                central,
                judged.kinds[number],
                title.types[number],
            )
        )
    return out


def allowed(article: Article, found: Sequence[steps.Candidate]) -> list[steps.Candidate]:
    """The candidates that their words allow."""
    year = article.today.year
    return [each for c in found if (each := ruling.ruled(article.small, c, year)) is not None]


def told(
    article: Article, found: Sequence[steps.Candidate], learned: weights.Weights
) -> tuple[ReadMilestone, ...]:
    """Steps that are likely enough and whose words allow them, in the order of the text."""
    found = allowed(article, found)
    out = []
    for group in steps.grouped(found):
        known_ = steps.features(group, found, len(article.sentences))
        chance = weights.step_chance(learned, known_)
        head = group[0]
        if head.hit is None and head.type not in DENIABLE and head.seen.mood.has("denied"):
            continue
        old = head.former or head.judged.old > 0.5 or (head.age or 0) > OLD_DAYS
        if chance >= learned.threshold or (old and head.chance >= 0.3):
            sure = weights.sure_chance(learned, known_)
            step = milestone(article, group, sure, chance < learned.threshold, learned.priors)
            out.append((head.seen.at, step))
    out = _with_denials(article, out)
    return merged([each for _, each in sorted(out, key=lambda pair: pair[0])], article.today)


def _with_denials(
    article: Article, told_: Sequence[tuple[int, ReadMilestone]]
) -> list[tuple[int, ReadMilestone]]:
    """What sentences plainly deny takes the place of what else they were read to tell of the same deed."""
    out = list(told_)
    for at, span in enumerate(article.sentences):
        before = (article.sentences[max(0, at - 2)][0], span[0]) if at else None
        for denial in denials.find(article.small, span, before):
            who = cast_at(article, at, span, denial.type, pointing=denial.back)
            if not who.parties:
                continue
            told_in = (article.sentences[at - 1][0], span[1]) if denial.back and at else span
            named = {side.name for side in sides_in(article, told_in)} & set(who.parties)
            inside = statement_at(article, span)
            speaker = article.statements[inside] if inside is not None else None
            when = nearest(
                dates.find(article.text, (denial.span[1], span[1]), article.today), span, False, article.today
            )
            out = [
                (place, m)
                for place, m in out
                if not (place == at and m.spans == (span,) and m.type in denials.kin(denial.type))
            ]
            out.append(
                (
                    at,
                    ReadMilestone(
                        type=denial.type, status="denied", parties=who.parties, mediators=who.mediators,
                        people=who.people, spans=(span,), date=when.iso if when else None, statement=inside,
                        teller=speaker.side if speaker else None, rule=denial.rule,
                        confidence=denials.SURE if len(named) > 1 else denials.UNSURE,
                    ),
                )
            )  # fmt: skip
    return out


def milestone(
    article: Article,
    group: Sequence[steps.Candidate],
    sure: float,
    background: bool,
    priors: weights.Floats,
) -> ReadMilestone:
    """The step that a group of candidates tells; `sure` is how likely all of it is right."""
    head = group[0]
    status = _status(article, head, priors)
    when = head.when
    if when is None and head.type in MEETINGS:
        # Where the surest sentence names no day, another of the same meeting may, if it is not one of long ago.
        when = next((c.when for c in group if c.when is not None and (c.age or 0) <= OLD_DAYS), None)
    # A threat is of the day on which it is uttered, whatever day it speaks of.
    if when is not None and status in AHEAD and head.type != "threat_or_ultimatum":
        when = dates.ahead(when, article.today)
        if status == "scheduled" and (
            when.last < article.today or (when.last == article.today and not head.seen.mood.has("planned"))
        ):
            # The day is that of something else in the sentence: what is planned lies ahead.
            when = None
    if when is not None and status in PAST and status != "denied" and when.first > article.today:
        # Done on a day to come: the day is of something else, or it is not done yet. Either way little is sure.
        when, sure = None, sure / 2
    # The guide: what lies more than a week back is background, however newly it is told.
    background = background or head.former or (status in PAST and _past(head, article.today))
    inside = statement_at(article, head.seen.span)
    speaker = article.statements[inside] if inside is not None else None
    due = next((d for c in group for d in c.seen.days if d.deadline), None)
    return ReadMilestone(
        type=head.type,
        status=status,
        parties=head.cast.parties,
        mediators=head.cast.mediators,
        people=head.cast.people,
        spans=tuple(sorted({c.seen.span for c in group[:MOST_SPANS]})),
        date=when.iso
        if when
        else article.today.isoformat()
        if status not in ("scheduled", "proposed")
        else None,
        until=when.last.isoformat() if when and when.grain == "range" else None,
        place=place_of(article, head) if head.type in PLACED else None,
        background=background,
        statement=inside,
        teller=speaker.side if speaker else None,
        deadline=due.last.isoformat()
        if due
        and head.type in ("threat_or_ultimatum", "demand_or_condition_stated", "sanctions_imposed_or_eased")
        else None,
        rule=head.hit or "learned",
        confidence=round(sure, 3),
    )


def _past(head: steps.Candidate, today: date) -> bool:
    """Whether the day named lies more than a week back; of a step of which only the year is told, that it does."""
    if head.when is None:
        return False
    return (today - head.when.last).days > OLD_DAYS or (
        head.when.grain == "year" and head.when.first <= today
    )


def _status(article: Article, head: steps.Candidate, priors: weights.Floats) -> ReportStatus:
    """As learnt, save where the clause that tells the step plainly denies it, or its words give another."""
    if head.type in DENIABLE and head.seen.mood.has("denied"):
        hit = triggers.surest(head.seen.hits, head.type)
        part = modality.clause(article.text, head.seen.span, hit.span) if hit else head.seen.span
        if modality.mood(article.small, part).has("denied"):
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

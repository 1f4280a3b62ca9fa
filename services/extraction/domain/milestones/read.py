"""An article with its sentences, actors and statements comes in; the steps of negotiations that it tells go out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import msgspec

from services.extraction.domain.milestones import dates, features, modality, parties, steps, triggers, weights
from services.extraction.domain.milestones.merge import merged
from services.extraction.domain.milestones.model import (
    MILESTONE_TYPES,
    STATUSES,
    ReadMilestone,
    SentenceScores,
    StatementView,
)
from shared.catalog import Catalog, Mention
from shared.contracts.common import MilestoneType, ReportStatus, Span

LEAST: Final = 0.03
"""Chance of a type from which a sentence is looked at as telling it."""
LEAD: Final = 600
"""Characters at the head of an article whose actors count twice as its subject."""
OLD_DAYS: Final = 7
MEETINGS: Final[frozenset[str]] = frozenset(
    {
        "call_held",
        "meeting_held",
        "meeting_scheduled",
        "meeting_proposed",
        "meeting_refused_or_cancelled",
        "talks_round_held",
    }
)
PLACED: Final[frozenset[str]] = MEETINGS | {
    "agreement_signed",
    "agreement_in_principle",
    "ceasefire_agreed_or_declared",
}
AHEAD: Final[frozenset[str]] = frozenset({"scheduled", "proposed", "threatened"})
PAST: Final[frozenset[str]] = frozenset({"happened", "claimed", "denied"})
FAIR: Final = 20
"""Characters of a statement in a sentence from which the sentence tells it."""
MOST_SPANS: Final = 3


class Article(msgspec.Struct, frozen=True):
    """What is known of the whole article while its sentences are read."""

    text: str
    small: str
    """The text in small letters, offsets unchanged."""
    title: str
    today: date
    sentences: Sequence[Span]
    mentions: Sequence[Mention]
    mention_starts: Sequence[int]
    sides: Sequence[parties.Side]
    starts: Sequence[int]
    statements: Sequence[StatementView]
    catalog: Catalog
    background: parties.Background
    title_types: frozenset[str]
    title_mentions: Sequence[Mention]


def read_milestones(
    text: str,
    title: str,
    published_at: datetime,
    mentions: Sequence[Mention],
    statements: Sequence[StatementView],
    sentences: Sequence[Span],
    catalog: Catalog,
    sentence_scores: SentenceScores | None = None,
    title_mentions: Sequence[Mention] = (),
    pooled: weights.Floats | None = None,
    encoder: str = "",
    learned: weights.Weights | None = None,
) -> tuple[ReadMilestone, ...]:
    """Steps in the order of the text, one for each distinct occurrence. Linear in the length of the article.

    `published_at` in the outlet's own time zone where it is known: days are counted there. `pooled`: mean and
    maximum of
    an encoder's hidden states for each sentence. `sentence_scores` of another head are not used beside them.
    """
    learned = learned or weights.built_in()
    article = known(
        text, title, published_at.date(), mentions, statements, sentences, catalog, title_mentions
    )
    if len(article.background.weights) < 2:
        return ()
    # Hidden states of another encoder mean something else: the words decide alone then.
    found = candidates(article, learned, pooled if encoder == learned.encoder else None)
    return told(article, found, learned)


def known(
    text: str,
    title: str,
    today: date,
    mentions: Sequence[Mention],
    statements: Sequence[StatementView],
    sentences: Sequence[Span],
    catalog: Catalog,
    title_mentions: Sequence[Mention],
) -> Article:
    """The article as its sentences are read."""
    named = parties.sides(text, mentions, catalog, today)
    titled = [name for m in title_mentions if (name := parties.party_of(m, catalog, today)) is not None]
    types = frozenset(
        hit.type for hit in triggers.hits(triggers.lowered(title), (0, len(title)), triggers.built_in())
    )
    return Article(
        text, triggers.lowered(text), title, today, sentences, mentions, [m.start for m in mentions], named,
        [s.mention.start for s in named], statements, catalog, parties.background(named, titled, LEAD), types,
        title_mentions,
    )  # fmt: skip


def seen(article: Article, at: int) -> features.Seen:
    """What rules, dates and actors say of a sentence."""
    span = article.sentences[at]
    here = _sides(article, span)
    return features.Seen(
        at,
        span,
        triggers.hits(article.small, span, triggers.built_in()),
        dates.find(article.text, span, article.today),
        modality.mood(article.small, span),
        len({side.name for side in here if side.weight >= 0.5}),
        article.text[span[0]] in '“"' or _statement(article, span) is not None,
        _said(article, span),
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
        triggers.hits(small, span, triggers.built_in()),
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
    )
    tokens = features.tokens(article.title, span, article.title_mentions)
    return features.features(tokens, now, (), article.title_types, article.today)


def candidates(
    article: Article, learned: weights.Weights, pooled: weights.Floats | None
) -> list[steps.Candidate]:
    """Every pair of a sentence and a type that is worth a look."""
    scores = weights.pooled_scores(learned, pooled) if pooled is not None and len(pooled) else None
    out: list[steps.Candidate] = []
    before: Sequence[triggers.Hit] = ()
    head = weights.judgement(weights.word_scores(learned, title_words(article)), None)
    for at in range(len(article.sentences)):
        now = seen(article, at)
        judged = weights.judgement(
            weights.word_scores(learned, words(article, now, before)), None if scores is None else scores[at]
        )
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
        hit = next((h for h in now.hits if h.type == type_), None)
        around = hit.span if hit else now.span
        part = modality.clause(article.text, now.span, around) if hit else now.span
        who = _cast(article, now.at, part, type_)
        if not who.parties:
            continue
        ahead = max(zip(judged.statuses, STATUSES, strict=True))[1] in AHEAD
        when = _when(now.days, around, ahead, article.today)
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


def told(
    article: Article, found: Sequence[steps.Candidate], learned: weights.Weights
) -> tuple[ReadMilestone, ...]:
    """Steps that are likely enough, in the order of the text."""
    out = []
    for group in steps.grouped(found):
        chance = weights.step_chance(learned, steps.features(group, found, len(article.sentences)))
        head = group[0]
        if head.hit is None and head.type not in DENIABLE and head.seen.mood.has("denied"):
            continue
        old = head.judged.old > 0.5 or (head.age or 0) > OLD_DAYS
        if chance >= learned.threshold or (old and head.chance >= 0.3):
            out.append(
                (group[0].seen.at, _milestone(article, group, chance, chance < learned.threshold, learned))
            )
    return merged([each for _, each in sorted(out, key=lambda pair: pair[0])], article.today)


def _milestone(
    article: Article,
    group: Sequence[steps.Candidate],
    chance: float,
    background: bool,
    learned: weights.Weights,
) -> ReadMilestone:
    head = group[0]
    status = _status(article, head, learned)
    when = head.when
    if when is not None and status in AHEAD:
        when = dates.ahead(when, article.today)
    # The guide: what lies more than a week back is background, however newly it is told.
    background = background or (status in PAST and _past(head, article.today))
    inside = _statement(article, head.seen.span)
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
        place=_place(article, head) if head.type in PLACED else None,
        background=background,
        statement=inside,
        teller=speaker.side if speaker else None,
        deadline=due.last.isoformat()
        if due
        and head.type in ("threat_or_ultimatum", "demand_or_condition_stated", "sanctions_imposed_or_eased")
        else None,
        rule=head.hit or "learned",
        confidence=round(chance, 3),
    )


def _past(head: steps.Candidate, today: date) -> bool:
    """Whether the day named lies more than a week back; of a step of which only the year is told, that it does."""
    if head.when is None:
        return False
    return (today - head.when.last).days > OLD_DAYS or (
        head.when.grain == "year" and head.when.first <= today
    )


def _status(article: Article, head: steps.Candidate, learned: weights.Weights) -> ReportStatus:
    """As learnt, save where the clause that tells the step plainly denies it."""
    if head.type in DENIABLE and head.seen.mood.has("denied"):
        hit = next((h for h in head.seen.hits if h.type == head.type), None)
        part = modality.clause(article.text, head.seen.span, hit.span) if hit else head.seen.span
        if modality.mood(article.small, part).has("denied"):
            return "denied"
    return weights.status(learned, head.type, head.judged.statuses)


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


def _sides(article: Article, span: Span) -> Sequence[parties.Side]:
    return article.sides[bisect_left(article.starts, span[0]) : bisect_right(article.starts, span[1] - 1)]


def _said(article: Article, span: Span) -> tuple[tuple[str, str], ...]:
    """Position and issue of each statement of which the sentence holds a fair part."""
    out = set()
    for statement in article.statements:
        shared = sum(max(0, min(span[1], e) - max(span[0], s)) for s, e in statement.spans)
        if shared > FAIR or shared * 2 > span[1] - span[0]:
            out.add((statement.position, statement.issue))
    return tuple(sorted(out))


def _statement(article: Article, span: Span) -> int | None:
    """The statement that covers most of the sentence, if it covers half of it."""
    for index, statement in enumerate(article.statements):
        covered = sum(max(0, min(span[1], e) - max(span[0], s)) for s, e in statement.spans)
        if covered * 2 >= span[1] - span[0]:
            return index
    return None


def _cast(article: Article, at: int, part: Span, type_: MilestoneType) -> parties.Cast:
    span = article.sentences[at]
    here = _sides(article, span)
    near = _sides(article, (article.sentences[max(0, at - 2)][0], span[0])) if at else ()
    stamped = article.catalog.stamp(
        [s.mention.actor for s in here], article.text[span[0] : span[1]], article.today
    )
    groups = [n.parties for id in stamped if (n := article.catalog.negotiation(id)) is not None]
    inside = _statement(article, span)
    side = article.catalog.actor(article.statements[inside].side) if inside is not None else None
    teller = side.name if side is not None and side.kind in parties.KINDS else None
    return parties.cast(article.text, part, here, near, article.background, groups, type_ in MEETINGS, teller)


def _when(
    days: Sequence[dates.DateMention], hit: Span, future: bool, today: date
) -> dates.DateMention | None:
    """The date nearest to the words that tell of the step; of a deadline only if nothing else is there."""
    if not days:
        return None
    best = min(days, key=lambda d: (d.deadline, max(0, hit[0] - d.span[1], d.span[0] - hit[1])))
    return dates.ahead(best, today) if future else best


def _place(article: Article, head: steps.Candidate) -> str | None:
    return parties.place(article.text, head.seen.span, [s.mention for s in _sides(article, head.seen.span)])

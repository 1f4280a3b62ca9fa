"""An article with its sentences, actors and statements comes in; the steps of negotiations that it tells go out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from services.extraction.domain.milestones import dates, modality, parties, triggers
from services.extraction.domain.milestones.merge import merged
from services.extraction.domain.milestones.model import ReadMilestone, SentenceScores, StatementView
from shared.catalog import Catalog, Mention
from shared.contracts.common import MilestoneType, Span

LEAST = 0.45
"""Confidence below which nothing is reported."""
LEAD = 600
"""Characters at the head of an article whose actors count twice as its subject."""
PEOPLE_TYPES = frozenset(
    {
        "call_held",
        "meeting_held",
        "meeting_scheduled",
        "meeting_proposed",
        "meeting_refused_or_cancelled",
        "talks_round_held",
    }
)
PLACE_TYPES = PEOPLE_TYPES | {"agreement_signed", "agreement_in_principle", "ceasefire_agreed_or_declared"}
OLD_DAYS = 7


class Article(msgspec.Struct, frozen=True):
    """What is known of the whole article while its sentences are read."""

    text: str
    title: str
    today: date
    sentences: Sequence[Span]
    sides: Sequence[parties.Side]
    starts: Sequence[int]
    statements: Sequence[StatementView]
    catalog: Catalog
    background: parties.Background


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
) -> tuple[ReadMilestone, ...]:
    """Steps in the order of the text, one for each distinct occurrence. `published_at` in the outlet's own time zone
    where it is known: days are counted there. Linear in the length of the article."""
    today = published_at.date()
    named = parties.sides(text, mentions, catalog, today)
    titled = [name for m in title_mentions if (name := parties.party_of(m, catalog, today)) is not None]
    article = Article(
        text, title, today, sentences, named, [s.mention.start for s in named], statements, catalog,
        parties.background(named, titled, LEAD),
    )  # fmt: skip
    found: list[ReadMilestone] = []
    for at in range(len(sentences)):
        found += _sentence(article, at)
    return merged(found, today)


def _sentence(article: Article, at: int) -> list[ReadMilestone]:
    span = article.sentences[at]
    hits = triggers.hits(article.text, span, triggers.built_in())
    if not hits:
        return []
    here = _sides(article, span)
    days = dates.find(article.text, span, article.today)
    inside = _statement(article, span)
    out: dict[MilestoneType, ReadMilestone] = {}
    for hit in sorted(hits, key=lambda h: -h.weight):
        part = modality.clause(article.text, span, hit.span)
        told = article.statements[inside] if inside is not None else None
        judged = modality.judge(hit.type, modality.mood(article.text, part), told is not None, hit.status)
        if judged is None or judged[0] in out:
            continue
        type_, status = judged
        who = _cast(article, at, part, here, type_)
        if len(who.parties) < 2 or who.named == 0:
            continue
        confidence = hit.weight + 0.1 * (who.named >= 2) - 0.1 * (at > 15)
        if confidence < LEAST:
            continue
        when = _when(days, hit.span, status in ("scheduled", "proposed", "threatened"), article.today)
        due = next((d for d in days if d.deadline), None)
        out[type_] = ReadMilestone(
            type=type_,
            status=status,
            parties=who.parties,
            mediators=who.mediators,
            people=who.people,
            spans=(span,),
            date=when.iso if when else None,
            until=when.last.isoformat() if when and when.grain == "range" else None,
            place=parties.place(article.text, span, [s.mention for s in here])
            if type_ in PLACE_TYPES
            else None,
            background=_old(article, span, when, status),
            statement=inside,
            teller=told.side if told else None,
            deadline=due.last.isoformat()
            if due and type_ in ("threat_or_ultimatum", "demand_or_condition_stated")
            else None,
            rule=hit.rule,
            confidence=round(min(confidence, 1.0), 3),
        )
    return list(out.values())


def _sides(article: Article, span: Span) -> Sequence[parties.Side]:
    return article.sides[bisect_left(article.starts, span[0]) : bisect_right(article.starts, span[1] - 1)]


def _statement(article: Article, span: Span) -> int | None:
    """The statement that covers most of the sentence, if it covers half of it."""
    for index, statement in enumerate(article.statements):
        covered = sum(max(0, min(span[1], e) - max(span[0], s)) for s, e in statement.spans)
        if covered * 2 >= span[1] - span[0]:
            return index
    return None


def _cast(
    article: Article, at: int, part: Span, here: Sequence[parties.Side], type_: MilestoneType
) -> parties.Cast:
    span = article.sentences[at]
    near = _sides(article, (article.sentences[max(0, at - 2)][0], span[0])) if at else ()
    stamped = article.catalog.stamp(
        [s.mention.actor for s in here], article.text[span[0] : span[1]], article.today
    )
    groups = [n.parties for id in stamped if (n := article.catalog.negotiation(id)) is not None]
    return parties.cast(article.text, part, here, near, article.background, groups, type_ in PEOPLE_TYPES)


def _when(
    days: Sequence[dates.DateMention], hit: Span, future: bool, today: date
) -> dates.DateMention | None:
    """The date nearest to the words that tell of the step; of a deadline only if nothing else is there."""
    if not days:
        return None
    best = min(days, key=lambda d: (d.deadline, max(0, hit[0] - d.span[1], d.span[0] - hit[1])))
    return dates.ahead(best, today) if future else best


def _old(article: Article, span: Span, when: dates.DateMention | None, status: str) -> bool:
    if when is not None and (article.today - when.last).days > OLD_DAYS:
        return True
    if status in ("scheduled", "proposed"):
        return False
    return when is None and modality.mood(article.text, span).has("past")

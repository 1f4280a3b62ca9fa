"""Prepares an article for milestone reading and answers what its sentences say of parties, statements and places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Final

import msgspec

from services.extraction.domain.milestones.model import StatementView
from services.extraction.domain.milestones.parties import (
    asides,
    cast,
    doers,
    domestic,
    encounters,
    grammar,
    mediators,
    places,
    pronouns,
    sides,
)
from services.extraction.domain.milestones.scoring.columns import Floats
from services.extraction.domain.milestones.steps import grouping
from services.extraction.domain.milestones.wording import deeds, triggers
from services.extraction.domain.text import furniture, letters
from shared.catalog import Catalog, Mention, Negotiation
from shared.contracts.common import MilestoneType, Span

LEAD: Final = 600
"""Characters at the head of an article whose actors count twice as its subject."""
FAIR: Final = 20
"""Characters of a statement from which the sentence that holds them counts as reporting it."""
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


AGAINST: Final[frozenset[str]] = frozenset({"threat_or_ultimatum", "demand_or_condition_stated"})
"""What one side says to another."""


class ReadArticle(msgspec.Struct, frozen=True):
    """What is known of the whole article while its sentences are read."""

    text: str
    small: str
    """The text in lower case, offsets unchanged."""
    masked: str
    """The same with the names of sides masked, for rules that ask for sides."""
    title: str
    today: date
    sentences: Sequence[Span]
    mentions: Sequence[Mention]
    mention_starts: Sequence[int]
    sides: Sequence[sides.Side]
    starts: Sequence[int]
    statements: Sequence[StatementView]
    catalog: Catalog
    background: cast.Background
    about: Sequence[Negotiation]
    """The negotiations that it is about, by those whom it is plainly about and by its opening."""
    title_types: frozenset[str]
    title_mentions: Sequence[Mention]
    title_hits: Sequence[triggers.Hit] = ()
    asides: Sequence[Span] = ()
    """Headings of other pieces that run into the text."""
    tellings: Floats | None = None
    """The encoder's scores, [sentences, `labels.SENTENCE_COLUMNS`], where it was asked."""
    said: Sequence[tuple[int, int, int]] = ()
    """Start of each statement, the furthest end so far, its index: in order of the starts."""


def known(
    text: str,
    title: str,
    today: date,
    mentions: Sequence[Mention],
    statements: Sequence[StatementView],
    sentences: Sequence[Span],
    catalog: Catalog,
    title_mentions: Sequence[Mention],
    tellings: Floats | None = None,
) -> ReadArticle:
    """The article prepared for reading, its sentences without what the page put before them."""
    sentences = [furniture.opened(text, span) for span in sentences]
    aside = asides.asides(text, sentences)
    named = sides.sides(text, mentions, catalog, today, aside)
    small = letters.lowered(text)
    titled = [
        (name, m)
        for m in title_mentions
        if (name := sides.party_of(m, catalog, today)) is not None and not domestic.of_gang(title, m)
    ]
    heading = letters.lowered(title)
    title_hits = triggers.hits(
        heading,
        (0, len(heading)),
        triggers.built_in(),
        triggers.masked(heading, [(m.start, m.end) for _, m in titled]),
    )
    background = cast.background(named, [name for name, _ in titled], LEAD)
    stamped = catalog.stamp(background.plain, f"{title} {text[:LEAD]}", today)
    about = [found for id in stamped if (found := catalog.negotiation(id)) is not None]
    return ReadArticle(
        text, small, triggers.masked(small, [(s.mention.start, s.mention.end) for s in named]), title, today, sentences,
        mentions, [m.start for m in mentions], named, [s.mention.start for s in named], statements, catalog,
        background, about, frozenset(hit.type for hit in title_hits if hit.weight >= triggers.SURE), title_mentions,
        title_hits, aside, tellings, _by_start(statements),
    )  # fmt: skip


def _by_start(statements: Sequence[StatementView]) -> list[tuple[int, int, int]]:
    ordered = sorted((s.spans[0][0], s.spans[-1][1], index) for index, s in enumerate(statements))
    furthest = accumulate((end for _, end, _ in ordered), max)
    return [(start, end, index) for (start, _, index), end in zip(ordered, furthest, strict=True)]


def sides_in(article: ReadArticle, span: Span) -> Sequence[sides.Side]:
    """The parties named within a span."""
    return article.sides[bisect_left(article.starts, span[0]) : bisect_right(article.starts, span[1] - 1)]


def mentions_in(article: ReadArticle, span: Span) -> Sequence[Mention]:
    """The actors named within a span."""
    return article.mentions[
        bisect_left(article.mention_starts, span[0]) : bisect_right(article.mention_starts, span[1] - 1)
    ]


def said_in(article: ReadArticle, span: Span) -> tuple[tuple[str, str], ...]:
    """Position and first issue of each statement of which the sentence holds a fair part."""
    out = set()
    for index in _near(article, span):
        statement = article.statements[index]
        shared = _shared(statement, span)
        if shared > FAIR or shared * 2 > span[1] - span[0]:
            out.add((statement.position, statement.issue))
    return tuple(sorted(out))


def _near(article: ReadArticle, span: Span) -> list[int]:
    """Indexes of the statements that may share something with a span: an article may hold thousands of both."""
    found = []
    for place in range(bisect_left(article.said, (span[1],)) - 1, -1, -1):
        _, furthest, index = article.said[place]
        if furthest <= span[0]:
            break
        found.append(index)
    return sorted(found)


def _shared(statement: StatementView, span: Span) -> int:
    """Characters of a span that the statement covers."""
    start, end = span
    if statement.spans[-1][1] <= start or end <= statement.spans[0][0]:
        return 0
    return sum([max(0, min(end, e) - max(start, s)) for s, e in statement.spans])


def statement_at(article: ReadArticle, span: Span) -> int | None:
    """Index of the first statement that covers half of the sentence; None where none does."""
    for index in _near(article, span):
        if _shared(article.statements[index], span) * 2 >= span[1] - span[0]:
            return index
    return None


def statement_over(article: ReadArticle, deed: Span) -> StatementView | None:
    """The first statement that covers half of some words; None where none does."""
    index = statement_at(article, deed)
    return article.statements[index] if index is not None else None


def tellers_at(article: ReadArticle, span: Span) -> tuple[str, ...]:
    """The side whose statement the sentence is, or of a joint statement all sides; empty where it is nobody's."""
    inside = statement_at(article, span)
    named = article.statements[inside].side.split(" & ") if inside is not None else []
    told_by = [side for name in named if (side := article.catalog.actor(name)) is not None]
    return tuple(side.name for side in told_by if side.kind in sides.KINDS)


def cast_at(
    article: ReadArticle,
    at: int,
    part: Span,
    type_: MilestoneType,
    deed: Span | None = None,
    *,
    pointing: bool = False,
) -> cast.Cast:
    """The cast of the step of type `type_` that sentence number `at` reports in its `part`.

    `deed` are the words that report it, where they are known; with `pointing` the sentence points back ("such a
    meeting"), so that those named in the sentence before take part.
    """
    span = article.sentences[at]
    here = sides_in(article, (article.sentences[at - 1][0], span[1]) if pointing and at else span)
    if type_ in MEETINGS and deed is not None:
        # "He put off his visit after they had met": only those named with the meeting were there.
        inner = sides_in(article, deeds.piece(article.small, span, deed))
        if len({s.name for s in inner if s.weight >= 0.5}) > 1:
            here = inner
    named = sides_in(article, span)
    if type_ in MEETINGS:
        here, named = (encounters.unquoted(article.text, span, deed, each) for each in (here, named))
    near = sides_in(article, (article.sentences[max(0, at - 2)][0], span[0])) if at else ()
    stamped = article.catalog.stamp(
        [s.mention.actor for s in here], article.text[span[0] : span[1]], article.today
    )
    groups = [n.parties for id in stamped if (n := article.catalog.negotiation(id)) is not None]
    earlier = [sides_in(article, s) for s in article.sentences[max(0, at - pronouns.LOOK_BACK) : at]][::-1]
    before = article.sentences[at - 1] if at else None
    meant = pronouns.meant(article.text, article.small, span, here, earlier, before)
    if type_ in MEETINGS and (two := pronouns.pair(article.text, article.small, span, earlier)):
        return cast.of_meeting(article.text, two, [*near, *here])
    tellers = tellers_at(article, span)
    teller = tellers[0] if len(tellers) == 1 else None
    if len(tellers) > 1 and not {s.name for s in here if s.weight >= sides.ACTS} & set(tellers):
        # "We will act": those who say so together take part together.
        meant = meant or tellers
    if type_ in AGAINST:
        here = [sides.raised(s) if sides.addressed(article.text, s) else s for s in here]
    main = article.background.plain
    ongoing = mediators.going_on(main, article.about)
    plain = grammar.plain(
        article.text, span, deed, type_, here, named, meant, teller, article.catalog,
        main, [*groups, *ongoing], meeting=type_ in MEETINGS,
    )  # fmt: skip
    if plain is not None:
        return plain
    pacts = article.catalog.pacts(article.text[span[0] : span[1]])
    who = cast.cast(
        article.text, part, here, near, article.background, groups, type_ in MEETINGS, teller, meant, pacts
    )
    if not who.parties and type_ == doers.MEASURE:
        hit = any(doers.laid_on(article.text, span, side) for side in here)
        return cast.Cast(()) if hit else cast.alone(article.text, span, here)
    if (
        type_ in AGAINST
        and set(who.parties) == set(pronouns.jointly(article.text, here) or meant)
        and len(who.parties) > 1
    ):
        # "Peru and Chile warned ...": they are one side, and whom they warn is the other.
        told = [s.name for s in near if s.weight >= 0.5 and s.name not in who.parties] if meant else []
        other = told[-1] if told else article.background.partner(who.parties)
        if other is not None:
            who = msgspec.structs.replace(who, parties=tuple(sorted((*who.parties, other))))
    return who


def place_of(article: ReadArticle, head: grouping.Candidate) -> str | None:
    """The place named nearest to the words that report the step, within the part of the sentence about the same time:
    "the first meeting since the quarrel in the palace" is not held there. None where there is none."""
    if head.deed is not None:
        # Of several encounters in one sentence it is not plain which of them the place is that of.
        return None
    span = head.seen.span
    hit = triggers.surest(head.seen.hits, head.type)
    deed = hit.span if hit else span
    part = deeds.piece(article.small, span, deed)
    return places.place(article.text, part, mentions_in(article, part), deed)

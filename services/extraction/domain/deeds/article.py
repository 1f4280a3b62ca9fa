"""Reads an article's deeds as evidence, with the names, statements and negotiations that were found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.extraction.domain.article_context import Context
from services.extraction.domain.deeds import filing, titles
from services.extraction.domain.deeds.names import Named
from services.extraction.domain.deeds.offices import with_offices
from services.extraction.domain.deeds.positions import positions
from services.extraction.domain.deeds.read import Said, read
from services.extraction.domain.text.document import Document
from shared.catalog import Matcher, Mention
from shared.contracts import Article, PositionReported, Statement


def deeds_of(
    document: Document, article: Article, said: Sequence[Statement], context: Context, matcher: Matcher
) -> tuple[PositionReported, ...]:
    """Evidence for stances: what the article tells sides to have done."""
    title = titles.plain(article.title, matcher, context.on, article.text)
    named = _named(context.mentions, context)
    named = with_offices(named, document.text, context.about, context.catalog)
    title_named = _named(matcher.mentions(title, context.on), context)
    title_named = with_offices(title_named, title, context.about, context.catalog)
    found = read(
        text=document.text,
        title=title,
        published=context.on,
        sentences=document.sentences,
        named=named,
        title_named=title_named,
        said=[Said(s.spans, s.side, s.type != "indirect") for s in said if _takes_part(s.side, context)],
        pacts=context.catalog.pact_names,
    )
    about = filing.Article(article.text, title, context.on, context.about, named, title_named)
    return positions(found, about, article, context.ref, context.catalog)


def _takes_part(side: str, context: Context) -> bool:
    """Whether it is somebody who does deeds, not a paper that says what others do."""
    actor = context.catalog.actor(side)
    return actor is not None and actor.kind != "media"


def _named(mentions: Iterable[Mention], context: Context) -> tuple[Named, ...]:
    sides = ((m, context.catalog.side_of(m.actor, context.on)) for m in mentions)
    return tuple(
        Named(
            m.start,
            m.end,
            side,
            person=m.actor.kind == "person",
            adjective=m.via == "demonym",
            firm=m.actor.kind in ("body", "group") and side == m.actor.name,
        )
        for m, side in sides
    )

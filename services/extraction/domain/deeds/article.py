"""Reads an article's deeds as evidence, with the names, statements and negotiations that were found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from services.extraction.domain.article_context import Context
from services.extraction.domain.deeds import filing, titles
from services.extraction.domain.deeds.doers import Named
from services.extraction.domain.deeds.positions import positions
from services.extraction.domain.deeds.read import Said, read
from services.extraction.domain.text.document import Document
from shared.catalog import Matcher, Mention
from shared.contracts import Article, PositionReported, Statement

_STATES: Final = "United States"
_OFFICE: Final = re.compile(
    r"\b(?:commerce|treasury|state|justice|foreign|finance|trade|agriculture|defen[cs]e) "
    r"(?:(?P<department>department)|ministry)\b",
    re.IGNORECASE,
)


def deeds_of(
    document: Document, article: Article, said: Sequence[Statement], context: Context, matcher: Matcher
) -> tuple[PositionReported, ...]:
    """Evidence for stances: what the article tells sides to have done."""
    title = titles.plain(article.title, matcher, context.on, article.text)
    named = _with_offices(_named(context.mentions, context), document.text, context)
    title_named = _named(matcher.mentions(title, context.on), context)
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


def _with_offices(named: tuple[Named, ...], text: str, context: Context) -> tuple[Named, ...]:
    """The names, and offices that go without one: only the United States has departments, so that in what lies between
    it and one other the ministries are the other's."""
    others = {
        party
        for each in context.about
        if (entry := context.catalog.negotiation(each)) is not None and len(entry.parties) == 2
        for party in entry.parties
        if _STATES in entry.parties and party != _STATES
    }
    found = list(named)
    for hit in _OFFICE.finditer(text):
        side = _STATES if hit["department"] else next(iter(others)) if len(others) == 1 else None
        if side and not any(n.start < hit.end() and hit.start() < n.end for n in named):
            found.append(Named(hit.start(), hit.end(), side))
    return tuple(sorted(found, key=lambda n: n.start))


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

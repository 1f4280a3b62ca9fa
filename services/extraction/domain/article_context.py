"""Holds what the messages of one article share: its reference, the actors it mentions, the negotiations it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from shared.catalog import Actor, Catalog, Matcher, Mention
from shared.contracts import Article, ArticleRef, Evidence, Span


class Context:
    """What the statements of one article share: the actors it mentions and the negotiations it is about."""

    def __init__(
        self, article: Article, catalog: Catalog, matcher: Matcher, mentions: Sequence[Mention] | None = None
    ) -> None:
        """`mentions` are those of the text, where they are known already."""
        self.article = article
        self.catalog = catalog
        self.on = article.published_at.date()
        self.mentions = matcher.mentions(article.text, self.on) if mentions is None else mentions
        self._starts = [m.start for m in self.mentions]
        self.title_mentions = matcher.mentions(article.title, self.on)
        self.ref = article_ref(article, catalog.credited(article.text))
        head = f"{article.title}\n{article.text[:600]}"
        lead = [m.actor for m in self.mentions if m.start < 600]
        lead += [m.actor for m in self.title_mentions]
        self.about = catalog.stamp(lead, head, self.on) or self._further_down(lead, head)

    def _further_down(self, lead: Sequence[Actor], head: str) -> tuple[str, ...]:
        """The negotiations meant where title and opening name none: of two sides there, one deals in it with a third
        that is named further down (two presidents speak by phone; that it is about the war comes later)."""
        first = {self.catalog.side_of(actor, self.on) for actor in lead}
        behind = self.catalog.stamp([m.actor for m in self.mentions], head, self.on)
        return tuple(n for n in behind if self._deals_there(n, first))

    def _deals_there(self, negotiation: str, sides: set[str]) -> bool:
        entry = self.catalog.negotiation(negotiation)
        if entry is None or isinstance(entry.pair, bool) or len(sides.intersection(entry.parties)) < 2:
            return False
        return any(sides.intersection(pair) for pair in entry.pair)

    def within(self, spans: Iterable[Span]) -> list[Mention]:
        """Mentions inside any of the spans."""
        wanted = list(spans)
        first = bisect_left(self._starts, min(start for start, _ in wanted))
        last = bisect_left(self._starts, max(end for _, end in wanted))
        return [m for m in self.mentions[first:last] if any(s <= m.start and m.end <= e for s, e in wanted)]

    def negotiations(self, side: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The negotiations that the words themselves point to, else those of the article to which the side is party."""
        actors: list[str | Actor] = [side, *(m.actor for m in self.within(spans))]
        text = " ".join(words_of(self.article.text, spans))
        own = self.catalog.stamp(actors, text, self.on, self.about)
        if own:
            return own
        party = self.catalog.canonical_party(side)
        return tuple(n for n in self.about if self._takes_part(n, party))

    def _takes_part(self, negotiation: str, party: str) -> bool:
        entry = self.catalog.negotiation(negotiation)
        return entry is not None and party in (*entry.parties, *entry.mediators)


def article_ref(article: Article, credits: tuple[str, ...] = ()) -> ArticleRef:
    """A reference to the article, for evidence; `credits` are the wire services that its text credits."""
    return ArticleRef(
        credits=credits,
        id=article.id,
        revision=article.revision,
        outlet=article.outlet,
        publisher=article.publisher,
        title=article.title,
        published_at=article.published_at,
        received_at=article.received_at,
        url=article.url,
        fingerprint=article.fingerprint,
    )


def evidence(context: Context, spans: tuple[Span, ...]) -> Evidence:
    """Spans of the article with the words under them."""
    return Evidence(article=context.ref, spans=spans, words=words_of(context.article.text, spans))


def words_of(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """The text under each span, as stored."""
    return tuple(text[start:end] for start, end in spans)

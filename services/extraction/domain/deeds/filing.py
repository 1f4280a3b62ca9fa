"""Decides which question of the catalog a deed answers: of the negotiation that its words, its article or its title are
about, the question that asks for such an act of that side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from services.extraction.domain.deeds.doers import BOTH
from services.extraction.domain.deeds.measures import Measure, measure
from services.extraction.domain.deeds.names import Named
from services.extraction.domain.deeds.read import ReadDeed
from services.extraction.domain.deeds.wordings import way_of
from shared.catalog import Act, Catalog, Negotiation, Question
from shared.contracts.common import Verdict

_PARTIAL: Final = frozenset(("metals", "steel", "aluminum", "cars", "washing machines", "solar panels"))
"""Measures on these fall on the goods of all countries."""
_METAL: Final = frozenset(("metals", "steel", "aluminum"))
_NAMED: Final = 3
_LEAD: Final = 1500
_EXEMPT: Final = re.compile(r"\b(?:exempt\w*|except (?:for|on))\b", re.IGNORECASE)
"""Whom a measure spares it does not fall on."""
_PLAIN: Final = ("tariffs", "truce", "troops", "release", "purchases")
"""Kinds of which a negotiation has one question."""
_AGREEMENTS: Final = ("agreement_signed", "agreement_in_principle")
_CONTRARY: Final[dict[str, Verdict]] = {"for": "against", "against": "for"}


class Filed(msgspec.Struct, frozen=True):
    """A deed of one side as an answer to a question."""

    deed: ReadDeed
    side: str
    negotiation: str
    question: Question
    verdict: Verdict
    strength: int


class Article(msgspec.Struct, frozen=True):
    """What filing needs of an article besides its deeds."""

    text: str
    title: str
    on: date
    about: tuple[str, ...]
    named: Sequence[Named]
    title_named: Sequence[Named]


def filed(deed: ReadDeed, article: Article, catalog: Catalog) -> list[Filed]:
    """The questions that the deed answers, at most one for each side that does it."""
    sentence = article.text[slice(*deed.sentence)]
    sentence = f"{article.title}\n{sentence}" if deed.titled else sentence
    ranked = []
    for negotiation in catalog.negotiations:
        if (negotiation.since and article.on < negotiation.since) or (
            negotiation.until and article.on > negotiation.until
        ):
            continue
        weight = _weight(deed, sentence, negotiation, article, catalog)
        if (
            deed.kind in ("deal", "talks")
            and negotiation.id not in article.about
            and not _named_in(sentence, negotiation)
        ):
            continue
        if weight:
            ranked.append((-weight, negotiation.id not in article.about, negotiation))
    ranked.sort(key=lambda each: each[:2])
    found: dict[str, Filed] = {}
    for weight, _, negotiation in ranked:
        sides = _both(deed, negotiation, article) if deed.sides == (BOTH,) else deed.sides
        for side in sides:
            if side in found:
                continue
            answer = _question(deed, side, sentence, negotiation, article, catalog, -weight)
            if answer is not None:
                found[side] = answer
    return list(found.values())


def _weight(
    deed: ReadDeed, sentence: str, negotiation: Negotiation, article: Article, catalog: Catalog
) -> int:
    parties = {*negotiation.parties, *negotiation.mediators}
    about = negotiation.id in article.about
    if deed.sides == (BOTH,):
        return 4 if about and _both(deed, negotiation, article) else 0
    of = {catalog.canonical_party(side) for side in deed.sides}
    asked = {side for q in negotiation.questions for side in q.sides}
    if not (of & parties or set(deed.sides) & asked):
        return 0
    inside = _sides(deed.clause, article) if deed.clause else {n.side for n in article.title_named}
    within = _sides(deed.sentence, article) if not deed.titled else {n.side for n in article.title_named}
    if len(of & set(negotiation.parties)) > 1:
        return 4
    others = parties - of
    foreign = {
        side
        for side in inside - parties - of
        if (actor := catalog.actor(side)) is not None and actor.kind in ("country", "bloc")
    }
    # A deal among members, or one that a parliament votes on, names no other party.
    if inside & others:
        return 4
    if foreign:
        return 0
    if within & others or any(name.lower() in sentence.lower() for name in negotiation.names):
        return 3
    titled = {n.side for n in article.title_named}
    if _METAL & set(deed.measure.things):
        # Duties on metal fall on all: on whom it is about the words must say.
        return 2 if about and any(name.lower() in article.title.lower() for name in negotiation.names) else 0
    return 2 if about and titled & others else 1 if about else 0


def _both(deed: ReadDeed, negotiation: Negotiation, article: Article) -> tuple[str, ...]:
    """The two parties that "the two sides" are: those of the negotiation, or the two that the sentence names."""
    if len(negotiation.parties) == 2:
        return negotiation.parties
    inside = {
        n.side
        for n in article.named
        if deed.sentence[0] <= n.start
        and n.end <= deed.sentence[1]
        and not _place(article.text, n, deed.sentence[0])
    }
    named = tuple(party for party in negotiation.parties if party in inside)
    return named if len(named) == 2 else ()


def _place(text: str, named: Named, start: int) -> bool:
    """Whether it is named as a place: "in the island", or where the article was written."""
    return text[: named.start].endswith("in ") or (
        named.start - start < 2 and text[named.start : named.end].isupper()
    )


def _sides(span: tuple[int, int], article: Article) -> set[str]:
    return {n.side for n in article.named if span[0] <= n.start and n.end <= span[1]}


def _question(
    deed: ReadDeed,
    side: str,
    sentence: str,
    negotiation: Negotiation,
    article: Article,
    catalog: Catalog,
    weight: int,
) -> Filed | None:
    """The question of the negotiation that asks most for such a deed. Where a tariff falls on a party by name, it
    need not say so in the question's words."""
    of, way = way_of(deed.step)
    hits = catalog.questions_in(f"{article.title}\n{sentence}")
    own = catalog.questions_in(sentence)
    best: tuple[tuple[int, int], Filed] | None = None
    for question in negotiation.questions:
        if question.id not in hits and not (deed.kind in _PLAIN and weight >= _NAMED):
            continue
        act = next((a for a in question.acts if _asks(a, of, side, question)), None)
        if act is None or not _fits(deed, question, negotiation, side, sentence, article):
            continue
        verdict: Verdict = "open"
        if way != "paused":
            status = "accepted" if act.type in _AGREEMENTS else act.status
            verdict = act.verdict if way == status else _CONTRARY[act.verdict]
        planned = "_to_be_" in f"_{deed.step}_" or deed.step in (
            "threatened",
            "planned",
            "talks_to_resume",
            "extension_sought",
        )
        words = (len(own.get(question.id, ())), len(hits.get(question.id, ())))
        if best is None or words > best[0]:
            best = (words, Filed(deed, side, negotiation.id, question, verdict, 1 if planned else 2))
    return best[1] if best else None


def _asks(act: Act, of: str, side: str, question: Question) -> bool:
    """Whether the act of the question is such a deed of that side."""
    if act.party not in (None, side) or side not in (*question.sides, act.party):
        return False
    return act.type == of or (of == "deal" and act.type in _AGREEMENTS)


def _fits(
    deed: ReadDeed, question: Question, negotiation: Negotiation, side: str, sentence: str, article: Article
) -> bool:
    """Whether the question is about such a measure: tariffs or bans, on metal or on all goods; of a pact, about that
    one."""
    if deed.step == "deal_signed":
        # A law that puts a deal into effect is no deal.
        return "into law" not in f"{article.title} {sentence}".lower()
    if deed.kind == "pact":
        return _named_in(sentence, negotiation)
    if deed.kind == "extension":
        # Of a transition that follows the date, not of the date.
        return "transition" not in (article.text[:_LEAD] if deed.titled else sentence).lower()
    if deed.kind not in ("tariffs", "curbs"):
        return True
    if (deed.kind == "tariffs") != ("tariff" in question.text):
        return False
    if deed.kind == "tariffs" and way_of(deed.step)[1] == "imposed" and _EXEMPT.search(deed.words):
        return False
    things = deed.measure.things or (
        measure(sentence).things if deed.titled or deed.measure == Measure() else ()
    )
    metal = bool(_METAL & set(things))
    if "metal" in question.text:
        return metal
    if any("metal" in q.text and any(a.party == side for a in q.acts) for q in negotiation.questions):
        return not metal
    # Duties on washing machines from everywhere are not those on the goods of one country.
    clause = set() if deed.clause is None else _sides(deed.clause, article)
    if clause - {side} and clause - {side} <= set(negotiation.parties):
        return True
    everywhere = (
        bool(deed.measure.things) and set(deed.measure.things) <= _PARTIAL and not deed.measure.amounts
    )
    return not everywhere or len(negotiation.parties) > 2 or "European Union" in negotiation.parties


def _named_in(sentence: str, negotiation: Negotiation) -> bool:
    small = sentence.lower()
    return any(word.strip("*") in small for word in (*negotiation.names, *negotiation.words) if len(word) > 2)

"""Makes evidence for stances of the deeds that an article tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, cast

from services.extraction.domain.deeds import filing
from services.extraction.domain.deeds.read import ReadDeed
from shared.catalog import Catalog
from shared.contracts import Article, ArticleRef, Evidence, PositionReported, ids
from shared.contracts.positions import Deed

RULE = "deed"


def positions(
    deeds: Sequence[ReadDeed], about: filing.Article, article: Article, ref: ArticleRef, catalog: Catalog
) -> tuple[PositionReported, ...]:
    """Evidence of the deeds that answer a question of the catalog, each once a sentence."""
    best: dict[tuple[object, ...], filing.Filed] = {}
    for read in deeds:
        for each in filing.filed(read, about, catalog):
            place = (read.sentence, each.side, each.question.id, read.kind, read.step)
            if place not in best or best[place].deed.confidence < read.confidence:
                best[place] = each
    seen: Counter[str] = Counter()
    found: dict[str, PositionReported] = {}
    for each in sorted(best.values(), key=lambda filed: filed.deed.sentence):
        same = _id(each, article, 0)
        id = _id(each, article, seen[same])
        seen[same] += 1
        found[id] = _position(each, id, article, ref)
    return tuple(found[key] for key in sorted(found))


def _id(filed: filing.Filed, article: Article, ordinal: int) -> str:
    """What the deed is by its words and its measure; a day that they do not name is the article's."""
    read, measure = filed.deed, filed.deed.measure
    on = read.dated.on.isoformat() if read.dated.told else ""
    amounts = [f"{amount:g}" for amount in measure.amounts]
    what = (read.kind, read.step, on, *amounts, measure.rate or "", *measure.things)
    return ids.deed_id(article.id, filed.side, filed.question.id, (_words(filed, article),), what, ordinal)


def _words(filed: filing.Filed, article: Article) -> str:
    return article.title if filed.deed.titled else filed.deed.words


def _position(filed: filing.Filed, id: str, article: Article, ref: ArticleRef) -> PositionReported:
    read = filed.deed
    start, end = read.sentence
    return PositionReported(
        id=id,
        side=filed.side,
        negotiation=filed.negotiation,
        question=filed.question.id,
        verdict=filed.verdict,
        evidence=Evidence(article=ref, spans=(read.sentence,), words=(article.text[start:end],)),
        speaker=filed.side,
        rank=2,
        direct=False,
        strength=cast(Literal[1, 2], filed.strength),
        origin="deed",
        origin_id=id,
        confidence=read.confidence,
        rule=f"{RULE}:{read.rule}",
        deed=Deed(
            kind=read.kind,
            step=read.step,
            words=_words(filed, article),
            on=read.dated.on.isoformat(),
            dated=read.dated.told,
            effective=read.dated.effective.isoformat() if read.dated.effective else None,
            amounts=read.measure.amounts,
            rate=read.measure.rate,
            things=read.measure.things,
            part=read.measure.part,
            further=read.measure.further,
            conditional=read.conditional,
            titled=read.titled,
        ),
    )

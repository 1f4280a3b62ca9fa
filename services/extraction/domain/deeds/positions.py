"""Makes evidence for stances of the deeds that an article tells."""

from __future__ import annotations

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
    """Evidence of the deeds that answer a question of the catalog, each once."""
    found: dict[str, PositionReported] = {}
    for read in deeds:
        for each in filing.filed(read, about, catalog):
            told = _position(each, article, ref)
            best = found.get(told.id)
            if best is None or best.confidence < told.confidence:
                found[told.id] = told
    return tuple(found[key] for key in sorted(found))


def _position(filed: filing.Filed, article: Article, ref: ArticleRef) -> PositionReported:
    read = filed.deed
    start, end = read.sentence
    id = ids.deed_id(article.id, start, filed.side, filed.question.id, read.kind, read.step)
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
            words=article.title if read.titled else read.words,
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

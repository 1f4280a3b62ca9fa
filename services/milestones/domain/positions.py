"""A report and the catalog's questions come in; what the act says about where its side stands goes out."""

from __future__ import annotations

import msgspec

from shared.catalog import Catalog, Question
from shared.contracts import ids
from shared.contracts.milestones import MilestoneReport
from shared.contracts.positions import PositionReported

RULE = "act"


def acts(report: MilestoneReport, catalog: Catalog) -> tuple[PositionReported, ...]:
    """Evidence for stances: a side that signs, imposes or releases has moved. Background and denied acts give none."""
    negotiation = catalog.negotiation(report.negotiation)
    if negotiation is None or report.background or report.status == "denied":
        return ()
    found: dict[str, PositionReported] = {}
    for question in negotiation.questions:
        for act in question.acts:
            if (act.type, act.status) != (report.type, report.status) or not _about(
                question, report, catalog
            ):
                continue
            for side in _sides(act.party, question, report):
                position = PositionReported(
                    id=ids.position_id(
                        report.evidence.article.id, report.evidence.spans[0][0], side, question.id
                    ),
                    side=side,
                    negotiation=report.negotiation,
                    question=question.id,
                    verdict=act.verdict,
                    evidence=report.evidence,
                    speaker=side,
                    rank=2,
                    direct=False,
                    strength=2 if report.status == "happened" else 1,
                    origin="milestone",
                    origin_id=report.id,
                    confidence=report.confidence,
                    rule=f"{RULE}:{report.type}",
                )
                found.setdefault(position.id, position)
    return tuple(found[key] for key in sorted(found))


def _about(question: Question, report: MilestoneReport, catalog: Catalog) -> bool:
    """Whether the words point to the question, so that not every sanction answers every question on sanctions."""
    return question.id in catalog.questions_in(" ".join(report.evidence.words))


def _sides(party: str | None, question: Question, report: MilestoneReport) -> tuple[str, ...]:
    if party is not None:
        return (party,) if party in report.parties else ()
    asked = tuple(side for side in report.parties if side in question.sides)
    return asked if asked or question.sides else report.parties


def same_but_place(a: PositionReported, b: PositionReported) -> bool:
    """Whether two positions say the same, wherever their words stand."""
    return msgspec.structs.replace(a, evidence=b.evidence) == b

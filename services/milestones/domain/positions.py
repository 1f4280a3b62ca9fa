"""Derives where a side stands on the catalog's questions from what it does: to sign, impose or release is to take a
position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from services.milestones.domain.clauses import clauses
from services.milestones.domain.doers import Names
from services.milestones.domain.freshness import freshness
from services.milestones.domain.telling import Telling, Told
from shared.catalog import DEEDS, Act, Question
from shared.contracts import ids
from shared.contracts.common import Evidence
from shared.contracts.milestones import MilestoneReport
from shared.contracts.positions import PositionReported

RULE = "act"
ONE_SIDED: Final = frozenset(
    (
        "ceasefire_violated", "concession_announced", "demand_or_condition_stated", "meeting_refused_or_cancelled",
        "proposal_rejected", "sanctions_imposed_or_eased", "talks_suspended_or_collapsed", "threat_or_ultimatum",
    )
)  # fmt: skip
"""Steps that one party takes towards another: they tell where the party stands that takes them, not the other."""
_TAKES: Final = re.compile(
    r"\b(?:abandon|ban|boycott|break|broke|call(?:ed|s|ing)? off|cancel|cut|declar|eas|end|exempt|freez|froze|halt|hik|"
    r"impos|increas|levi|levy|lift|postpon|pull|put|quit|rais|refus|reject|remov|retaliat|scrap|slap|suspend|threat|"
    r"violat|vow|walk|warn|withdr|offer|agree|drop|demand|ordered|stop|rul(?:ed|es|ing) out|waiv|dismiss)\w*",
    re.IGNORECASE,
)
_UNSURE: Final = re.compile(
    r"\b(?:verge|close to|near(?:ing|s)?|hop(?:e|es|ed|ing)|could|would|may|might|if|before|draft\w*|to be signed|"
    r"fail(?:ed|s|ing)? to)\b",
    re.IGNORECASE,
)
"""A step is often spoken of before it is taken."""
_WORDS: Final = {
    "agreement": re.compile(
        r"\b(?:agree\w*|deal|sign\w*|pact|accord|treaty|strike[sd]?|reach\w*)\b", re.IGNORECASE
    ),
    "ceasefire": re.compile(r"\b(?:cease-?fire|truce)\b", re.IGNORECASE),
    "meeting": re.compile(
        r"\b(?:cancel\w*|call\w* off|refus\w*|reject\w*|snub\w*|scrap\w*|rul\w+ out)\b", re.IGNORECASE
    ),
    "proposal": re.compile(r"\b(?:reject\w*|refus\w*|rebuff\w*|dismiss\w*|turn\w* down)\b", re.IGNORECASE),
}
"""Words of the steps of a type, by the first word of its name: in the sentence, and in a title that tells them too."""


def acts(report: MilestoneReport, names: Names) -> tuple[PositionReported, ...]:
    """Evidence for stances. Background, denied acts and copies of a report for further negotiations give none."""
    negotiation = names.catalog.negotiation(report.negotiation)
    here = report.negotiation == report.catalogued if report.catalogued else report.primary
    if negotiation is None or not here or report.background or report.status == "denied":
        return ()
    telling = Telling(report, names)
    found: dict[str, PositionReported] = {}
    for question in negotiation.questions:
        for act in question.acts:
            for told in () if act.type in DEEDS else _steps(act, question, telling):
                position = _position(told, question, report)
                best = found.get(position.id)
                if best is None or best.confidence < position.confidence:
                    found[position.id] = position
    return tuple(found[key] for key in sorted(found))


def _position(told: Told, question: Question, report: MilestoneReport) -> PositionReported:
    told_in = report.evidence
    span = told_in.spans[told.at]
    return PositionReported(
        id=ids.position_id(told_in.article.id, span[0], told.side, question.id),
        side=told.side,
        negotiation=report.negotiation,
        question=question.id,
        verdict=told.verdict,
        evidence=Evidence(article=told_in.article, spans=(span,), words=(told_in.words[told.at],)),
        speaker=told.side,
        rank=2,
        direct=False,
        strength=told.strength,
        origin="milestone",
        origin_id=report.id,
        confidence=told.confidence,
        rule=f"{RULE}:{told.what}",
    )


def _steps(act: Act, question: Question, telling: Telling) -> Iterator[Told]:
    """What a report of this type and status tells of each side that takes the step. Its first sentence tells it; the
    others say when, where and who."""
    report, words = telling.report, telling.words[0]
    if (act.type, act.status) != (report.type, report.status) or not telling.about(question, words):
        return
    of_type = _WORDS.get(report.type.split("_", 1)[0])
    if not telling.between_its_sides(act.type, question) or (of_type and not of_type.search(words)):
        return
    if act.status == "happened" and _UNSURE.search(words):
        return
    headed = telling.named(telling.title) if of_type and of_type.search(telling.title) else set()
    for side in _sides(act.party, question, telling):
        yield Told(
            side=side,
            verdict=act.verdict,
            what=report.type,
            at=0,
            strength=2 if report.status == "happened" else 1,
            confidence=freshness(report, telling.starts[0], words, words, in_title=side in headed),
        )


def _sides(party: str | None, question: Question, telling: Telling) -> tuple[str, ...]:
    report = telling.report
    asked = tuple(side for side in report.parties if side in question.sides or not question.sides)
    if report.type in ONE_SIDED and len(report.parties) > 1:
        taker = taken_by(telling)
        asked = tuple(side for side in asked if side == taker)
    return asked if party is None else tuple(side for side in asked if side == party)


def taken_by(telling: Telling) -> str | None:
    """The party that takes a one-sided step: the first named before its verb, or after "by"; else None."""
    for clause in clauses(telling.words[0]):
        verb = _TAKES.search(clause)
        if verb and (takers := telling.doers(clause, verb.start())):
            return takers[0]
    return None

"""Derives where a side stands on the catalog's questions from what it does: to sign, impose or release is to take a
position."""

from __future__ import annotations

import re
from typing import Final

from shared.catalog import Catalog, Question
from shared.catalog.words import WordIndex
from shared.contracts import ids
from shared.contracts.common import Verdict
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
AGREED: Final = frozenset(("agreement_in_principle", "agreement_signed", "ceasefire_agreed_or_declared"))
"""Steps that sides take together, so often spoken of before they are taken that "close to" and "if" rule them out."""
_CLAUSE: Final = re.compile(r"[.;!?]\s|, but |, while |, although | after ")
_TAKES: Final = re.compile(
    r"\b(?:abandon|ban|boycott|break|broke|call(?:ed|s|ing)? off|cancel|cut|declar|eas|end|exempt|freez|froze|halt|hik|"
    r"impos|increas|levi|levy|lift|postpon|pull|put|quit|rais|refus|reject|remov|retaliat|scrap|slap|suspend|threat|"
    r"violat|vow|walk|warn|withdr|offer|agree|drop|demand|ordered|stop|rul(?:ed|es|ing) out|waiv)\w*",
    re.IGNORECASE,
)
_UNSURE: Final = re.compile(
    r"\b(?:verge|close to|near(?:ing|s)?|hop(?:e|es|ed|ing)|could|would|may|might|if|before|draft\w*|to be signed|"
    r"fail(?:ed|s|ing)? to)\b",
    re.IGNORECASE,
)
_NEGATION: Final = re.compile(r"\b(?:not|no|never|nor|without)\b|n[’']t\b", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:of |the |al-)?[^\W\d_a-z][\w.'’-]*)*")


def acts(report: MilestoneReport, catalog: Catalog) -> tuple[PositionReported, ...]:
    """Evidence for stances. Background, denied acts and copies of a report for further negotiations give none."""
    negotiation = catalog.negotiation(report.negotiation)
    here = report.negotiation == report.catalogued if report.catalogued else report.primary
    if negotiation is None or not here or report.background or report.status == "denied":
        return ()
    found: dict[str, PositionReported] = {}
    for question in negotiation.questions:
        for act in question.acts:
            if (act.type, act.status) != (report.type, report.status) or not _about(
                question, report, catalog
            ):
                continue
            if (
                act.status == "happened"
                and report.type in AGREED
                and _UNSURE.search(" ".join(report.evidence.words))
            ):
                continue
            verdict = _worded(question, report) if act.verdict == "worded" else act.verdict
            if verdict is None:
                continue
            for side in _sides(act.party, question, report, catalog):
                position = PositionReported(
                    id=ids.position_id(
                        report.evidence.article.id, report.evidence.spans[0][0], side, question.id
                    ),
                    side=side,
                    negotiation=report.negotiation,
                    question=question.id,
                    verdict=verdict,
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
    """Whether the words concern the question, so that not every sanction answers every question on sanctions."""
    return question.id in catalog.questions_in(" ".join(report.evidence.words))


def _sides(
    party: str | None, question: Question, report: MilestoneReport, catalog: Catalog
) -> tuple[str, ...]:
    asked = tuple(side for side in report.parties if side in question.sides or not question.sides)
    if report.type in ONE_SIDED and len(report.parties) > 1:
        taker = taken_by(report, catalog)
        asked = tuple(side for side in asked if side == taker)
    return asked if party is None else tuple(side for side in asked if side == party)


def taken_by(report: MilestoneReport, catalog: Catalog) -> str | None:
    """The party that takes a one-sided step: the first named before its verb, or after "by"; else None."""
    for words in report.evidence.words:
        for clause in _CLAUSE.split(words):
            verb = _TAKES.search(clause)
            if verb is None:
                continue
            named = [
                (found.start(), _party(found.group(), report, catalog)) for found in _NAME.finditer(clause)
            ]
            for start, party in named:
                if party and clause[:start].endswith((" by ", " by the ")):
                    return party
            before = [party for start, party in named if party and start < verb.start()]
            if before:
                return before[0]
    return None


def _party(name: str, report: MilestoneReport, catalog: Catalog) -> str | None:
    """The party that a name stands for, by its whole, last or first words ("US President Donald Trump")."""
    words = name.removesuffix("'s").removesuffix("’s").split()
    for parts in (words, words[-2:], words[-1:], words[:1]):
        found = catalog.canonical_party(" ".join(parts))
        if found in report.parties:
            return found
    return None


def _worded(question: Question, report: MilestoneReport) -> Verdict | None:
    """Which way an ambiguous step goes (imposing and easing share a type), judged by the question's own words."""
    index = WordIndex([("for", question.for_words), ("against", question.against_words)])
    words = " ".join(report.evidence.words)
    hits = index.hits(words)
    if ("for" in hits) == ("against" in hits) or _NEGATION.search(words):
        return None
    return "for" if "for" in hits else "against"

"""Estimates how likely a desk would find a step right, and news.

Learnt from steps that readers judged. What counts is how sure the reading is of its words, which kind of step it is,
where the article reports it, how its day lies to the article's, and whether it is between those whom the article is
about.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

import msgspec

from services.extraction.domain.encoder import labels
from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.scoring import encoder_scores
from services.extraction.domain.milestones.steps.article import ReadArticle, sides_in
from services.extraction.domain.milestones.wording import modality
from shared import rulefiles
from shared.contracts.common import MilestoneType

FILE: Final = "trust.yaml"
FAMILIES: Final[tuple[frozenset[MilestoneType], ...]] = (
    frozenset(
        {
            "proposal_made",
            "agreement_in_principle",
            "agreement_signed",
            "ceasefire_agreed_or_declared",
            "concession_announced",
        }
    ),
    frozenset({"meeting_held", "talks_round_held"}),
    frozenset({"meeting_proposed", "meeting_scheduled"}),
    frozenset({"proposal_rejected", "meeting_refused_or_cancelled", "talks_suspended_or_collapsed"}),
)
"""Types under which one and the same deed can be reported."""
_SURE: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_DEPTHS: Final = (150, 400, 800, 1500, 2500, 4000, 7000)
_LENGTHS: Final = (60, 110, 180, 260, 400)
_DAYS: Final = (-30, -7, -1, 0, 1, 2, 4, 8)
"""Days between the step and the article, at which another kind of gap begins."""


class TrustWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic regression over `signs`, `numbers` and the log-odds of the reading's own confidence."""

    card: str
    bias: float
    confidence: float
    weights: Mapping[str, float]
    numbers: Mapping[str, tuple[float, float]]
    """The weight and the usual value of each; where the encoder was not asked, the usual value is assumed."""


@cache
def built_in() -> TrustWeights:
    """The weights that ship, read once."""
    return rulefiles.shipped(__package__, FILE, TrustWeights)


def signs(article: ReadArticle, step: ReadMilestone) -> list[str]:
    """Names of the features that a step has."""
    start, end = min(step.spans)
    told_in = step.spans[0]
    named = len({side.name for side in sides_in(article, told_in)} & set(step.parties))
    about = [name for name, _ in article.background.weights]
    gap = _gap(step.date, article.today)
    return [
        f"type={step.type}",
        f"status={step.status}",
        f"type={step.type}&status={step.status}",
        f"rule={step.rule}",
        f"confidence={bisect_right(_SURE, step.confidence)}",
        f"depth={bisect_right(_DEPTHS, start)}",
        f"share={min(9, 10 * start // max(1, len(article.text)))}",
        f"spans={min(4, len(step.spans))}",
        f"parties={len(step.parties)}",
        f"gap={gap}",
        f"type={step.type}&gap={gap}",
        f"about={sum(name in about[:2] for name in step.parties)}",
        f"about_all={all(name in about[:3] for name in step.parties)}",
        f"titled={sum(name in article.title for name in step.parties)}",
        f"length={bisect_right(_LENGTHS, end - start)}",
        f"mediated={bool(step.mediators)}",
        f"today={step.date == article.today.isoformat()}",
        f"named={named}",
        f"type={step.type}&named={named}",
        f"rule={step.rule}&named={named}",
        f"dated={step.dated}",
        f"people={min(2, len(step.people))}",
        f"placed={step.place is not None}",
        f"said={step.statement is not None}",
        f"by_party={step.teller in step.parties}",
        *(f"mood={mood}" for mood in modality.modality_of(article.small, told_in).found),
    ]


def numbers(article: ReadArticle, step: ReadMilestone) -> Mapping[str, float]:
    """The encoder's log-odds for the sentence that reports the step, by name; empty where it was not asked."""
    if article.tellings is None:
        return {}
    starts = [start for start, _ in article.sentences]
    telling = article.tellings[max(0, bisect_right(starts, step.spans[0][0]) - 1)]
    told = float(encoder_scores.any_step(telling))
    type_ = float(encoder_scores.types(telling)[labels.MILESTONES.index(step.type)])
    status = float(encoder_scores.statuses(telling)[labels.STATUSES.index(step.status)])
    return {
        "told": told,
        "old": float(encoder_scores.old(telling)),
        "type": type_,
        "this": type_ - told,
        "status": status,
    }


def _gap(day: str | None, today: date) -> str:
    if day is None:
        return "none"
    try:
        return str(bisect_right(_DAYS, (today - date.fromisoformat(day)).days))
    except ValueError:  # a month or a year
        return "vague"


def chance(weights: TrustWeights, article: ReadArticle, step: ReadMilestone) -> float:
    """The probability that the step is right and wanted, from 0 to 1, rounded to three digits."""
    found = [weights.weights[sign] for sign in signs(article, step) if sign in weights.weights]
    score = weights.bias + weights.confidence * log_odds(step.confidence)
    for name, value in numbers(article, step).items():
        weight, usual = weights.numbers[name]
        score += weight * (value - usual)
    # About as many signs are known of every step, so that their sum needs no scaling.
    return round(1 / (1 + math.exp(-(score + sum(found)))), 3)


def judged(article: ReadArticle, step: ReadMilestone) -> ReadMilestone:
    """The step with that probability as its confidence, by the weights that ship."""
    return msgspec.structs.replace(step, confidence=chance(built_in(), article, step))


def together(steps: Sequence[ReadMilestone]) -> tuple[ReadMilestone, ...]:
    """The steps, with the confidence of the likeliest raised where several may be one deed under several names.

    That a sentence reports a deal is surer than whether it is a proposal accepted, an agreement or a ceasefire.
    """
    kin: dict[tuple[object, ...], list[int]] = {}
    for at, step in enumerate(steps):
        family = next((i for i, types in enumerate(FAMILIES) if step.type in types), step.type)
        key = (family, step.spans[0], step.parties, step.background, step.status == "denied")
        kin.setdefault(key, []).append(at)
    out = list(steps)
    for members in kin.values():
        best = max(members, key=lambda at: steps[at].confidence)
        none = math.prod(1 - steps[at].confidence for at in members)
        out[best] = msgspec.structs.replace(steps[best], confidence=round(1 - none, 3))
    return tuple(out)


def log_odds(confidence: float) -> float:
    """The log-odds of a confidence, kept within bounds."""
    return math.log(confidence + 1e-3) - math.log(1 - confidence + 1e-3)

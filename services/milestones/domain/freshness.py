"""Tells how surely a sentence reports a step as news of its article's day, and not as what led up to it.

An article that tells of one tariff recalls the ten before it. What its title says as well is its news; so is what
stands at its head, or is dated with its day, unless it is told in the tense of recalling.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from shared.contracts.milestones import MilestoneReport
from shared.language import english

IN_TITLE: Final = 0.9
TITLE_ALONE: Final = 0.8
AT_HEAD: Final = 0.75
DATED: Final = 0.75
STALE: Final = 0.3

_LEAD: Final = 350
_HEAD: Final = 1500
"""So many characters of an article tell its news; the first of them do so even in the perfect tense."""
_DAYS: Final = 3
_RECALLED: Final = re.compile(
    r"\b(?:(?:a|two|three|four|five|six|several|few|some|\d+) (?:days?|weeks?|months?|years?) (?:ago|earlier|before)|"
    r"last (?:week|month|year|spring|summer|autumn|fall|winter)|earlier (?:this|in)|previous\w*|in (?:19|20)\d\d|"
    r"once|used to|formerly|originally|so far|to date|recently)\b",
    re.IGNORECASE,
)
_HAD: Final = re.compile(r"\bhad (?:\w+ly )?\w+", re.IGNORECASE)
_PERFECT: Final = re.compile(
    r"\b(?:ha(?:s|ve)|having) (?!to\b)(?:[\w-]+ly )?(?:been )?\w+|\balready\b|\bsince\b", re.IGNORECASE
)
_MONTH: Final = re.compile(rf"\b(?:in|since|last|of) ({english.MONTH})\b", re.IGNORECASE)
_OPINION: Final = re.compile(
    r"^(?:opinion|analysis|commentary|editorial|column|fact check|explainer)\b|\bhere[’']s\b|\bwhy\b|\?$",
    re.IGNORECASE,
)


def freshness(report: MilestoneReport, start: int, clause: str, ahead: str, *, in_title: bool) -> float:
    """0 to 1, for a clause of the sentence that begins at `start`, `ahead` of whose deed the second text stands;
    `in_title`: the title tells the same of the same side."""
    article = report.evidence.article
    if _RECALLED.search(clause) or _HAD.search(ahead) or _another_month(clause, article.published_at.date()):
        return STALE
    if in_title and not _OPINION.search(article.title):
        return IN_TITLE
    if start > _LEAD and _PERFECT.search(clause):
        return STALE
    if start <= _HEAD:
        return AT_HEAD
    return DATED if report.dated and _recent(report) else STALE


def _recent(report: MilestoneReport) -> bool:
    try:
        day = date.fromisoformat(report.date or "")
    except ValueError:
        return False
    return abs((report.evidence.article.published_at.date() - day).days) <= _DAYS


def _another_month(clause: str, on: date) -> bool:
    """Whether the clause begins in a month that is past ("In September, …")."""
    months = {m.group(1).lower()[:3] for m in _MONTH.finditer(clause)}
    recent = {(on - timedelta(days=days)).strftime("%b").lower() for days in (0, 4)}
    return bool(months) and months.isdisjoint(recent)

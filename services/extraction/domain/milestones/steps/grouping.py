"""Groups the candidates that report one occurrence, and computes the features by which a step is judged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.encoder.labels import MILESTONES, STATUSES
from services.extraction.domain.milestones.parties import doers
from services.extraction.domain.milestones.parties.cast import Cast
from services.extraction.domain.milestones.scoring.features import Seen
from services.extraction.domain.milestones.scoring.weights import Judgement
from services.extraction.domain.milestones.steps import distinct
from services.extraction.domain.milestones.steps.merging import HELD, days_fit
from services.extraction.domain.milestones.time.dates import DateMention
from services.extraction.domain.milestones.wording import deeds
from services.extraction.domain.milestones.wording.triggers import SURE, surest
from shared.contracts.common import MilestoneType, ReportStatus, Span

LEAD_SENTENCES: Final = 2
REPORTED_AGAIN: Final = 0.2
"""Chance from which a further sentence counts as reporting the step again."""
_MOODS: Final = ("denied", "negated", "hypothetical", "hoped", "planned", "proposed", "claimed", "past")


class Candidate(msgspec.Struct, frozen=True, eq=False):
    """A sentence that may report a step of this type."""

    type: MilestoneType
    chance: float
    seen: Seen
    judged: Judgement
    cast: Cast
    when: DateMention | None
    age: int | None
    """Days since the date named."""
    hit: str | None
    """The rule that matched, if one did."""
    titled: bool
    """A rule of the type matched the title."""
    central: bool
    """Its parties are among the three that the article is most about."""
    kind: float = 1.0
    """Chance that the step is of this type, if the sentence reports one."""
    headline: float = 0.0
    """Chance that the title reports a step of this type."""
    ruled: ReportStatus | None = None
    """The status that the words plainly give it, whatever is learnt."""
    former: bool = False
    """It names an agreement of former times."""
    plainly: bool = False
    """Its construction alone reports the step (`plainly`)."""
    by: str | None = None
    """Which of two parties does it, where that shows."""
    worth: frozenset[str] = frozenset()
    """The sums of goods on which a measure is laid, as `distinct.worth` gives them."""
    deed: Span | None = None
    """The words that report it, where the sentence reports several of its type."""

    @property
    def date(self) -> str | None:
        """The date named, as exactly as it is."""
        return self.when.iso if self.when else None

    @property
    def until(self) -> str | None:
        """The last day, where a range is named."""
        return self.when.last.isoformat() if self.when and self.when.grain == "range" else None


def grouped(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """The candidates of each occurrence together, the surest first: same type, mostly the same parties, and days that
    fit."""
    groups: list[list[Candidate]] = []
    for each in sorted(candidates, key=lambda c: (-c.chance, c.seen.at, c.type)):
        for group in groups:
            if _same(group[0], each):
                group.append(each)
                break
        else:
            groups.append([each])
    return groups


def _same(a: Candidate, b: Candidate) -> bool:
    if a.type != b.type or a.cast.partial != b.cast.partial or doers.apart(a.by, b.by):
        return False
    if a.type == doers.MEASURE and _only_threatened(a) != _only_threatened(b):
        return False
    if distinct.other_goods(a.worth, b.worth):
        return False
    if a.type in HELD and distinct.other_people(a.cast.people, b.cast.people):
        return False
    shared = set(a.cast.parties) & set(b.cast.parties)
    # "After the call ...": who else was on it is taken from elsewhere, so that it need not be another call.
    again = b.cast.named < 2 and b.type in HELD and bool(shared)
    if not again and len(shared) * 2 < len(set(a.cast.parties) | set(b.cast.parties)):
        return False
    return days_fit(a.date, a.until, b.date, b.until, slack=2)


def _only_threatened(measure: Candidate) -> bool:
    """Whether a measure is likelier threatened than taken."""
    if measure.ruled is not None:
        return measure.ruled == "threatened"
    return max(zip(measure.judged.statuses, STATUSES, strict=True))[1] == "threatened"


def deed_of(small: str, candidate: Candidate) -> Span:
    """The words that report the step, as nearly as they are known; `small` is the text in lower case."""
    seen = candidate.seen
    hit = surest(seen.hits, candidate.type)
    return hit.span if hit else deeds.named(small, seen.span, candidate.type) or seen.span


def logit(chance: float) -> float:
    """The log-odds of a chance, kept within bounds."""
    return math.log(chance + 1e-4) - math.log(1 - chance + 1e-4)


def features(group: Sequence[Candidate], all_: Sequence[Candidate], sentences: int) -> dict[str, float]:
    """Features of a step by name, for the trees of `weights`; `all_` are all candidates of the article."""
    head = group[0]
    seen, age = head.seen, head.age
    none = math.prod(1 - c.chance for c in group)
    mine = {id(c) for c in group}
    better = sum(c.chance > head.chance for c in all_ if c.type == head.type and id(c) not in mine)
    density = sum(c.chance for c in all_)
    own = [hit for hit in seen.hits if hit.type == head.type]
    others = {hit.type for hit in seen.hits if hit.weight >= SURE} - {head.type}
    moods = {mood for type_, mood in seen.deeds if type_ == head.type}
    best, second = sorted(head.judged.kinds, reverse=True)[:2]
    here = max((c.chance for c in all_ if c.seen.at == seen.at and c.type != head.type), default=0.0)
    return {
        "chance": logit(head.chance),
        "chance of any": logit(1 - none),
        "sentences": min(len(group), 6),
        "surer of its type": min(better, 5),
        "surer": min(sum(c.chance > head.chance for c in all_), 10),
        "old": logit(head.judged.old),
        "live": logit(head.judged.live),
        "told": logit(head.judged.told),
        "most live": max(logit(c.judged.live) for c in group),
        "least old": min(c.judged.old for c in group),
        "surer type here": max(0.0, logit(here) - logit(head.chance)),
        "sentence": math.log1p(seen.at),
        "depth": min(c.seen.at for c in group) / max(1, sentences),
        "length": math.log(max(1, sentences)),
        "by rule": float(head.hit is not None),
        "titled": float(head.titled),
        "kind": logit(head.kind),
        "headline": logit(head.headline),
        "steps": math.log1p(density),
        "density": math.log1p(density / max(1, sentences)),
        "behind the surest": logit(max(c.chance for c in all_)) - logit(head.chance),
        "named": head.cast.named,
        "parties": len(head.cast.parties),
        "central": float(head.central),
        "quoted": float(seen.quoted),
        "undated": float(age is None),
        "long ago": float(age is not None and age > 8),
        "this week": float(age is not None and 0 <= age <= 7),
        "to come": float(age is not None and age < 0),
        **{mood: float(mood in seen.mood.found) for mood in _MOODS},
        **{f"status {name}": share for name, share in zip(STATUSES, head.judged.statuses, strict=True)},
        **{f"type {name}": float(head.type == name) for name in MILESTONES},
        "lead": float(seen.at <= LEAD_SENTENCES),
        "rules": min(len(own), 3),
        "surest rule": max((hit.weight for hit in own), default=0.0),
        "rules of others": min(len(others), 4),
        "plain deed": float("plain" in moods),
        "no plain deed": float(bool(moods) and "plain" not in moods),
        "several named": float(head.cast.named > 1),
        "two parties": float(len(head.cast.parties) == 2),
        "many named": float(head.cast.named > 2),
        "surest status": max(head.judged.statuses),
        "ahead of the next kind": best - second,
        "on a day": float(head.when is not None and head.when.grain == "day"),
        "on a day of telling": float(head.when is not None and head.when.told),
        "said": float(bool(seen.said)),
        "former": float(head.former),
        "settled": float(head.ruled is not None),
        "told again": len({c.seen.at for c in group if c.chance >= REPORTED_AGAIN}),
    }

"""All evidence on where a side stands on a question comes in; its history, with hysteresis, goes out.

Evidence is taken in event time, so the result depends on the set alone. A position moves at once when a principal says
the opposite flatly in direct words; otherwise only when enough articles of independent publishers agree within a week.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from services.stances.domain.evidence import Held
from shared.contracts.common import Verdict


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a position moves. See hysteresis.yaml."""

    articles: int
    publishers: int
    window_days: int
    principal_rank: int
    """Ranks up to this one speak for the side: their flat, direct words move a position at once."""
    holds_days: int
    """So long a principal's own words are not outvoted by lower ranks."""
    least_confidence: float
    dissent_days: int
    silence_articles: int
    silence_factor: float
    silence_least_days: int

    @property
    def window(self) -> timedelta:
        """Within which evidence adds up."""
        return timedelta(days=self.window_days)


class Turn(msgspec.Struct, frozen=True):
    """The row's position from here on, and the evidence that made it so."""

    verdict: Verdict
    position: int
    evidence: tuple[Held, ...]
    """The last one completed the change."""
    rule: str

    @property
    def at(self) -> datetime:
        """Event time of what completed it."""
        return when(self.evidence[-1])

    @property
    def known_at(self) -> datetime:
        """When all of its evidence was there."""
        return max(h.known_at for h in self.evidence)

    @property
    def bearer(self) -> Held:
        """The weightiest piece: the highest rank, direct before paraphrased, the latest."""
        return min(
            self.evidence,
            key=lambda h: (h.position.rank, not h.position.direct, -when(h).timestamp(), h.position.id),
        )


def when(held: Held) -> datetime:
    """Event time."""
    return held.position.evidence.article.published_at


def in_order(evidence: Iterable[Held]) -> list[Held]:
    """In event time; ties by id, so that every order of arrival gives the same."""
    return sorted(evidence, key=lambda h: (when(h), h.position.id))


def value_of(verdict: Verdict, strength: int) -> int:
    """-2 ... +2: flatly against to flatly for; a condition is half a yes, open is neither."""
    match verdict:
        case "for":
            return strength
        case "against":
            return -strength
        case "conditional":
            return 1
        case _:
            return 0


def turns(evidence: Sequence[Held], rules: Rules) -> tuple[Turn, ...]:
    """The positions that the side held one after another; evidence must be in order."""
    found: list[Turn] = []
    voices: list[Held] = []
    for held in evidence:
        if held.position.confidence < rules.least_confidence:
            continue
        voices = [v for v in voices if when(v) >= when(held) - rules.window]
        if not found:
            found.append(_turn((held,), "first word on the question"))
            continue
        current = found[-1]
        if held.position.verdict == current.verdict:
            voices = [*voices, held]
            if abs(_value(held)) > abs(current.position) and _principal(held, rules):
                found[-1] = msgspec.structs.replace(current, position=_value(held))
            continue
        if _explicit(held, current, rules):
            found.append(_turn((held,), "a principal's own flat words"))
            voices = []
            continue
        voices = [*voices, held]
        if carried := _carried(voices, held, current, rules):
            found.append(
                _turn(carried, f"{rules.articles} articles of {rules.publishers} publishers within a week")
            )
            voices = []
    return tuple(found)


def _turn(evidence: tuple[Held, ...], rule: str) -> Turn:
    last = evidence[-1]
    values = sorted(_value(h) for h in evidence)
    return Turn(last.position.verdict, values[len(values) // 2], evidence, rule)


def _value(held: Held) -> int:
    return value_of(held.position.verdict, held.position.strength)


def _principal(held: Held, rules: Rules) -> bool:
    return _act(held) or (held.position.rank <= rules.principal_rank and held.position.direct)


def _act(held: Held) -> bool:
    return held.position.origin == "milestone"


def _explicit(held: Held, current: Turn, rules: Rules) -> bool:
    """A principal (or an act of the side) says flatly what the row does not hold, and does not fall behind the one
    who made it so: a minister does not reverse the president of last week."""
    if not (_principal(held, rules) and held.position.strength == 2 and held.position.verdict != "open"):
        return False
    recent = when(held) - current.at <= timedelta(days=rules.holds_days)
    bearer = current.bearer
    return (
        _act(held)
        or not recent
        or not _principal(bearer, rules)
        or held.position.rank <= bearer.position.rank
    )


def _carried(voices: Sequence[Held], last: Held, current: Turn, rules: Rules) -> tuple[Held, ...]:
    """The voices that carry a change to the verdict of `last`, or none."""
    agreeing = [v for v in voices if v.position.verdict == last.position.verdict]
    holding = [v for v in voices if v.position.verdict == current.verdict]
    articles = {v.position.evidence.article.id for v in agreeing}
    publishers = {v.position.evidence.article.publisher for v in agreeing}
    if len(articles) < rules.articles or len(publishers) < rules.publishers:
        return ()
    if len({v.position.evidence.article.id for v in holding}) >= len(articles):
        return ()
    bearer = current.bearer
    recent = when(last) - current.at <= timedelta(days=rules.holds_days)
    if recent and _principal(bearer, rules) and min(v.position.rank for v in agreeing) > bearer.position.rank:
        return ()
    return tuple(agreeing)

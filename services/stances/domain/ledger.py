"""All evidence on where a side stands on a question comes in; its history, with hysteresis, goes out.

Evidence is taken in event time, so the result depends on the set alone. A position moves at once when a principal says
the opposite flatly in direct words, or acts so; otherwise only when enough articles of independent publishers agree
within a week. What one lower voice was reported to say once is no position yet: it gives way without a change.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from services.stances.domain.evidence import Held, once_each, telling_of
from services.stances.domain.independence import by_article, by_publisher
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
    voice_rank: int
    """Only ranks up to this one (an office) speak for a side."""
    sure: float
    """Least confidence of a single piece of evidence that moves a position by itself."""
    settle_days: int
    """So soon after a change one voice of no higher rank does not change it again; several articles do."""
    silence_articles: int
    silence_factor: float
    silence_least_days: int

    @property
    def window(self) -> timedelta:
        """Within which evidence adds up."""
        return timedelta(days=self.window_days)


FIRST: Final = "first word on the question"
OWN_WORDS: Final = "a principal's own flat words"
OWN_ACT: Final = "the side's own act"


class Turn(msgspec.Struct, frozen=True):
    """The row's position from here on, and the evidence that made it so."""

    verdict: Verdict
    position: int
    evidence: tuple[Held, ...]
    """In event time. What only bears out a first word makes it weigh more, and delays what may follow."""
    rule: str
    needed: int = 1
    """How many of the evidence, from the first, made it so."""

    @property
    def since(self) -> datetime:
        """Event time of what made it so."""
        return when(self.evidence[self.needed - 1])

    @property
    def known_from(self) -> datetime:
        """When as much was known as made it so; of a first word any piece of its evidence is enough."""
        known = [h.known_at for h in self.evidence]
        return min(known) if self.needed == 1 else max(known[: self.needed])

    @property
    def at(self) -> datetime:
        """Event time of its last evidence."""
        return when(self.evidence[-1])

    @property
    def bearer(self) -> Held:
        """The weightiest piece: the highest rank, direct before paraphrased, the surest, the latest."""
        return min(
            self.evidence,
            key=lambda h: (
                h.position.rank, not h.position.direct, -h.position.confidence, -when(h).timestamp(), h.position.id,
            ),
        )  # fmt: skip


def when(held: Held) -> datetime:
    """Event time."""
    return held.position.evidence.article.published_at


def in_order(evidence: Iterable[Held]) -> list[Held]:
    """In event time; ties by ids, so that every order of arrival gives the same."""
    return sorted(evidence, key=lambda h: (when(h), *telling_of(h)))


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
    for held in once_each([h for h in evidence if _counts(h, rules)]):
        voices = [v for v in voices if when(v) >= when(held) - rules.window]
        if not found:
            found.append(_turn((held,), FIRST))
            continue
        current = found[-1]
        if held.position.verdict == current.verdict:
            voices = [*voices, held]
            if not firm(current, rules):
                current = found[-1] = msgspec.structs.replace(current, evidence=(*current.evidence, held))
            if abs(_value(held)) > abs(current.position) and _principal(held, rules):
                found[-1] = msgspec.structs.replace(current, position=_value(held))
            continue
        voices = [*voices, held]
        if moved := _explicit(voices, held, current, rules):
            turn = _turn(moved, OWN_ACT if _act(held) else OWN_WORDS)
        elif carried := _carried(voices, held, current, rules):
            turn = _turn(carried, f"{rules.articles} articles of {rules.publishers} publishers within a week")
        elif not firm(current, rules) and _weightier(held, current.bearer, rules):
            turn = _turn((held,), FIRST)
        else:
            continue
        voices = []
        if firm(current, rules):
            found.append(turn)
        else:
            found[-1] = msgspec.structs.replace(turn, rule=FIRST)
    return tuple(found)


def firm(turn: Turn, rules: Rules) -> bool:
    """Whether the side can be held to it: it moved there, or a principal or two articles said so."""
    return (
        turn.rule != FIRST
        or any(_principal(h, rules) and h.position.confidence >= rules.sure for h in turn.evidence)
        or len(by_article(turn.evidence)) > 1
    )


def _counts(held: Held, rules: Rules) -> bool:
    return held.position.confidence >= rules.least_confidence and _speaks(held, rules)


def _speaks(held: Held, rules: Rules) -> bool:
    """Who has no office does not speak for a side, but for themselves."""
    return _act(held) or held.position.rank <= rules.voice_rank or held.position.speaker == held.position.side


def _weightier(held: Held, than: Held, rules: Rules) -> bool:
    def weight(one: Held) -> tuple[bool, int]:
        return _principal(one, rules), -one.position.rank

    return weight(held) > weight(than)


def _turn(evidence: tuple[Held, ...], rule: str) -> Turn:
    last = evidence[-1]
    values = sorted(_value(h) for h in evidence)
    return Turn(last.position.verdict, values[len(values) // 2], evidence, rule, needed=len(evidence))


def _value(held: Held) -> int:
    return value_of(held.position.verdict, held.position.strength)


def _principal(held: Held, rules: Rules) -> bool:
    return _act(held) or (held.position.rank <= rules.principal_rank and held.position.direct)


def _act(held: Held) -> bool:
    return held.position.origin == "milestone"


def _explicit(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> tuple[Held, ...]:
    """A principal says flatly what the row does not hold, and does not fall behind the one who made it so: a minister
    does not reverse the president of last week. Words that are read with less than certainty, and acts, of which an
    outlet's account is no quotation, must be told by two publishers."""
    told = tuple(v for v in voices if _alike(v, held, rules))
    if len(by_publisher(told)) >= rules.publishers:
        return told if _free(held, current, rules) else ()
    alone = not _act(held) and held.position.confidence >= rules.sure
    return (held,) if alone and _alike(held, held, rules) and _free(held, current, rules) else ()


def _alike(voice: Held, held: Held, rules: Rules) -> bool:
    """Whether a voice is a principal's flat word (or an act, as `held` is one) for the same verdict."""
    return (
        _principal(voice, rules)
        and _act(voice) == _act(held)
        and voice.position.strength == 2
        and voice.position.verdict == held.position.verdict != "open"
    )


def _free(held: Held, current: Turn, rules: Rules) -> bool:
    """Whether the position may move again, by this voice."""
    if current.rule in (OWN_WORDS, OWN_ACT) and when(held) - current.at < timedelta(days=rules.settle_days):
        return held.position.rank < current.bearer.position.rank
    recent = when(held) - current.at <= timedelta(days=rules.holds_days)
    bearer = current.bearer
    return (
        _act(held)
        or not recent
        or not _principal(bearer, rules)
        or held.position.rank <= bearer.position.rank
    )


def _carried(voices: Sequence[Held], last: Held, current: Turn, rules: Rules) -> tuple[Held, ...]:
    """The voices that carry a change to the verdict of `last`, or none; those of the day of the last change count for
    that one. Not to repeat a condition does not drop it, and a new one must be told in words."""
    later = current.at + timedelta(days=1) if current.rule != FIRST else when(voices[0])
    agreeing = [v for v in voices if v.position.verdict == last.position.verdict and when(v) >= later]
    holding = [v for v in voices if v.position.verdict == current.verdict]
    articles = len(by_article(agreeing))
    if articles < rules.articles or len(by_publisher(agreeing)) < rules.publishers:
        return ()
    if current.verdict == "conditional" and last.position.verdict == "for":
        return ()
    if last.position.verdict == "conditional" and not all(v.position.condition for v in agreeing):
        return ()
    if len(by_article(holding)) >= articles:
        return ()
    bearer = current.bearer
    recent = when(last) - current.at <= timedelta(days=rules.holds_days)
    if recent and _principal(bearer, rules) and min(v.position.rank for v in agreeing) > bearer.position.rank:
        return ()
    return tuple(agreeing)

"""Defines a turn of a ledger row: the position from here on, the evidence for it, and its value from -2 to 2."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from services.stances.domain.evidence import Held, telling_of
from shared.contracts.common import Verdict


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a position moves. See hysteresis.yaml."""

    articles: int
    publishers: int
    window_days: int
    principal_rank: int
    """Ranks up to this one speak for the side: their flat, direct words move a position at once."""
    fades_days: int
    """A position that nothing has borne out for longer is not told as the one that a side left."""
    holds_days: int
    """So long a principal's own words are not outvoted by lower ranks."""
    least_confidence: float
    least_doubtful: float
    """From here on a principal's flat, direct words make a first word if two publishers have them."""
    dissent_days: int
    told_articles: int
    """So many articles must bear words out before people are told that a side moved there, or left it; an act of the
    side is enough by itself."""
    told_publishers: int
    voice_rank: int
    """Only ranks up to this one (an office) speak for a side."""
    sure: float
    """Least confidence of a single piece of evidence that moves a position by itself."""
    settle_days: int
    """So soon after a change one voice of no higher rank does not change it again; several articles do."""
    silence_days: int
    """On so many days a side must have spoken before its silence is one."""
    silence_factor: float
    silence_least_days: int

    @property
    def window(self) -> timedelta:
        """The time within which evidence adds up."""
        return timedelta(days=self.window_days)


FIRST: Final = "first word on the question"
OWN_WORDS: Final = "a principal's own flat words"
YIELDING: Final = "a principal's own words, which give way"
OWN_ACT: Final = "the side's own act"
NEW_CONDITION: Final = "a principal's other condition"


class Turn(msgspec.Struct, frozen=True):
    """The row's position from here on, and the evidence for it."""

    verdict: Verdict
    position: int
    evidence: tuple[Held, ...]
    """In event time. What only bears out a first word makes it weigh more, and delays what may follow."""
    rule: str
    needed: int = 1
    """How many of the evidence, from the first, made it so."""
    raised: Held | None = None
    """The principal's words that made it flat, where it began mildly; they need not be among the evidence."""

    @property
    def since(self) -> datetime:
        """Event time of the evidence that completed it."""
        return when(self.evidence[self.needed - 1])

    @property
    def known_from(self) -> datetime:
        """When enough was known to complete it; for a first word, any piece of its evidence is enough."""
        known = [h.known_at for h in self.evidence]
        return min(known) if self.needed == 1 else max(known[: self.needed])

    @property
    def at(self) -> datetime:
        """Event time of its last evidence."""
        return when(self.evidence[-1])

    @property
    def bearer(self) -> Held:
        """Of a deed its plainest telling, which comes first; of acts the latest, by its plainest telling; else the
        weightiest piece: the highest rank, direct before paraphrased, the most certain, the latest."""
        if self.evidence[0].position.deed is not None:
            return self.evidence[0]
        return min(
            self.evidence,
            key=lambda h: (
                (0, -when(h).timestamp(), 0, -h.position.confidence) if h.position.origin == "milestone"
                else (1, h.position.rank, not h.position.direct, -h.position.confidence),
                -when(h).timestamp(), h.position.id,
            ),
        )  # fmt: skip

    def as_known(self, moment: datetime) -> "Turn":
        """The turn as what was known at that moment makes it, which is no earlier than `known_from`."""
        mild = self.raised is not None and self.raised.known_at > moment
        return msgspec.structs.replace(
            self,
            position=value_of(self.verdict, 1) if mild else self.position,
            evidence=tuple(h for h in self.evidence if h.known_at <= moment),
            raised=None if mild else self.raised,
        )


def when(held: Held) -> datetime:
    """Event time."""
    return held.position.evidence.article.published_at


def in_order(evidence: Iterable[Held]) -> list[Held]:
    """The evidence in event time; ids break ties, so that the order of arrival does not matter."""
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


def value(held: Held) -> int:
    """The value of one piece of evidence, -2 to 2."""
    return value_of(held.position.verdict, held.position.strength)


def turn_of(evidence: tuple[Held, ...], rule: str) -> Turn:
    """The turn that all of this evidence makes, to the verdict of its last piece."""
    values = sorted(value(h) for h in evidence)
    return Turn(evidence[-1].position.verdict, values[len(values) // 2], evidence, rule, needed=len(evidence))

"""Tells whom a piece of evidence speaks for, how sure its reading is, and how plain its words are."""

from datetime import timedelta
from typing import Final

from services.stances.domain.evidence import Held
from services.stances.domain.turn import Rules, Turn, when

_LONG: Final = timedelta(days=90)
"""So long after an act another is no longer a telling of it."""


def counts(held: Held, rules: Rules) -> bool:
    """Whether it is sure enough, and from somebody who speaks for the side."""
    return held.position.confidence >= rules.least_confidence and speaks(held, rules)


def speaks(held: Held, rules: Rules) -> bool:
    """Whether the speaker speaks for the side; somebody without an office does not."""
    return act(held) or held.position.rank <= rules.voice_rank or held.position.speaker == held.position.side


def act(held: Held) -> bool:
    """Whether the side did it rather than said it."""
    return held.position.origin != "statement"


def sure_act(held: Held, rules: Rules) -> bool:
    """Whether it is an act that an outlet tells as its news, so that one outlet is enough."""
    return act(held) and held.position.confidence >= rules.sure


def plainer(held: Held, last: Held, rules: Rules) -> bool:
    """Whether an act that repeats the last one is told more plainly, as plainly as can be on a later day, or long
    after it."""
    sure = held.position.confidence
    later = when(held).date() > when(last).date()
    told = sure > rules.sure and (later or sure > last.position.confidence)
    return told or when(held) - when(last) > _LONG


def acted(turn: Turn, rules: Rules) -> bool:
    """Whether the side did something that shows where it stands."""
    return any(sure_act(held, rules) for held in turn.evidence)


def own_words(held: Held, rules: Rules) -> bool:
    """Whether they are direct words of somebody who can move the side."""
    return not act(held) and held.position.rank <= rules.principal_rank and held.position.direct


def principal(held: Held, rules: Rules) -> bool:
    """Whether it is the side's own act, or a principal's own words."""
    return act(held) or own_words(held, rules)


def flat(held: Held) -> bool:
    """Whether it is a plain yes or no."""
    return held.position.strength == 2 and held.position.verdict != "open"


def weightier(held: Held, than: Held, rules: Rules) -> bool:
    """Whether it outweighs another first word: a principal comes first, then the higher rank."""

    def weight(one: Held) -> tuple[bool, int]:
        return principal(one, rules), -one.position.rank

    return weight(held) > weight(than)

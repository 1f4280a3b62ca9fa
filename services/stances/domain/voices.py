"""A piece of evidence comes in; for whom it speaks, how surely and how plainly, goes out."""

from services.stances.domain.evidence import Held
from services.stances.domain.turn import Rules


def counts(held: Held, rules: Rules) -> bool:
    """Whether it is sure enough, and of somebody who speaks for the side."""
    return held.position.confidence >= rules.least_confidence and speaks(held, rules)


def speaks(held: Held, rules: Rules) -> bool:
    """Who has no office does not speak for a side, but for themselves."""
    return act(held) or held.position.rank <= rules.voice_rank or held.position.speaker == held.position.side


def act(held: Held) -> bool:
    """Whether it is told by what the side did, not by what it said."""
    return held.position.origin == "milestone"


def own_words(held: Held, rules: Rules) -> bool:
    """Direct words of somebody who can move the side."""
    return not act(held) and held.position.rank <= rules.principal_rank and held.position.direct


def principal(held: Held, rules: Rules) -> bool:
    """Whether it is the side's own act, or a principal's own words."""
    return act(held) or own_words(held, rules)


def flat(held: Held) -> bool:
    """Whether it is a plain yes or no."""
    return held.position.strength == 2 and held.position.verdict != "open"


def weightier(held: Held, than: Held, rules: Rules) -> bool:
    """Whether it goes before another first word: a principal, then the higher rank."""

    def weight(one: Held) -> tuple[bool, int]:
        return principal(one, rules), -one.position.rank

    return weight(held) > weight(than)

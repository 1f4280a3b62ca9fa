"""What was said of late and where the side stands come in; the turn that it makes, if any, goes out."""

from collections.abc import Sequence
from datetime import timedelta

from services.stances.domain.conditions import unlike, warns
from services.stances.domain.evidence import Held
from services.stances.domain.independence import by_article, by_publisher
from services.stances.domain.turn import FIRST, OWN_ACT, OWN_WORDS, YIELDING, Rules, Turn, turn_of, when
from services.stances.domain.voices import act, flat, own_words, principal


def moved(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> Turn | None:
    """The turn away from `current` that `held`, the last of the voices, completes."""
    if explicit := _explicit(voices, held, current, rules):
        return explicit
    if carried := _carried(voices, held, current, rules):
        return turn_of(carried, f"{rules.articles} articles of {rules.publishers} publishers within a week")
    return None


def _explicit(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> Turn | None:
    """A principal says flatly what the row does not hold, and does not fall behind the one who made it so: a minister
    does not reverse the president of last week."""
    if not free(held, current, rules):
        return None
    if moved := _flatly(voices, held, rules):
        return turn_of(moved, OWN_ACT if act(held) else OWN_WORDS)
    if current.verdict == "against" and (moved := _giving_way(voices, held, current, rules)):
        return turn_of(moved, YIELDING)
    return None


def _flatly(voices: Sequence[Held], held: Held, rules: Rules) -> tuple[Held, ...]:
    """The voices that say so flatly. Words that are read with less than certainty, conditions, and acts, of which an
    outlet's account is no quotation, must be told by two publishers."""
    told = tuple(v for v in voices if _alike(v, held, rules))
    if len(by_publisher(told)) >= rules.publishers:
        return told
    alone = own_words(held, rules) and flat(held) and held.position.confidence >= rules.sure
    return (held,) if alone else ()


def _giving_way(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> tuple[Held, ...]:
    """The voices of principals who no longer refuse, though they promise little ("we are ready"); two publishers must
    have them, however surely each is read."""
    told = tuple(
        v
        for v in _later(voices, current)
        if own_words(v, rules) and v.position.verdict == held.position.verdict in ("for", "open")
    )
    return told if held in told and len(by_publisher(told)) >= rules.publishers else ()


def _alike(voice: Held, held: Held, rules: Rules) -> bool:
    """Whether a voice is a principal's flat word (or an act, as `held` is one) for the same verdict, or names the same
    condition."""
    return (
        principal(voice, rules)
        and act(voice) == act(held)
        and voice.position.verdict == held.position.verdict
        and (flat(voice) or _names_one(voice, held))
    )


def _names_one(voice: Held, held: Held) -> bool:
    """Whether both set a condition, and not two of them."""
    named = voice.position.condition or ""
    set_ = voice.position.verdict == "conditional" and named and not warns(named)
    return bool(set_) and not unlike(named, held.position.condition)


def free(held: Held, current: Turn, rules: Rules) -> bool:
    """Whether the position may move again, by this voice."""
    if current.rule in (OWN_WORDS, OWN_ACT, YIELDING) and when(held) - current.at < timedelta(
        days=rules.settle_days
    ):
        return held.position.rank < current.bearer.position.rank
    recent = when(held) - current.at <= timedelta(days=rules.holds_days)
    bearer = current.bearer
    return (
        act(held) or not recent or not principal(bearer, rules) or held.position.rank <= bearer.position.rank
    )


def _later(voices: Sequence[Held], current: Turn) -> list[Held]:
    """Those that may undo the last change: what is said on its day counts for that one."""
    later = current.at + timedelta(days=1)
    return [v for v in voices if current.rule == FIRST or when(v) >= later]


def _carried(voices: Sequence[Held], last: Held, current: Turn, rules: Rules) -> tuple[Held, ...]:
    """The voices that carry a change to the verdict of `last`, or none. Not to repeat a condition does not drop it, and
    a new one must be told in words."""
    agreeing = [v for v in _later(voices, current) if v.position.verdict == last.position.verdict]
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
    if recent and principal(bearer, rules) and min(v.position.rank for v in agreeing) > bearer.position.rank:
        return ()
    return tuple(agreeing)

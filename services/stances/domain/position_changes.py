"""Decides whether recent voices move a side away from its current position, e.g. a president's flat no after a yes."""

from collections.abc import Sequence
from datetime import timedelta

from services.stances.domain.conditions import unlike, warns
from services.stances.domain.evidence import Held
from services.stances.domain.independence import by_article, by_publisher
from services.stances.domain.turn import FIRST, OWN_ACT, OWN_WORDS, YIELDING, Rules, Turn, turn_of, when
from services.stances.domain.voices import act, acted, flat, own_words, principal, sure_act


def moved(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> Turn | None:
    """The turn away from `current` that `held`, the last of the voices, completes; None if it completes none. What a
    side did is not undone by what it says."""
    if acted(current, rules) and not act(held):
        return None
    if explicit := _explicit(voices, held, current, rules):
        return explicit
    if carried := _carried(voices, held, current, rules):
        return turn_of(carried, f"{rules.articles} articles of {rules.publishers} publishers within a week")
    return None


def _explicit(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> Turn | None:
    """The turn that a principal's flat words make. A lower rank does not undo a recent turn: a minister does not
    reverse last week's president."""
    if not free(held, current, rules):
        return None
    if moved := _flatly(voices, held, rules):
        return turn_of(moved, OWN_ACT if act(held) else OWN_WORDS)
    if current.verdict == "against" and (moved := _giving_way(voices, held, current, rules)):
        return turn_of(moved, YIELDING)
    return None


def _flatly(voices: Sequence[Held], held: Held, rules: Rules) -> tuple[Held, ...]:
    """The voices that flatly say so. Doubtful readings, conditions, and acts (an outlet's account is no quotation) need
    two publishers."""
    told = tuple(v for v in voices if _alike(v, held, rules))
    if len(by_publisher(told)) >= rules.publishers:
        return told
    alone = own_words(held, rules) and flat(held) and held.position.confidence >= rules.sure
    return (held,) if alone or sure_act(held, rules) else ()


def _giving_way(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> tuple[Held, ...]:
    """The voices of principals who no longer refuse, though they promise little ("we are ready"); two publishers are
    needed, however sure each reading is."""
    told = tuple(
        v
        for v in _later(voices, current)
        if own_words(v, rules) and v.position.verdict == held.position.verdict in ("for", "open")
    )
    return told if held in told and len(by_publisher(told)) >= rules.publishers else ()


def _alike(voice: Held, held: Held, rules: Rules) -> bool:
    """Whether a voice is a principal's flat word (or an act, if `held` is one) for the same verdict, or names the same
    condition."""
    return (
        principal(voice, rules)
        and act(voice) == act(held)
        and voice.position.verdict == held.position.verdict
        and (flat(voice) or _names_one(voice, held))
    )


def _names_one(voice: Held, held: Held) -> bool:
    """Whether both set a condition, and the same one."""
    named = voice.position.condition or ""
    set_ = voice.position.verdict == "conditional" and named and not warns(named)
    return bool(set_) and not unlike(named, held.position.condition)


def free(held: Held, current: Turn, rules: Rules) -> bool:
    """Whether this voice may move the position again."""
    turned = current.rule in (OWN_WORDS, OWN_ACT, YIELDING) or acted(current, rules)
    if turned and not settled(held, current, rules):
        return held.position.rank < current.bearer.position.rank
    recent = when(held) - current.at <= timedelta(days=rules.holds_days)
    bearer = current.bearer
    return (
        act(held) or not recent or not principal(bearer, rules) or held.position.rank <= bearer.position.rank
    )


def settled(held: Held, current: Turn, rules: Rules) -> bool:
    """Whether the last change is long enough ago for one voice to make another, and the last act for the side."""
    last = current.at if acted(current, rules) else current.since
    return when(held) - last >= timedelta(days=rules.settle_days)


def _later(voices: Sequence[Held], current: Turn) -> list[Held]:
    """The voices that may undo the last change: those of its own day count for it."""
    later = current.at + timedelta(days=1)
    return [v for v in voices if current.rule == FIRST or when(v) >= later]


def _carried(voices: Sequence[Held], last: Held, current: Turn, rules: Rules) -> tuple[Held, ...]:
    """The voices that carry a change to the verdict of `last`, or none. A condition is not dropped by not repeating it,
    and a new one must be stated in words."""
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

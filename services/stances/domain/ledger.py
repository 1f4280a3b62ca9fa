"""All evidence on where a side stands on a question comes in; its history, with hysteresis, goes out.

Evidence is taken in event time, so the result depends on the set alone. A position moves at once when a principal says
the opposite flatly in direct words, or acts so; otherwise only when enough articles of independent publishers agree
within a week. What one lower voice was reported to say once is no position yet: it gives way without a change.
Another condition in place of the one that stood is a turn of its own.
"""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from services.stances.domain.conditions import unlike, warns
from services.stances.domain.evidence import Held, once_each
from services.stances.domain.independence import by_article, by_publisher
from services.stances.domain.turn import (
    FIRST,
    NEW_CONDITION,
    OWN_ACT,
    OWN_WORDS,
    YIELDING,
    Rules,
    Turn,
    value_of,
    when,
)
from services.stances.domain.voices import act, counts, flat, own_words, principal, weightier


def turns(evidence: Sequence[Held], rules: Rules) -> tuple[Turn, ...]:
    """The positions that the side held one after another; evidence must be in order."""
    found: list[Turn] = []
    voices: list[Held] = []
    for held in once_each([h for h in evidence if counts(h, rules)]):
        voices = [v for v in voices if when(v) >= when(held) - rules.window]
        if not found:
            found.append(_turn((held,), FIRST))
            continue
        current = found[-1]
        if held.position.verdict == current.verdict:
            voices = [*voices, held]
            if firm(current, rules) and _sets_another(voices, held, current, rules):
                found.append(_turn((held,), NEW_CONDITION))
                continue
            if not firm(current, rules) or _bears_out(held, current, rules):
                current = found[-1] = msgspec.structs.replace(current, evidence=(*current.evidence, held))
            if abs(_value(held)) > abs(current.position) and principal(held, rules):
                found[-1] = msgspec.structs.replace(current, position=_value(held))
            continue
        voices = [*voices, held]
        if explicit := _explicit(voices, held, current, rules):
            turn = explicit
        elif carried := _carried(voices, held, current, rules):
            turn = _turn(carried, f"{rules.articles} articles of {rules.publishers} publishers within a week")
        elif not firm(current, rules) and weightier(held, current.bearer, rules):
            turn = _turn((held,), FIRST)
        else:
            continue
        voices = []
        if firm(current, rules):
            found.append(turn)
        else:
            found[-1] = msgspec.structs.replace(turn, rule=FIRST)
    return tuple(found)


def told_widely(turn: Turn, rules: Rules) -> bool:
    """Whether several publishers have it in words of their own."""
    return len(by_publisher(turn.evidence)) >= rules.publishers


def _sets_another(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> bool:
    """A principal gives another condition than the one that stands, which nobody has repeated of late."""
    named = held.position.condition
    repeated = (v for v in voices if v is not held and v.position.verdict == current.verdict)
    return (
        principal(held, rules)
        and held.position.confidence >= rules.sure
        and unlike(named, current.bearer.position.condition)
        and when(held) - current.at >= timedelta(days=rules.settle_days)
        and all(unlike(v.position.condition, current.bearer.position.condition) for v in repeated)
        and _free(held, current, rules)
    )


def _bears_out(held: Held, current: Turn, rules: Rules) -> bool:
    """Whether a new condition, told by too few as yet, is told once more by a principal."""
    return (
        current.rule == NEW_CONDITION
        and principal(held, rules)
        and not told_widely(current, rules)
        and when(held) - current.since <= rules.window
        and bool(held.position.condition)
        and not unlike(held.position.condition, current.bearer.position.condition)
    )


def firm(turn: Turn, rules: Rules) -> bool:
    """Whether the side can be held to it: it moved there, or a principal or two articles said so."""
    return (
        turn.rule != FIRST
        or any(principal(h, rules) and h.position.confidence >= rules.sure for h in turn.evidence)
        or len(by_article(turn.evidence)) > 1
    )


def _turn(evidence: tuple[Held, ...], rule: str) -> Turn:
    last = evidence[-1]
    values = sorted(_value(h) for h in evidence)
    return Turn(last.position.verdict, values[len(values) // 2], evidence, rule, needed=len(evidence))


def _value(held: Held) -> int:
    return value_of(held.position.verdict, held.position.strength)


def _explicit(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> Turn | None:
    """A principal says flatly what the row does not hold, and does not fall behind the one who made it so: a minister
    does not reverse the president of last week."""
    if not _free(held, current, rules):
        return None
    if moved := _flatly(voices, held, rules):
        return _turn(moved, OWN_ACT if act(held) else OWN_WORDS)
    if current.verdict == "against" and (moved := _giving_way(voices, held, current, rules)):
        return _turn(moved, YIELDING)
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


def _free(held: Held, current: Turn, rules: Rules) -> bool:
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

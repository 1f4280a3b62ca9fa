"""Derives the history of a side's position on a question from all evidence, with hysteresis against single remarks.

Evidence is taken in event time, so the result depends on the set alone. A position moves at once when a principal says
the opposite flatly in direct words, or acts so; otherwise only when enough articles of independent publishers agree
within a week. A single remark of a lower rank is no position yet: it gives way without counting as a change. A
principal's flat words that are read with doubt become one if two publishers have them. A new condition in place of the
old one is a turn of its own.
"""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from services.stances.domain.acts import carries_out
from services.stances.domain.conditions import unlike
from services.stances.domain.deed_turns import deed_turns
from services.stances.domain.evidence import Held, once_each
from services.stances.domain.firmness import borne_out, firm, tellable, told_widely
from services.stances.domain.position_changes import free, moved
from services.stances.domain.turn import (
    FIRST,
    NEW_CONDITION,
    OWN_ACT,
    Rules,
    Turn,
    in_order,
    turn_of,
    value,
    when,
)
from services.stances.domain.voices import (
    acted,
    counts,
    flat,
    own_words,
    plainer,
    principal,
    sure_act,
    weightier,
)


def turns(evidence: Sequence[Held], rules: Rules) -> tuple[Turn, ...]:
    """The positions that the side held one after another; evidence must be in order. From its first deed on its deeds
    alone show where it stands."""
    done = deed_turns(evidence, rules)
    if not done:
        return _word_turns(evidence, rules)
    first = min(when(held) for held in done[0].evidence)
    return (
        *_word_turns([held for held in evidence if held.position.deed is None and when(held) < first], rules),
        *done,
    )


def _word_turns(evidence: Sequence[Held], rules: Rules) -> tuple[Turn, ...]:
    found: list[Turn] = []
    voices: list[Held] = []
    own: list[Held] = []
    for held in _heard(evidence, rules):
        voices = [v for v in voices if when(v) >= when(held) - rules.window]
        own = [v for v in (*own, held) if _flatly_own(v, rules) and when(v) >= when(held) - rules.window]
        current = found[-1] if found else None
        loose = current is None or not firm(current, rules)
        if loose and (first := borne_out(own, held, current, rules)):
            found[-1:], voices = [first], []
        elif not counts(held, rules):
            continue
        elif current is None:
            found.append(turn_of((held,), FIRST))
        elif held.position.verdict == current.verdict:
            voices = [*voices, held]
            found[-1:] = _same(voices, held, current, rules)
        else:
            voices = [*voices, held]
            turn = moved(voices, held, current, rules)
            if turn is None and loose and weightier(held, current.bearer, rules):
                turn = turn_of((held,), FIRST)
            if turn is not None:
                voices = []
                found[-1:] = [msgspec.structs.replace(turn, rule=FIRST)] if loose else [current, turn]
    return tuple(found)


def _heard(evidence: Sequence[Held], rules: Rules) -> list[Held]:
    """Each piece that counts, once, and those that count only together with another."""
    sure = once_each([h for h in evidence if counts(h, rules)])
    known = {h.position.id for h in sure}
    beside = [h for h in evidence if h.position.id not in known and _flatly_own(h, rules)]
    return in_order([*sure, *once_each(beside)])


def _flatly_own(held: Held, rules: Rules) -> bool:
    return own_words(held, rules) and flat(held) and held.position.confidence >= rules.least_doubtful


def _same(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> list[Turn]:
    """The current position with one more voice for it, and with another condition if the voice sets one."""
    if firm(current, rules) and _sets_another(voices, held, current, rules):
        return [current, turn_of((held,), NEW_CONDITION)]
    if sure_act(held, rules) and acted(current, rules):
        return _act_again(held, current, rules)
    gathers = not firm(current, rules) or (current.rule == FIRST and not tellable(current, rules))
    if sure_act(held, rules) or gathers or _bears_out(held, current, rules):
        current = msgspec.structs.replace(current, evidence=(*current.evidence, held))
    if abs(value(held)) > abs(current.position) and principal(held, rules):
        current = msgspec.structs.replace(current, position=value(held), raised=held)
    return [current]


def _act_again(held: Held, current: Turn, rules: Rules) -> list[Turn]:
    """The position with one more act for it: a turn of its own where a threat is carried out later on."""
    last = current.evidence[-1]
    # Of a side that only threatened so far the first threat counts, else the one after its last deed.
    since = current.since if abs(current.position) == 1 else when(last)
    if carries_out(held.position, last.position) and when(held) - since >= timedelta(days=rules.settle_days):
        return [current, turn_of((held,), OWN_ACT)]
    position = max(current.position, value(held), key=abs)
    if abs(value(held)) <= abs(current.position) and not plainer(held, last, rules):
        return [current]
    first = current.evidence[: current.needed]
    kept = first if last in first else current.evidence[:-1]
    return [msgspec.structs.replace(current, evidence=(*kept, held), position=position)]


def _sets_another(voices: Sequence[Held], held: Held, current: Turn, rules: Rules) -> bool:
    """Whether a principal sets a condition other than the current one, which nobody has repeated lately."""
    named = held.position.condition
    repeated = (v for v in voices if v is not held and v.position.verdict == current.verdict)
    return (
        principal(held, rules)
        and held.position.confidence >= rules.sure
        and unlike(named, current.bearer.position.condition)
        and when(held) - current.at >= timedelta(days=rules.settle_days)
        and all(unlike(v.position.condition, current.bearer.position.condition) for v in repeated)
        and free(held, current, rules)
    )


def _bears_out(held: Held, current: Turn, rules: Rules) -> bool:
    """Whether a principal repeats a new condition that had too few publishers so far."""
    return (
        current.rule == NEW_CONDITION
        and principal(held, rules)
        and not told_widely(current, rules)
        and when(held) - current.since <= rules.window
        and bool(held.position.condition)
        and not unlike(held.position.condition, current.bearer.position.condition)
    )

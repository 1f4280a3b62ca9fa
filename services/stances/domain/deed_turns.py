"""Derives the history of a side's position on a question from its deeds.

A side moves where it does the contrary of what it did, or goes a step further with one measure: what it threatened it
announces, what it put off it calls off. A measure that takes effect as announced is no move, nor is saying it again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import msgspec

from services.stances.domain.events import Event, alike, deed_of, events
from services.stances.domain.evidence import Held
from services.stances.domain.independence import by_publisher
from services.stances.domain.turn import FIRST, OWN_ACT, Rules, Turn, value

_FIRST_RANK: Final = 1
_ANNOUNCED: Final = 2
_MUCH_MORE: Final = 1.5
_ONE_DAY: Final = timedelta(days=1)
_LATE: Final = timedelta(days=120)
_GOODS: Final = frozenset(
    ("cars", "steel", "aluminum", "metals", "soybeans", "pork", "washing machines", "solar panels")
)
_NEAR: Final = timedelta(days=21)
_STALE: Final = timedelta(days=270)
"""What was threatened longer ago is another matter."""
_SOON: Final = timedelta(days=14)
_LATER: Final = timedelta(days=21)
"""So long after it another measure is none of what a first one brought with it."""
_RAISED: Final = re.compile(
    r"\b(?:rais|hik|increas|doubl|higher|additional|another|further|new round|new tariffs|extra)\w*",
    re.IGNORECASE,
)


def deed_turns(evidence: Sequence[Held], rules: Rules) -> tuple[Turn, ...]:
    """The positions that the side's deeds show, one after another."""
    sure = [
        held for held in evidence if held.position.deed is not None and held.position.confidence >= rules.sure
    ]
    found: list[Turn] = []
    standing: list[Event] = []
    for event in events(sure):
        comparable = [each for each in standing if _comparable(each, event)]
        last = comparable[-1] if comparable else None
        if last is None and standing:
            # The first about this measure, while others are known.
            standing.append(event)
            continue
        if last is None:
            found.append(_turn(event, FIRST))
        elif last.step.hard != event.step.hard:
            if event.deed.conditional and event.step.hard and event.step.rank == _FIRST_RANK:
                # "It will, if talks fail" takes nothing back.
                continue
            again = any(_repeats(event, each) for each in comparable)
            settled = timedelta(days=rules.settle_days) if again else _ONE_DAY
            if event.on - last.on < settled and len(by_publisher(event.tellings)) < rules.publishers:
                # One outlet alone may tell late what was taken back since.
                continue
            if event.on - last.on < _ONE_DAY and found[-1].rule == FIRST and _doubtful(last, rules):
                # What one outlet has of old while others tell the contrary as news: no change can be seen.
                found[-1] = _turn(event, FIRST)
                standing.append(event)
                continue
            found[-1] = _left(found[-1], _run(comparable), event)
            found.append(_turn(event, OWN_ACT))
        elif _further(event, comparable):
            found[-1] = _left(found[-1], _run(comparable), event)
            found.append(_turn(event, OWN_ACT))
        standing.append(event)
    return tuple(found)


def _comparable(one: Event, other: Event) -> bool:
    """Whether both can be about one measure: not one about cars and one about everything, nor about cars and steel."""
    if one.deed.kind == other.deed.kind == "curbs" and other.deed.things:
        # A ban on one firm is not lifted for another.
        return bool(set(one.deed.things) & set(other.deed.things))
    mine, theirs = set(one.deed.things) & _GOODS, set(other.deed.things) & _GOODS
    if one.step.hard == other.step.hard or not (mine or theirs):
        return True
    return bool(mine & theirs) or other.step.hard is False


def _doubtful(event: Event, rules: Rules) -> bool:
    """Whether one outlet alone tells it, without a day."""
    return len(by_publisher(event.tellings)) < rules.publishers and not _dated(event)


def _dated(event: Event) -> bool:
    return any(deed_of(held).dated for held in event.tellings)


def _repeats(event: Event, known: Event) -> bool:
    """Whether it can be the known event told again: it goes no further, with nothing that says when, or that it is
    another measure."""
    return (
        event.step.hard == known.step.hard
        and event.step.rank <= known.step.rank
        and not _dated(event)
        and event.deed.rate in (None, known.deed.rate)
        and (not event.amounts or (bool(known.amounts) and alike(event.amounts, known.amounts)))
    )


def _run(standing: Sequence[Event]) -> list[Event]:
    """The last events that go one way, the latest first."""
    run: list[Event] = []
    for each in reversed(standing):
        if run and each.step.hard != run[0].step.hard:
            break
        run.append(each)
    return run


def _left(turn: Turn, run: Sequence[Event], event: Event) -> Turn:
    """The turn as the side leaves it: shown by what went furthest of late, else by what it did last."""
    same = [
        e
        for e in run
        if e.amounts and event.amounts and alike(e.amounts, event.amounts, near=event.on - e.on <= _NEAR)
    ]
    fit = same or [each for each in run if not (each.amounts and event.amounts)] or run
    if run[0].step.hard == event.step.hard:
        # Of a step further the one that it goes beyond.
        fit = [each for each in fit if each.step.rank < event.step.rank] or fit
    late = [each for each in fit if event.on - each.on <= _LATE] or fit[:1]
    shown = max(
        late, key=lambda each: (each.step.rank > _FIRST_RANK, bool(each.amounts), each.step.rank, each.on)
    )
    again = _turn(shown, turn.rule)
    rest = [held for held in turn.evidence if held not in again.evidence]
    return msgspec.structs.replace(again, evidence=(*again.evidence, *rest))


def _further(event: Event, standing: Sequence[Event]) -> bool:
    """Whether the side goes further the same way: from a threat to the deed, from putting off to calling off, or to
    goods beyond those of before."""
    same_way = _run(standing)
    told = [each for each in same_way if each.amounts] if event.amounts else []
    same = [each for each in told if alike(each.amounts, event.amounts, near=event.on - each.on <= _NEAR)]
    since = event.on - (same or same_way)[0].on
    if since < _ONE_DAY or since > _STALE:
        return False
    if (
        since >= _LATER
        and _raises(event)
        and event.step.hard
        and (event.step.rank > _FIRST_RANK or event.deed.further)
    ):
        return True
    if since >= _SOON and event.step.hard and event.deed.dated and event.deed.further:
        return True
    if told and not same:
        more = max(event.amounts) >= _MUCH_MORE * max(max(each.amounts) for each in told)
        return event.step.hard and (
            any(deed_of(h).further for h in event.tellings) or more or since >= _LATER
        )
    if event.step.rank == _ANNOUNCED and not same:
        return same_way[0].step.rank == _FIRST_RANK
    if event.deed.kind == "deal" and not event.step.hard:
        return since >= _SOON and event.step.rank > max(each.step.rank for each in same_way)
    most = max(each.step.rank for each in same or same_way)
    return most == _FIRST_RANK < event.step.rank


def _raises(event: Event) -> bool:
    """Whether it is told as more than before: raised, or new."""
    deed = event.deed
    return (deed.dated or deed.titled or bool(deed.amounts)) and _RAISED.search(deed.words) is not None


def _turn(event: Event, rule: str) -> Turn:
    best = event.best
    rest = sorted((h for h in event.tellings if h is not best), key=lambda h: (deed_of(h).on, h.position.id))
    return Turn(best.position.verdict, value(best), (best, *rest), rule)

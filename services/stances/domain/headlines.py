"""Writes the one-line headline of an alert on a stance: what a side does, what it did before, which way it moved."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from services.stances.domain import phrasing
from services.stances.domain.acts import kind
from services.stances.domain.standing import NAMES, acted, conditioned, cut, day
from services.stances.domain.subjects import Subject, subject
from services.stances.domain.turn import Turn, when
from shared.contracts.positions import Deed

Direction = Literal["softened", "hardened", "reversed", "new_condition", "condition_dropped", "silent"]

_MOVES: Final = {
    "softened": "soften{s} on",
    "hardened": "harden{s} on",
    "reversed": "reverse{s} {its} position on",
    "new_condition": "set{s} a condition on",
    "condition_dropped": "drop{s} {its} condition on",
}
_SPLIT: Final = re.compile(r"\b(?:off|planned) (?:\w+ )?\{thing\}")
"""Before these nobody says "them"."""
_LINES: Final = {"softened": "softer", "hardened": "harder"}
_STOOD: Final = {
    "for": "{it} {was} in favour",
    "against": "{it} {was} against it",
    "conditional": "{it} {was} in favour under a condition",
    "open": "{it} left it open",
}


def moved(side: str, before: Turn, after: Turn, which: Direction, asked: str) -> str:
    """`China threatens tariffs on cars, after it put off tariffs (1 May 2025): a harder line on tariffs on American
    goods`; where something else than a deed shows it, `China softens on …: before, against; now, for`. `asked` is the
    question's name."""
    who = subject(side)
    now = after.bearer.position.deed
    if now is not None:
        return f"{who.opening} {_done(now, who)}, after {_before(before, who, now)}: a {_LINES[which]} line on {asked}"
    if before.verdict == after.verdict == "conditional":
        old, new = (cut(conditioned(t.bearer.position.condition or ""), 100) for t in (before, after))
        does = "set{s} another condition on"
    else:
        old, new = _shortly(before), _shortly(after)
        does = _MOVES[which]
    return f"{who.opening} {does.format(**who.agreeing)} {asked}: before, {old}; now, {new}"


def quiet(side: str, asked: str, days: int, every: float) -> str:
    """`No word from Russia on a ceasefire for 40 days, though it spoke every 5 days before`."""
    who = subject(side)
    spoke = f"{who.agreeing['it']} spoke {_often(every)} before"
    return f"No word from {who.name} on {asked} for {days} days, though {spoke}"


def taken_back(lead: str, side: str, asked: str, verdict: str) -> str:
    """`Retracted: the United States on a ceasefire – stands now: for`."""
    return f"{lead}: {subject(side).name} on {asked} – stands now: {verdict}"


def _done(deed: Deed, who: Subject) -> str:
    """The deed as the news. Where the words do not name its day it is that of the alert, and goes without saying."""
    told = phrasing.now(deed, who)
    return f"{told} ({day(date.fromisoformat(deed.on))})" if deed.dated else told


def _before(turn: Turn, who: Subject, now: Deed) -> str:
    """What the side did before, with its day, or where it stood."""
    deed = turn.bearer.position.deed
    if deed is None:
        return _STOOD[turn.verdict].format(**who.agreeing)
    on, year = date.fromisoformat(deed.on), date.fromisoformat(now.on).year
    told = f"{on.day} {on:%B}" if now.dated and on.year == year else day(on)
    told = told if deed.dated else f"reported {told}"
    then, news = phrasing.wording(deed).then, phrasing.wording(now).now
    same = _same(deed, now) and "{thing}" in news and not _SPLIT.search(then)
    return f"{who.agreeing['it']} {phrasing.then(deed, who, 'them' if same else '')} ({told})"


def _same(one: Deed, other: Deed) -> bool:
    """Whether both fall on the same, which is named."""
    named = (one.kind, one.amounts, one.things, one.part)
    return bool(one.amounts or one.things) and named == (other.kind, other.amounts, other.things, other.part)


def _shortly(turn: Turn) -> str:
    """`put off (20 May 2018)` of an act, else the answer to the question."""
    if acted(turn.bearer):
        return f"{kind(turn.bearer.position).words} ({day(when(turn.bearer))})"
    return NAMES[turn.verdict]


def _often(every: float) -> str:
    return "every day" if every < 1.5 else f"every {every:.0f} days"

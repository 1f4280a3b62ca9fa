"""Tells a deed with its measure as a desk would: "said it would impose tariffs of 25% on $50 billion of goods"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from services.stances.domain.steps import Step, built_in, step_of
from services.stances.domain.subjects import Subject
from shared.contracts.positions import Deed

_MOST: Final = 3
"""So many things, and amounts, are named."""
_FIRST: Final = 6
"""So many words tell what is done; the rest what it is done to."""
_RAISED: Final = re.compile(r"\b(?:rais|hik|increas|doubl|higher|beef)\w*", re.IGNORECASE)
_PROPOSED: Final = re.compile(r"\b(?:propos\w*|possible)\b", re.IGNORECASE)


def wording(deed: Deed) -> Step:
    """The words for the deed: what is threatened or only proposed is told as the article's own words have it."""
    proposed = deed.step == "threatened" and _PROPOSED.search(deed.words)
    return built_in().steps["proposed"] if proposed else step_of(deed)


def now(deed: Deed, who: Subject) -> str:
    """As the news: `imposes tariffs of 25% on $3 billion of goods`."""
    return _filled(wording(deed).now, deed, who)


def then(deed: Deed, who: Subject, thing: str = "") -> str:
    """As what was before: `imposed tariffs of 25% on $3 billion of goods`; `thing` stands for what is done, where it
    was named before."""
    return _filled(wording(deed).then, deed, who, thing)


def day_of(deed: Deed) -> str:
    """`5 May 2019`; `reported 5 May 2019` where the words do not name the day and it is the article's."""
    on = date.fromisoformat(deed.on)
    return f"{'' if deed.dated else 'reported '}{on.day} {on:%B %Y}"


def _filled(template: str, deed: Deed, who: Subject, thing: str = "") -> str:
    words = template.format(thing=thing or _measure(deed), goods=_goods(deed), **who.agreeing)
    besides = deed.things[:_MOST] if "{thing}" not in template and "{goods}" not in template else ()
    return f"{words} ({_and(besides)})" if besides else words


def _measure(deed: Deed) -> str:
    """`some further tariffs of 10% on $200 billion of goods`, `restrictions on Huawei`."""
    rate = f" of {deed.rate}" if deed.rate and deed.kind == "tariffs" else ""
    worth = _amounts(deed)
    amounts = f"{_and(worth)} of goods" if worth else ""
    things = _and(deed.things[:_MOST])
    on = f"{amounts} ({things})" if amounts and things else amounts or things
    return f"{'some ' if deed.part else ''}{_thing(deed)}{rate}{f' on {on}' if on else ''}"


def _thing(deed: Deed) -> str:
    """`higher tariffs`: what is done, in words; `restrictions`."""
    step = step_of(deed)
    thing = built_in().things.get(deed.kind, deed.kind)
    if deed.kind == "tariffs" and step.hard and _RAISED.search(" ".join(deed.words.split()[:_FIRST])):
        return f"higher {thing}"
    if deed.kind == "tariffs" and deed.further and (step.hard or deed.step == "put_off"):
        return f"further {thing}"
    return thing


def _goods(deed: Deed) -> str:
    """`soybeans`, `goods worth $40 billion`."""
    worth = f" worth {_and(_amounts(deed))}" if _amounts(deed) else ""
    return f"{_and(deed.things[:_MOST]) or 'goods'}{worth}{', in part' if deed.part else ''}"


def _amounts(deed: Deed) -> list[str]:
    """`$50 billion` each; only of tariffs and purchases, which are measured so."""
    return [_money(each) for each in sorted(deed.amounts)[:_MOST] if deed.kind in ("tariffs", "purchases")]


def _money(billions: float) -> str:
    if billions >= 1000:
        return f"${billions / 1000:g} trillion"
    return f"${billions:g} billion" if billions >= 1 else f"${billions * 1000:g} million"


def _and(names: Sequence[str]) -> str:
    """`cars, steel and soybeans`."""
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])

"""Reads what a measure falls on: the worth of the goods, the rate, and the goods by name."""

from __future__ import annotations

import re
from typing import Final

import msgspec

_AMOUNT: Final = re.compile(
    r"(?:US)?\$ ?(?P<figure>\d{1,6}(?:,\d{3}){0,4}(?:\.\d{1,3})?)(?: |-)?"
    r"(?P<unit>billion|bn|million|m|trillion|tn|b)\b",
    re.IGNORECASE | re.ASCII,
)
_RATE: Final = re.compile(r"\b(?P<rate>\d{1,3}(?:\.\d)?)(?: ?%| per ?cent)", re.IGNORECASE)
_RAISED: Final = re.compile(
    r"(?:\w+ ){0,2}?(?:rais|hik|increas|doubl|cut|lower|reduc|jump)\w*", re.IGNORECASE
)
_TO_RATE: Final = re.compile(
    r"\bto (?:a total of )?(?P<rate>\d{1,3}(?:\.\d)?)(?: ?%| per ?cent)", re.IGNORECASE
)
_THINGS: Final = {
    "steel": r"steel",
    "aluminum": r"alumin(?:um|ium)",
    "metals": r"metals?",
    "cars": r"(?:electric )?(?:cars?|autos?|automobiles?|vehicles?|auto parts)",
    "soybeans": r"soya? ?beans?",
    "pork": r"pork",
    "farm goods": r"(?:farm|agricultural) (?:goods|products|produce|exports|purchases)",
    "washing machines": r"washing machines?|washers?",
    "solar panels": r"solar (?:panels?|cells?)",
    "consumer goods": r"consumer (?:goods|products|items)|cell ?phones|smartphones|toys",
}
_THING: Final = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _THINGS.items()}
_PART: Final = re.compile(
    r"\b(?:some(?! point| time| day| of the (?:most|biggest))|certain|part of|partial(?:ly)?|"
    r"a portion of|about half|half|several|selected|a few|some of|many of|most of|parts of|"
    r"more than half)\b",
    re.IGNORECASE,
)
_FURTHER: Final = re.compile(
    r"\b(?:additional|another|more(?! than)|further|extra|on top of|new round|next round|second)\b",
    re.IGNORECASE,
)


class Measure(msgspec.Struct, frozen=True):
    """What it falls on; amounts are in billions of dollars."""

    amounts: tuple[float, ...] = ()
    rate: str | None = None
    things: tuple[str, ...] = ()
    part: bool = False
    further: bool = False


def measure(words: str) -> Measure:
    """What the words of a deed say it falls on."""
    return Measure(
        amounts=tuple(dict.fromkeys(_billions(hit) for hit in _AMOUNT.finditer(words))),
        rate=_rate(words),
        things=tuple(name for name, pattern in _THING.items() if pattern.search(words)),
        part=_PART.search(words) is not None,
        further=_FURTHER.search(words) is not None,
    )


def _rate(words: str) -> str | None:
    """The rate that it comes to ("to 25%, up from 10%"), else the first."""
    raised = _RAISED.match(words)
    hit = (_TO_RATE.search(words) if raised else None) or _RATE.search(words)
    return f"{hit['rate']}%" if hit else None


def _billions(hit: re.Match[str]) -> float:
    figure = float(hit["figure"].replace(",", ""))
    unit = hit["unit"].lower()
    return figure * {"t": 1000.0, "m": 0.001}.get(unit[0], 1.0)

"""Checks the matchers of routes and silences, or says in a sentence why one cannot be used; compiles their patterns.

Patterns are RE2's, which has no backtracking: a pattern it cannot run in linear time (back references, look-around) is
refused. Whoever writes a matcher checks it here, so that no mistake is discovered only when an alert comes.
"""

import functools
import math
from collections.abc import Collection, Mapping
from typing import Any, get_args

import re2

from shared.contracts.alerts import AlertKind, AlertType, Severity, StanceAlert
from shared.contracts.common import Issue, MilestoneType, Position
from shared.contracts.milestones import OccurrenceStatus
from shared.contracts.operations import Matcher

NUMBERS = frozenset({"importance", "publishers", "confidence"})
"""Labels that `>=` and `<=` compare as numbers; severity compares by rank."""
SEVERITIES: tuple[str, ...] = get_args(Severity)
RANGES: Mapping[str, tuple[float, float]] = {
    "importance": (0, 100),
    "publishers": (0, math.inf),
    "confidence": (0, 1),
}
"""Least and most of what these can be."""
_DIRECTIONS = get_args(StanceAlert.__annotations__["direction"])
_BECAME = tuple(one.rpartition(".")[2] for one in get_args(AlertType))
MAX_PATTERN = 500
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(AlertKind),
    "type": get_args(AlertType),
    "severity": SEVERITIES,
    "issue": get_args(Issue),
    "step": get_args(MilestoneType),
    "direction": _DIRECTIONS,
    "status": tuple(dict.fromkeys((*get_args(OccurrenceStatus), *_BECAME, *_DIRECTIONS))),
    "position": get_args(Position),
    "late": ("true", "false"),
    "aside": ("true", "false"),
    "corroborated": ("true", "false"),
    "watched": ("true", "false"),
}
"""What labels with closed vocabularies can be, where they are not empty."""
MAY_BE_EMPTY = frozenset({"issue", "step", "direction", "position", "status"})
"""Of these, what not every alert has."""
LABELS = NUMBERS | frozenset(CHOICES) | {"side", "negotiation", "question"}
"""Everything that routes and silences match on."""


class BadMatcher(ValueError):
    """The matcher cannot be used; the text says why."""


def checked(matcher: Matcher, labels: Collection[str]) -> Matcher:
    """The matcher itself, if it can be used on these labels; raises BadMatcher."""
    if matcher.label not in labels:
        raise BadMatcher(f"there is no label {matcher.label[:40]!r}; there are {', '.join(sorted(labels))}")
    if matcher.op in (">=", "<="):
        if matcher.label == "severity":
            if matcher.value not in SEVERITIES:
                raise BadMatcher(f"severity is one of {', '.join(SEVERITIES)}, not {matcher.value[:60]!r}")
        elif matcher.label not in NUMBERS:
            raise BadMatcher(f"{matcher.label} cannot be compared with {matcher.op}; it is not a number")
        elif number(matcher.value) is None:
            raise BadMatcher(f"{matcher.value[:60]!r} is not a number")
    if matcher.op in ("=~", "!~"):
        pattern(matcher.value)
    return matcher


def possible(matcher: Matcher) -> Matcher:
    """The matcher itself, unless no alert can ever meet it; raises BadMatcher."""
    if matcher.label in RANGES and matcher.op not in ("=~", "!~") and matcher.value:
        least, most = RANGES[matcher.label]
        value = number(matcher.value)
        if value is None or not least <= value <= most:
            limits = f"from {least:g} to {most:g}" if most < math.inf else f"not below {least:g}"
            raise BadMatcher(f"{matcher.label} is a number {limits}, not {matcher.value[:60]!r}")
    choices = CHOICES.get(matcher.label)
    if choices is None or matcher.op in (">=", "<="):
        return matcher
    values = (*choices, "") if matcher.label in MAY_BE_EMPTY else choices
    if matcher.op in ("=", "!="):
        met = matcher.value in values
    else:
        met = any(pattern(matcher.value).fullmatch(value) for value in values)
    if not met:
        raise BadMatcher(f"{matcher.label} is one of {', '.join(choices)}, not {matcher.value[:60]!r}")
    return matcher


def number(value: str) -> float | None:
    """The value as a number, None if it is none."""
    try:
        return float(value)
    except ValueError:
        return None


@functools.lru_cache(maxsize=512)
def pattern(text: str) -> Any:
    """The compiled pattern; raises BadMatcher."""
    if len(text) > MAX_PATTERN:
        raise BadMatcher(f"the pattern has {len(text)} characters; the limit is {MAX_PATTERN}")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20  # a pattern that needs more is a repetition that explodes
    try:
        return re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        raise BadMatcher(f"the pattern {text[:60]!r} is refused: {reason}") from None

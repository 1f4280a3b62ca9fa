"""From the text of a condition to matchers, and from matchers and labels to yes or no, in linear time.

A condition reads `kind = milestone, importance >= 60`: all parts must hold. Patterns are RE2's, which has no
backtracking: a pattern it cannot run in linear time (back references, look-around) is refused when the file is read.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, cast

import re2

from services.notifier.domain.config import Conjunction
from services.notifier.domain.labels import KNOWN, NUMBERS, SEVERITIES
from shared.contracts import Matcher

Operator = Literal["=", "!=", "=~", "!~", ">=", "<="]
MAX_PATTERN = 500
_PART = re.compile(
    r"\s*(?P<label>[a-z_]+)\s*(?P<op>=~|!~|!=|>=|<=|=)\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^,\"]*?))\s*(?:,|$)"
)


class BadCondition(ValueError):
    """The condition cannot be used; the text says why."""


def parse(text: str) -> Conjunction:
    """Matchers of one condition; raises BadCondition."""
    found: list[Matcher] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            raise BadCondition(
                f"cannot read {text[at:].strip()!r}; write label, operator (= != =~ !~ >= <=) and value, "
                "parts separated by commas, values with a comma in double quotes"
            )
        value = part["quoted"] if part["quoted"] is not None else part["bare"]
        found.append(checked(Matcher(label=part["label"], op=cast(Operator, part["op"]), value=value)))
        at = part.end()
    if not found:
        raise BadCondition("a condition is empty")
    return tuple(found)


def checked(matcher: Matcher) -> Matcher:
    """The matcher itself if it can be used; raises BadCondition."""
    if matcher.label not in KNOWN:
        raise BadCondition(
            f"there is no label {matcher.label!r}; there are {', '.join(sorted(KNOWN))}",
        )
    if matcher.op in (">=", "<="):
        if matcher.label == "severity":
            if matcher.value not in SEVERITIES:
                raise BadCondition(f"severity is one of {', '.join(SEVERITIES)}, not {matcher.value!r}")
        elif matcher.label not in NUMBERS:
            raise BadCondition(f"{matcher.label} cannot be compared with {matcher.op}; it is not a number")
        elif _number(matcher.value) is None:
            raise BadCondition(f"{matcher.value!r} is not a number")
    if matcher.op in ("=~", "!~"):
        _pattern(matcher.value)
    return matcher


def holds(conditions: Iterable[Matcher], labels: Mapping[str, str]) -> bool:
    """Whether all of them hold."""
    return all(_holds(matcher, labels.get(matcher.label, "")) for matcher in conditions)


def failing(conditions: Iterable[Matcher], labels: Mapping[str, str]) -> Matcher | None:
    """The first that does not hold, for explanations."""
    return next((m for m in conditions if not _holds(m, labels.get(m.label, ""))), None)


def show(conditions: Iterable[Matcher]) -> str:
    """The condition as it is written in a file."""
    return ", ".join(
        f'{m.label} {m.op} "{m.value}"' if "," in m.value else f"{m.label} {m.op} {m.value}"
        for m in conditions
    )


def _holds(matcher: Matcher, value: str) -> bool:
    match matcher.op:
        case "=":
            return value == matcher.value
        case "!=":
            return value != matcher.value
        case "=~":
            return bool(_pattern(matcher.value).fullmatch(value))
        case "!~":
            return not _pattern(matcher.value).fullmatch(value)
        case ">=" | "<=":
            found, wanted = _rank(matcher.label, value), _rank(matcher.label, matcher.value)
            if found is None or wanted is None:
                return False
            return found >= wanted if matcher.op == ">=" else found <= wanted


def _rank(label: str, value: str) -> float | None:
    if label == "severity":
        return SEVERITIES.index(value) if value in SEVERITIES else None
    return _number(value)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


@functools.lru_cache(maxsize=512)
def _pattern(text: str) -> Any:
    if len(text) > MAX_PATTERN:
        raise BadCondition(f"the pattern has {len(text)} characters; the limit is {MAX_PATTERN}")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20  # a pattern that needs more is a repetition that explodes
    try:
        return re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        raise BadCondition(f"the pattern {text[:60]!r} is refused: {reason}") from None

"""Parses the conditions of routes and checks alerts against them, in linear time.

A condition such as `kind = milestone, importance >= 60` holds if all its parts hold.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, cast

from services.notifier.domain.config import Conjunction
from shared.contracts import Matcher
from shared.contracts.matchers import LABELS, SEVERITIES, BadMatcher, checked, number, pattern, possible

Operator = Literal["=", "!=", "=~", "!~", ">=", "<="]
_PART = re.compile(
    r"\s*(?P<label>[a-z_]+)\s*(?P<op>=~|!~|!=|>=|<=|=)\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^,\"]*?))\s*(?:,|$)"
)
_JOINED = re.compile(r"(?:^|\s)(?:and|or|&&?|\|\|)\s+[a-z_]+\s*(?:=~|!~|!=|>=|<=|=)")
KIND_OF: Mapping[str, str] = {
    "step": "milestone",
    "direction": "stance",
    "question": "stance",
    "confidence": "stance",
    "position": "statement",
}
"""Labels that alerts of one kind alone have."""


class BadCondition(ValueError):
    """The condition cannot be used; the text says why."""


def parse(text: str) -> Conjunction:
    """The matchers of one condition; raises BadCondition."""
    found: list[Matcher] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            raise BadCondition(
                f"cannot read {text[at:].strip()!r}; write label, operator (= != =~ !~ >= <=) and value, "
                "parts separated by commas, values with a comma in double quotes"
            )
        value = part["quoted"] if part["quoted"] is not None else _plain(part["bare"], part["op"])
        matcher = Matcher(label=part["label"], op=cast(Operator, part["op"]), value=value)
        try:
            found.append(possible(checked(matcher, LABELS)))
        except BadMatcher as error:
            raise BadCondition(str(error)) from None
        at = part.end()
    if not found:
        raise BadCondition("a condition is empty")
    _compatible(found)
    return tuple(found)


def _plain(bare: str, op: str) -> str:
    """An unquoted value, which may hold no further part."""
    if bare.startswith("="):
        raise BadCondition(f"the operator is a single =, not {op}=")
    if _JOINED.search(bare):
        raise BadCondition(f"a comma stands between the parts of a condition, not as in {bare[:60]!r}")
    return bare


def _compatible(parts: Iterable[Matcher]) -> None:
    """Raises BadCondition if no alert can meet two of the parts together."""
    wanted: dict[str, str] = {}
    for part in parts:
        if part.op == "=" and wanted.setdefault(part.label, part.value) != part.value:
            raise BadCondition(
                f"{part.label} cannot be both {wanted[part.label][:40]!r} and {part.value[:40]!r}; "
                "write two conditions, or one pattern (=~)"
            )
    kind = wanted.get("kind")
    for part in parts:
        own = KIND_OF.get(part.label)
        if kind and own and kind != own and part.op in ("=", ">=", "<=") and part.value:
            raise BadCondition(f"only a {own} has {part.label}, and kind is {kind}")


def holds(conditions: Iterable[Matcher], labels: Mapping[str, str]) -> bool:
    """Whether all of them hold."""
    return all(_holds(matcher, labels.get(matcher.label, "")) for matcher in conditions)


def failing(conditions: Iterable[Matcher], labels: Mapping[str, str]) -> Matcher | None:
    """The first matcher that does not hold, for explanations."""
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
            return bool(pattern(matcher.value).fullmatch(value))
        case "!~":
            return not pattern(matcher.value).fullmatch(value)
        case ">=" | "<=":
            found, wanted = _rank(matcher.label, value), _rank(matcher.label, matcher.value)
            if found is None or wanted is None:
                return False
            return found >= wanted if matcher.op == ">=" else found <= wanted


def _rank(label: str, value: str) -> float | None:
    if label == "severity":
        return SEVERITIES.index(value) if value in SEVERITIES else None
    return number(value)

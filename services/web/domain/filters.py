"""Reads a query string into a filter over alerts, and refuses in a sentence what it does not understand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import msgspec

from services.web.domain.filing import negotiations_of, sides_of
from services.web.domain.wording import KINDS, SEVERITIES
from shared.contracts import Alert
from shared.contracts.matchers import CHOICES

MAX_LIMIT = 200
MAX_VALUE = 2_000
"""A negotiation that is not watched is named after its parties, and all of a summit are many."""


_LATE = {"": "", "no": "no", "only": "only", "false": "no", "true": "only"}
"""As the page asks for late ones, and as the label has it."""


class BadQuery(ValueError):
    """The query cannot be answered; the text says why and what to write."""


class Filter(msgspec.Struct, frozen=True):
    """Which alerts are wanted; an empty field wants all but asides. `severity`, `importance` and `publishers` are
    minimums."""

    kind: str = ""
    negotiation: str = ""
    side: str = ""
    severity: str = ""
    late: str = ""
    status: str = ""
    issue: str = ""
    importance: str = ""
    publishers: str = ""

    def matches(self, alert: Alert) -> bool:
        """Whether the alert passes."""
        labels = alert.data.labels
        return (
            not labels.aside
            and self.kind in ("", labels.kind)
            and (not self.severity or SEVERITIES.index(labels.severity) >= SEVERITIES.index(self.severity))
            and (self.late != "no" or not labels.late)
            and (self.late != "only" or labels.late)
            and self.status in ("", labels.status)
            and self.issue in ("", labels.issue)
            and labels.importance >= int(self.importance or 0)
            and labels.publishers >= int(self.publishers or 0)
            and (not self.negotiation or self.negotiation in negotiations_of(alert))
            and (not self.side or self.side in sides_of(alert))
        )

    def lists(self) -> tuple[tuple[str, ...], ...]:
        """Groups of lists: an alert that passes stands on one of each group. None for the whole feed. `matches` checks
        what lists do not know, such as importance and lateness."""
        named = ("side", "negotiation", "kind", "issue", "status")
        groups: list[tuple[str, ...]] = [
            (f"{name}:{value}",) for name in named if (value := getattr(self, name))
        ]
        if self.late == "only":
            groups.append(("late:only",))
        severities = SEVERITIES[SEVERITIES.index(self.severity) :] if self.severity else SEVERITIES
        if severities != SEVERITIES:
            groups.append(tuple(f"severity:{each}" for each in severities))
        return tuple(groups)

    def query(self) -> dict[str, str]:
        """The fields that are set, for links."""
        return {k: v for k in self.__struct_fields__ if (v := getattr(self, k))}


def parse(query: Mapping[str, str], *others: str) -> Filter:
    """The filter in a query; `others` are further parameters it may have. Raises BadQuery."""
    known = (*Filter.__struct_fields__, *others)
    for name in query:
        if name not in known:
            raise BadQuery(f"there is no parameter {name[:40]!r}; there are {', '.join(known)}")
    return Filter(
        kind=_one_of(query, "kind", KINDS),
        negotiation=_short(query, "negotiation"),
        side=_short(query, "side"),
        severity=_one_of(query, "severity", SEVERITIES),
        late=_LATE[_one_of(query, "late", tuple(_LATE))],
        status=_short(query, "status"),
        issue=_one_of(query, "issue", CHOICES["issue"]),
        importance=_number(query, "importance"),
        publishers=_number(query, "publishers"),
    )


def limit(query: Mapping[str, str], default: int = 50) -> int:
    """How many are asked for; raises BadQuery outside 1 … 200."""
    given = query.get("limit", "") or str(default)
    if not (given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= MAX_LIMIT):
        raise BadQuery(f"limit must be a number from 1 to {MAX_LIMIT}")
    return int(given)


def day(query: Mapping[str, str], name: str, *, whole: bool = False) -> datetime | None:
    """The start (UTC) of the day asked for, its end if it is to be `whole`, or the moment; None if not asked. Raises
    BadQuery."""
    given = query.get(name, "").strip()
    if not given:
        return None
    try:
        if len(given) == 10:
            return datetime.combine(date.fromisoformat(given), time(23, 59, 59) if whole else time(), UTC)
        moment = datetime.fromisoformat(given)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadQuery(f"{name} must be a day such as 2025-02-12") from None


def _one_of(query: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    given = query.get(name, "")
    if given and given not in allowed:
        raise BadQuery(f"{name} must be one of {', '.join(filter(None, allowed))}")
    return given


def _number(query: Mapping[str, str], name: str) -> str:
    given = query.get(name, "").strip()
    if given and not (given.isascii() and given.isdigit() and len(given) < 6):
        raise BadQuery(f"{name} must be a number, the least one wanted")
    return given


def _short(query: Mapping[str, str], name: str) -> str:
    given = query.get(name, "").strip()
    if len(given) > MAX_VALUE:
        raise BadQuery(f"{name} is longer than {MAX_VALUE} characters")
    return given

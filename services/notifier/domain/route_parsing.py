"""Reads the routes and quiet hours of a routes file: what goes to whom, and when nothing does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from services.notifier.domain.conditions import BadCondition, parse
from services.notifier.domain.config import Conjunction, Digest, QuietHours, Receiver, Route
from services.notifier.domain.quiet_hours import never_awake
from services.notifier.domain.secret_names import NAME, name_of
from services.notifier.domain.yaml_tree import TreeReader
from shared.contracts.matchers import LABELS
from shared.language import english

_DAYS: Final = tuple(day[:3] for day in english.WEEKDAYS)


def quiet_hours(reader: TreeReader, name: str, value: Any, where: str) -> QuietHours:
    """The quiet hours that the table `value` at the path `where` sets."""
    table = reader.table(value, where, {"from", "until", "days", "zone"})
    days = reader.texts(table, "days", where, list(_DAYS))
    for day in days:
        if day not in _DAYS:
            reader.bad(f"{where}.days", f"{day!r} is not one of {', '.join(_DAYS)}")
    start, end = (
        reader.clock(table.get("from"), f"{where}.from"),
        reader.clock(table.get("until"), f"{where}.until"),
    )
    if start == end and "from" in table:
        reader.bad(where, "from and until are the same")
    numbers = tuple(_DAYS.index(day) for day in days if day in _DAYS)
    return QuietHours(name=name, start=start, end=end, zone=reader.zone(table, where), days=numbers)


def route(
    reader: TreeReader,
    value: Any,
    where: str,
    receivers: Mapping[str, Receiver],
    hours: Mapping[str, QuietHours],
) -> Route:
    """The route that the table `value` at the path `where` describes, between these receivers and quiet hours."""
    keys = {
        "name",
        "when",
        "unless",
        "receivers",
        "group_by",
        "group_wait",
        "group_interval",
        "quiet",
        "digest",
    }
    table = reader.table(value, where, keys | {"late", "asides", "every_outlet", "continue"})
    name = table.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        reader.bad(f"{where}.name", "needs a name of small letters, digits, - and _")
        name = where
    wanted = reader.texts(table, "receivers", where, [])
    if not wanted:
        reader.bad(f"{where}.receivers", "needs at least one receiver")
    for one in wanted:
        if one not in receivers:
            reader.bad(f"{where}.receivers", f"there is no receiver {name_of(one)}")
    quiet = reader.texts(table, "quiet", where, [])
    for one in quiet:
        if one not in hours:
            reader.bad(f"{where}.quiet", f"there are no quiet hours {name_of(one)}")
    known = [hours[one] for one in quiet if one in hours]
    if all(one.start != one.end for one in known) and never_awake(known):
        reader.bad(f"{where}.quiet", "leaves no moment of the week; nothing would ever be sent")
    # A digest is one message at its time: it waits for nothing else, and for all negotiations.
    digest = _digest(reader, table["digest"], f"{where}.digest") if "digest" in table else None
    by = reader.texts(table, "group_by", where, [] if digest else ["negotiation"])
    for label in by:
        if label not in LABELS:
            reader.bad(f"{where}.group_by", f"there is no label {name_of(label)}")
    return Route(
        name=name,
        when=_conditions(reader, table, "when", where),
        unless=_conditions(reader, table, "unless", where),
        receivers=wanted,
        group_by=by,
        group_wait=reader.duration(table, "group_wait", where, timedelta(seconds=0 if digest else 30)),
        group_interval=reader.duration(table, "group_interval", where, timedelta(minutes=5)),
        quiet=tuple(known),
        digest=digest,
        late=reader.flag(table, "late", where),
        asides=reader.flag(table, "asides", where),
        every_outlet=reader.flag(table, "every_outlet", where),
        proceed=reader.flag(table, "continue", where),
    )


def _digest(reader: TreeReader, value: Any, where: str) -> Digest:
    table = reader.table(value, where, {"at", "zone"})
    times = reader.texts(table, "at", where, [])
    if not times:
        reader.bad(f"{where}.at", 'needs at least one time such as "08:00"')
        times = ("00:00",)
    return Digest(at=tuple(reader.clock(t, f"{where}.at") for t in times), zone=reader.zone(table, where))


def _conditions(
    reader: TreeReader, table: Mapping[str, Any], key: str, where: str
) -> tuple[Conjunction, ...]:
    found: list[Conjunction] = []
    for n, text in enumerate(reader.texts(table, key, where, [])):
        try:
            found.append(parse(text))
        except BadCondition as error:
            reader.bad(f"{where}.{key}[{n}]", str(error))
    return tuple(found)

"""Groups alerts for one receiver into messages, and holds them through waits, quiet hours and digests. Nothing is ever
dropped here."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from services.notifier.domain.config import Config, Receiver, Route
from services.notifier.domain.labels import labels_of
from services.notifier.domain.quiet_hours import awake, next_digest
from shared.contracts import Alert, ids

DAY = timedelta(days=1)
MOST_IN_ONE = 18
"""Alerts of one message for people: as many as it can show each."""
GATHERED = timedelta(hours=2)
"""How often a receiver that has had its fill gets what has gathered meanwhile."""


class Waiting(msgspec.Struct, frozen=True):
    """One alert of a group; `told` are its news keys, `token` is what the caller needs once it is safe."""

    alert: Alert
    told: tuple[str, ...]
    token: Any = None

    @property
    def own_news(self) -> tuple[str, ...]:
        """Its news keys without its own id."""
        return tuple(key for key in self.told if key != self.alert.id)


class Group(msgspec.Struct):
    """Alerts that will go to one receiver as one message."""

    receiver: str
    route: Route
    name: str
    opened_at: datetime
    waiting: list[Waiting] = []
    at_most: int = 0


class Groups:
    """The open groups, and when each group and each receiver last sent a message."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], Group] = {}
        self._last: dict[tuple[str, str], datetime] = {}
        self._spoken: dict[str, list[datetime]] = {}
        self._latest = datetime.min.replace(tzinfo=UTC)

    def add(self, receiver: Receiver, route: Route, name: str, waiting: Waiting, now: datetime) -> None:
        """Add an alert to its group, opening it if needed."""
        self._latest = max(now, self._latest)
        group = self._group(receiver, route, name, now)
        self._open[(receiver.name, name)] = group
        group.waiting.append(waiting)

    def overtake(
        self, receiver: Receiver, route: Route, name: str, news: str, now: datetime
    ) -> list[tuple[Group, Waiting]]:
        """Remove what waits for the receiver with the same news, if an alert coming now by this route would be sent
        sooner; returns what was removed, with its group."""
        due = self.due_at(self._group(receiver, route, name, now))
        mine = [g for g in self._open.values() if g.receiver == receiver.name]
        late = [(g, w) for g in mine for w in g.waiting if news in w.told and due < self.due_at(g)]
        for group, waiting in late:
            group.waiting.remove(waiting)
        self.leave_empty()
        return late

    def receivers(self) -> set[str]:
        """The receivers that have something waiting."""
        return {receiver for receiver, _ in self._open}

    def holding(self, receiver: str, wanted: Callable[[Alert], bool]) -> Group | None:
        """The receiver's open group in which a wanted alert waits."""
        mine = (group for (name, _), group in self._open.items() if name == receiver)
        return next((group for group in mine if any(wanted(w.alert) for w in group.waiting)), None)

    def take_out(self, receiver: str, unwanted: Callable[[Alert], bool]) -> list[Group]:
        """Remove alerts from the receiver's open groups; returns these groups holding only what was removed."""
        taken = []
        for key, group in list(self._open.items()):
            gone = [w for w in group.waiting if unwanted(w.alert)]
            if group.receiver != receiver or not gone:
                continue
            taken.append(msgspec.structs.replace(group, waiting=gone))
            group.waiting = [w for w in group.waiting if not unwanted(w.alert)]
            if not group.waiting:
                del self._open[key]
        return taken

    def reconfigure(self, config: Config) -> None:
        """Apply another configuration: what waits follows the route and receiver of the same name."""
        routes = {one.name: one for one in config.routes}
        for group in self._open.values():
            group.route = routes.get(group.route.name, group.route)
            if group.receiver in config.receivers:
                group.at_most = config.receivers[group.receiver].at_most

    def spoke(self, receiver: str, name: str, at: datetime) -> None:
        """Note when a message of this group was sent (also from the history, after a restart)."""
        self._latest = max(at, self._latest)
        key = (receiver, name)
        self._last[key] = max(at, self._last.get(key, at))
        kept = [*(one for one in self._spoken.get(receiver, []) if one > at - DAY), at]
        self._spoken[receiver] = sorted(kept)

    def never_ahead(self, now: datetime) -> None:
        """Undo the trace of a clock that was ahead: times noted in the future become now."""
        ahead, self._latest = self._latest > now, now
        if not ahead:
            return
        for group in self._open.values():
            group.opened_at = min(group.opened_at, now)
        self._last = {key: min(at, now) for key, at in self._last.items()}
        self._spoken = {name: [min(at, now) for at in spoken] for name, spoken in self._spoken.items()}

    def due_at(self, group: Group) -> datetime:
        """When the group's message is sent: after its wait, not too soon after the last one, at a digest's time, later
        for a receiver at its limit, and never in quiet hours."""
        due = group.opened_at + group.route.group_wait
        last = self._last.get((group.receiver, group.name))
        if last is not None:
            due = max(due, last + group.route.group_interval)
        if group.route.digest is not None:
            due = next_digest(due, group.route.digest)
        if self._had_enough(group, due):
            due = max(due, self._spoken[group.receiver][-1] + GATHERED)
        return awake(due, group.route.quiet)

    def ready(self, now: datetime, *, everything: bool = False) -> list[Group]:
        """The open groups whose time has come."""
        return [group for group in self._open.values() if everything or self.due_at(group) <= now]

    def leave_empty(self) -> None:
        """Close groups that the caller has emptied, without a message."""
        self._open = {key: group for key, group in self._open.items() if group.waiting}

    def due(self, now: datetime, *, everything: bool = False) -> list[Group]:
        """The groups whose time has come, in order of that time, now closed. Groups for a receiver at its limit are
        merged into one."""
        ready = sorted(
            ((self.due_at(g), key) for key, g in self._open.items() if everything or self.due_at(g) <= now),
        )
        gathered: dict[str, Group] = {}
        groups = []
        for at, key in ready:
            # Woken late (a restart in the night), it may be quiet again by now.
            if not everything and awake(now, self._open[key].route.quiet) > now:
                continue
            group = self._open.pop(key)
            if group.receiver in gathered:
                gathered[group.receiver].waiting += group.waiting
                continue
            if self._had_enough(group, now):
                gathered[group.receiver] = group
            self.spoke(group.receiver, group.name, min(at, now) if not everything else now)
            groups.append(group)
        return groups

    def next_moment(self) -> datetime | None:
        """When the next group is due; None if none is open."""
        return min((self.due_at(g) for g in self._open.values()), default=None)

    def _group(self, receiver: Receiver, route: Route, name: str, now: datetime) -> Group:
        new = Group(receiver.name, route, name, now, waiting=[], at_most=receiver.at_most)
        return self._open.get((receiver.name, name), new)

    def _had_enough(self, group: Group, at: datetime) -> bool:
        spoken = self._spoken.get(group.receiver, [])
        return 0 < group.at_most <= sum(one > at - DAY for one in spoken)


def group_name(alert: Alert, route: Route, config: Config) -> str:
    """The group of a route that an alert belongs to."""
    labels = labels_of(alert, config.corroboration)
    values = [labels.get(label, "") for label in route.group_by]
    return "/".join([route.name, *values])


def parts(waiting: Sequence[Waiting], receiver: Receiver | None) -> list[Sequence[Waiting]]:
    """The messages in which these alerts go to the receiver (None: it is no longer configured)."""
    size = 1 if receiver is not None and receiver.kind == "webhook" else MOST_IN_ONE
    return [waiting[start : start + size] for start in range(0, len(waiting), size)]


def delivery_id(receiver: str, alerts: tuple[str, ...]) -> str:
    """Id of a message: the same alerts to the same receiver have the same id in every run; also its `webhook-id`."""
    return "de-" + ids.digest("delivery", receiver, *sorted(alerts))

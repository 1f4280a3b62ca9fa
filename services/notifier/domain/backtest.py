"""From alerts with their times and a configuration to the messages that would have gone out: a backtest of routes."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from services.notifier.domain.config import Config
from services.notifier.domain.grouping import Groups, Waiting, group_name
from services.notifier.domain.news import mends, news
from services.notifier.domain.routing import route
from shared.contracts import Alert


class Planned(msgspec.Struct, frozen=True):
    """A message that would have gone out."""

    at: datetime
    receiver: str
    route: str
    alerts: tuple[Alert, ...]


def plan(alerts: Iterable[tuple[datetime, Alert]], config: Config) -> list[Planned]:
    """The messages for alerts that arrived at the given times (in that order), without silences."""
    groups = Groups()
    told: dict[str, set[str]] = {}
    routes = {one.name: one for one in config.routes}
    planned: list[Planned] = []
    for at, alert in alerts:
        planned += _flush(groups, at)
        for decision in route(alert, config):
            for receiver in decision.receivers:
                one = routes[decision.route]
                keys = news(alert, every_outlet=one.every_outlet)
                known = told.setdefault(receiver, set())
                mended = mends(alert)
                if {alert.id, keys[0]} & known or (
                    mended is not None and not {mended, alert.subject} & known
                ):
                    continue
                known |= {alert.id, *keys, alert.subject}
                groups.add(
                    config.receivers[receiver], one, group_name(alert, one, config), Waiting(alert, keys), at
                )
    return planned + _flush(groups, None)


def _flush(groups: Groups, until: datetime | None) -> list[Planned]:
    """What is due until then (None: everything that is open), each message at its own time."""
    planned: list[Planned] = []
    while (moment := groups.next_moment()) is not None and (until is None or moment <= until):
        planned += [
            Planned(moment, group.receiver, group.route.name, tuple(w.alert for w in group.waiting))
            for group in groups.due(moment)
        ]
    return planned

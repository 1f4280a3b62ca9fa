"""Works out which messages a routes file would have sent for past alerts; sends nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from services.notifier.domain import corrections
from services.notifier.domain.config import Config, Receiver
from services.notifier.domain.grouping import Groups, Waiting, group_name, parts
from services.notifier.domain.news_keys import news_keys
from services.notifier.domain.receiver_history import ReceiverHistory
from services.notifier.domain.routing import route
from shared.contracts import Alert


class Planned(msgspec.Struct, frozen=True):
    """A message that would have been sent."""

    at: datetime
    receiver: str
    route: str
    alerts: tuple[Alert, ...]


def plan(alerts: Iterable[tuple[datetime, Alert]], config: Config) -> list[Planned]:
    """The messages for alerts that arrived at the given times (in that order), without silences."""
    groups, known = Groups(), ReceiverHistory()
    routes = {one.name: one for one in config.routes}
    planned: list[Planned] = []
    for at, alert in alerts:
        planned += _flush(groups, known, at, config.receivers)
        taken = corrections.take_back(alert, groups, known)
        for decision in route(alert, config):
            for receiver in decision.receivers:
                one = routes[decision.route]
                keys = news_keys(alert, every_outlet=one.every_outlet)
                whom, name = config.receivers[receiver], group_name(alert, one, config)
                if known.seen(receiver, alert.id):
                    continue
                if known.seen(receiver, keys[0]) and not groups.overtake(whom, one, name, keys[0], at):
                    continue
                if corrections.nothing_to_mend(alert, receiver, groups, known, taken):
                    continue
                known.see(receiver, alert.id, *keys)
                home = corrections.home(alert, receiver, groups)
                groups.add(whom, one, home.name if home else name, Waiting(alert, keys), at)
    return planned + _flush(groups, known, None, config.receivers)


def _flush(
    groups: Groups, known: ReceiverHistory, until: datetime | None, receivers: Mapping[str, Receiver]
) -> list[Planned]:
    """The messages due until then (None: all), each at its own time."""
    planned: list[Planned] = []
    while (moment := groups.next_moment()) is not None and (until is None or moment <= until):
        for group in groups.due(moment):
            kept, _ = corrections.part(group, known)
            known.tell(group.receiver, *(key for w in kept for key in (w.alert.id, w.alert.subject)))
            for part in parts(kept, receivers[group.receiver]):
                alerts = tuple(w.alert for w in part)
                planned.append(Planned(moment, group.receiver, group.route.name, alerts))
    return planned

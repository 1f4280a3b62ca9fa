"""The pipeline: alerts, silences, history and verdicts come in; messages to send and deliveries to record go out.

route -> silence -> already told? -> group (quiet hours, digest) -> queue -> try -> record. It holds state and does no
I/O; the loop around it publishes what it returns, and only then moves on, so that a crash repeats and never loses.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from services.notifier.domain import mending
from services.notifier.domain.answers import Verdict, stands_alone
from services.notifier.domain.config import Config, Receiver
from services.notifier.domain.grouping import Group, Groups, Waiting, group_name
from services.notifier.domain.known import Known
from services.notifier.domain.mending import Taken, take_back
from services.notifier.domain.news import mends, news
from services.notifier.domain.offsets import Offsets
from services.notifier.domain.records import UNTOLD, Render, ready_to_go, untold
from services.notifier.domain.routing import Decision, Reason, route, silenced_by
from services.notifier.domain.sending import (
    Endpoint,
    Item,
    choose,
    drop_all,
    enqueue,
    postpone,
    settle,
)
from shared.contracts import Alert, Delivery, Silence, ids
from shared.contracts.matchers import LABELS, BadMatcher, checked
from shared.runtime.records import Record

REDRIVEN = "redriven"
"""Reason of a held delivery that asks the running notifier to send a dead letter again."""
MOST_IN_ONE = 40
"""Alerts of one message; its record stays far below what a broker takes."""


def fingerprint(receiver: Receiver) -> str:
    """Tells whether an address changed, without telling the address."""
    return "ep-" + ids.digest("endpoint", receiver.kind, receiver.url.reveal())[:12]


class Pipeline:
    """Everything between an alert and the record of its delivery."""

    def __init__(self, config: Config, render: Render) -> None:
        self.config = config
        self.groups = Groups()
        self.offsets = Offsets()
        self.endpoints: dict[str, Endpoint] = {}
        self.reasons: list[Decision] = []
        """What was decided since the loop last looked, for metrics and logs."""
        self._render = render
        self._silences: dict[str, Silence] = {}
        self._known = Known()
        self._count = 0

    # What comes in

    def silence(self, silence: Silence) -> str:
        """A silence is new or changed; returns why it cannot be used and is left out, empty if it is in force."""
        try:
            for matcher in silence.matchers:
                checked(matcher, LABELS)
        except BadMatcher as error:
            return str(error)
        self._silences[silence.id] = silence
        return ""

    def alert(self, alert: Alert, record: Record, now: datetime) -> list[Delivery]:
        """Take one alert; returns the records of what will be told to nobody: a silence covers it, or it was taken back
        while it waited. `now` is when it arrived."""
        self.offsets.take(record)
        records: list[Delivery] = []
        taken = take_back(alert, self.groups, self._known)
        going: set[str] = set()
        routes = {one.name: one for one in self.config.routes}
        for decision in route(alert, self.config):
            self.reasons.append(decision)
            for receiver in decision.receivers:
                one = routes[decision.route]
                told = news(alert, every_outlet=one.every_outlet)
                reason, detail = self._held_back(alert, receiver, told[0], now, taken)
                self.reasons.append(Decision(one.name, reason, detail, (receiver,)))
                if reason is Reason.SILENCED:
                    self._known.see(receiver, alert.id)
                    records.append(untold("silenced", receiver, (alert.id,), detail, now, one.name))
                if reason is not Reason.GROUPED:
                    continue
                self._known.see(receiver, alert.id, *told)
                going.add(receiver)
                self.offsets.take(record)
                home = mending.home(alert, receiver, self.groups)
                name = home.name if home else group_name(alert, one, self.config)
                self.groups.add(self.config.receivers[receiver], one, name, Waiting(alert, told, record), now)
        records += self._taken_back(alert, taken, going, now)
        self.offsets.release(record)
        return records

    def _taken_back(
        self, retraction: Alert, taken: Taken, going: set[str], now: datetime
    ) -> Iterator[Delivery]:
        """Records of what waited and is taken back; with the retraction's id where that is told to nobody either."""
        for receiver, groups in taken.items():
            own = () if receiver in going else (retraction.id,)
            self._known.see(receiver, *own)
            for group in groups:
                names = (*(w.alert.id for w in group.waiting), *own)
                yield untold(
                    "dropped", receiver, names, "taken back before it was told", now, group.route.name
                )
                for waiting in group.waiting:
                    self.offsets.release(waiting.token)

    def _held_back(
        self, alert: Alert, receiver: str, told: str, now: datetime, taken: Taken
    ) -> tuple[Reason, str]:
        known = self._known
        if known.seen(receiver, alert.id):
            return Reason.REPEATED, ""
        if mending.nothing_to_mend(alert, receiver, self.groups, known, taken):
            return Reason.NOTHING_TO_MEND, mends(alert) or ""
        # What mends something that waits shares its fate; silences are asked again when it is to go.
        if mending.home(alert, receiver, self.groups) is None and (why := self._silence_over(alert, now)):
            return Reason.SILENCED, why
        if known.seen(receiver, told):
            return Reason.ALREADY_TOLD, told
        return Reason.GROUPED, ""

    def history(self, delivery: Delivery, *, rebuilding: bool, archive_time: bool = False) -> None:
        """A record of `deliveries`: all of them (the last of each id) after a start, later only what others wrote."""
        redriven = delivery.state == "held" and delivery.reason == REDRIVEN
        if rebuilding or redriven:
            self._recall(delivery)
        if rebuilding and delivery.group and delivery.queued_at and not archive_time:
            self.groups.spoke(delivery.receiver, delivery.group, delivery.queued_at)
        endpoint = self._endpoint(delivery.receiver, delivery.at)
        receiver = self.config.receivers.get(delivery.receiver)
        if (
            rebuilding
            and receiver
            and delivery.state == "disabled"
            and delivery.endpoint == fingerprint(receiver)
        ):
            endpoint.disabled = delivery.reason
        if rebuilding and delivery.state == "delivered":
            endpoint.disabled = ""
        if delivery.state != "held" or not delivery.events or not (rebuilding or redriven):
            return
        if any(item.delivery.id == delivery.id for item in endpoint.items):
            return
        if redriven:
            endpoint.disabled = ""
        self._queue(endpoint, delivery, delivery.queued_at or delivery.at)

    # What goes out

    def flush(
        self, groups_now: datetime, now: datetime, *, everything: bool = False
    ) -> tuple[list[Delivery], list[Record]]:
        """Messages whose time has come, as `held` deliveries to be recorded before their first try (and in other states
        what is told to nobody), and the records that no longer hang on anything once they are. `groups_now` is the time
        of the alerts' stream."""
        planned: list[Delivery] = []
        safe: list[Record] = []
        self.groups.never_ahead(groups_now)
        for group in self.groups.due(groups_now, everything=everything):
            safe += [waiting.token for waiting in group.waiting]
            planned += self._silenced(group, groups_now, now)
            planned += self._plan(group, now)
        return planned, safe

    def queue(self, planned: Iterable[Delivery], now: datetime) -> None:
        """The planned messages are recorded: let them go."""
        for delivery in planned:
            if delivery.state == "held":
                self._queue(self._endpoint(delivery.receiver, now), delivery, now)

    def ready(self, now: datetime) -> list[tuple[Receiver, Item]]:
        """One message for each receiver that can be tried now; it is under way until `done`."""
        found: list[tuple[Receiver, Item]] = []
        for name, endpoint in self.endpoints.items():
            receiver = self.config.receivers.get(name)
            item = choose(endpoint, now)
            if receiver is not None and item is not None:
                endpoint.busy = True
                found.append((receiver, item))
        return found

    def done(self, receiver: Receiver, item: Item, verdict: Verdict, now: datetime) -> list[Delivery]:
        """A try ended: the deliveries to record."""
        endpoint = self.endpoints[receiver.name]
        endpoint.busy = False
        recorded = settle(endpoint, item, verdict, now, receiver.pause)
        if recorded.state == "disabled":
            recorded = msgspec.structs.replace(recorded, endpoint=fingerprint(receiver))
        if recorded.state == "failed":
            self._known.forget_news(receiver.name, recorded.told)
        return [recorded]

    def unreachable(self, now: datetime) -> list[Delivery]:
        """Messages for receivers that are disabled or no longer configured become dead letters."""
        records: list[Delivery] = []
        for name, endpoint in self.endpoints.items():
            if endpoint.busy or not endpoint.items:
                continue
            if name not in self.config.receivers:
                records += drop_all(endpoint, f"no receiver {name} is configured any more", now)
            elif endpoint.disabled:
                records += drop_all(endpoint, f"the receiver is disabled since {endpoint.disabled}", now)
        return records

    def leave(self) -> list[str]:
        """Names of receivers that are no longer configured and have nothing left to do; they are forgotten."""
        gone = [
            name
            for name, endpoint in self.endpoints.items()
            if name not in self.config.receivers and not endpoint.items and not endpoint.busy
        ]
        for name in gone:
            del self.endpoints[name]
        return gone

    def reconfigure(self, config: Config, now: datetime) -> None:
        """Another configuration is in force, for all that is decided from now on. A new address is a new chance."""
        for name, endpoint in self.endpoints.items():
            before, after = self.config.receivers.get(name), config.receivers.get(name)
            if before and after and fingerprint(before) != fingerprint(after):
                endpoint.disabled, endpoint.failures = "", 0
                postpone(endpoint, now, timedelta(0))
        self.config = config

    # Parts

    def _silence_over(self, alert: Alert, now: datetime) -> str:
        found = silenced_by(alert, self._silences.values(), now, self.config.corroboration)
        return f"silence {found.id}" if found else ""

    def _silenced(self, group: Group, groups_now: datetime, now: datetime) -> list[Delivery]:
        """Records of what a silence covers that was set while it waited; it leaves the group."""
        records = []
        for waiting in tuple(group.waiting):
            why = self._silence_over(waiting.alert, groups_now)
            if not why:
                continue
            group.waiting.remove(waiting)
            self._known.forget_news(group.receiver, waiting.own_news)
            names = (waiting.alert.id,)
            records.append(untold("silenced", group.receiver, names, why, now, group.route.name))
        return records

    def _plan(self, group: Group, now: datetime) -> list[Delivery]:
        kept, idle = mending.part(group, self._known)
        why, by = "what it mends was not told", group.route.name
        ended = [untold("dropped", group.receiver, (w.alert.id,), why, now, by) for w in idle]
        receiver = self.config.receivers.get(group.receiver)
        size = 1 if receiver is not None and receiver.kind == "webhook" else MOST_IN_ONE
        parts = [kept[start : start + size] for start in range(0, len(kept), size)]
        planned = [ready_to_go(group, part, self._render, now) for part in parts]
        for delivery in planned:
            self._known.tell(group.receiver, *delivery.alerts, *delivery.told)
        return planned + ended

    def _queue(self, endpoint: Endpoint, delivery: Delivery, since: datetime) -> None:
        self._count += 1
        item = Item(delivery, (since, self._count), since)
        enqueue(endpoint, item)
        if delivery.next_try_at is None:
            return
        wait = delivery.next_try_at - delivery.at
        if stands_alone(delivery):
            item.aside = True
            postpone(item, delivery.at, wait)
        elif delivery.next_try_at > endpoint.not_before:
            postpone(endpoint, delivery.at, wait)
        if not item.aside:
            endpoint.failures = max(endpoint.failures, delivery.attempts)

    def _endpoint(self, name: str, now: datetime) -> Endpoint:
        return self.endpoints.setdefault(name, Endpoint(name, now))

    def _recall(self, delivery: Delivery) -> None:
        """A failed message may still be redriven, so what mends it has something to mend; but its news was not told."""
        self._known.see(delivery.receiver, *delivery.alerts)
        if delivery.state not in UNTOLD:
            self._known.tell(delivery.receiver, *delivery.alerts, *delivery.told)
        if delivery.state != "failed":
            self._known.see(delivery.receiver, *delivery.told)

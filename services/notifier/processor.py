"""The notifier's pipeline: decides which alerts become messages, for whom and when, and what to record of each
delivery.

route -> silence -> sent before? -> group (quiet hours, digest) -> queue -> try -> record. It holds state and does no
I/O; the loop around it publishes what it returns, and only then moves on, so that a crash repeats and never loses.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from services.notifier.domain import corrections
from services.notifier.domain.answers import Verdict
from services.notifier.domain.config import Config, Receiver, Route
from services.notifier.domain.corrections import Taken, take_back
from services.notifier.domain.delivery_records import UNTOLD, Render, ready_to_go, untold
from services.notifier.domain.grouping import Group, Groups, Waiting, group_name, parts
from services.notifier.domain.news_keys import mends, news_keys
from services.notifier.domain.offsets import Offsets
from services.notifier.domain.queues import Queues
from services.notifier.domain.receiver_history import ReceiverHistory
from services.notifier.domain.routing import Decision, Reason, route, silenced_by
from services.notifier.domain.sending import Item
from services.notifier.domain.withdrawals import Withdrawals
from shared.contracts import Alert, Delivery, Silence
from shared.contracts.matchers import LABELS, BadMatcher, checked
from shared.runtime.records import Record

REDRIVEN = "redriven"
"""Reason of a held delivery that asks the running notifier to send a dead letter again."""


class Pipeline:
    """Everything between an alert and the record of its delivery."""

    def __init__(self, config: Config, render: Render) -> None:
        self.config = config
        self.groups = Groups()
        self.offsets = Offsets()
        self.queues = Queues(config)
        self.reasons: list[Decision] = []
        """What was decided since the loop last looked, for metrics and logs."""
        self._render = render
        self.silences: dict[str, Silence] = {}
        self._known = ReceiverHistory()
        self._withdrawals = Withdrawals(self.queues, self._known, render)

    # What comes in

    def silence(self, silence: Silence) -> str:
        """Take in a new or changed silence; returns why it cannot be used, empty if it is in force."""
        try:
            for matcher in silence.matchers:
                checked(matcher, LABELS)
        except BadMatcher as error:
            return str(error)
        self.silences[silence.id] = silence
        return ""

    def alert(self, alert: Alert, record: Record, now: datetime) -> list[Delivery]:
        """Take in one alert that arrived at `now`; returns the records of what goes to nobody: covered by a silence, or
        retracted while it waited."""
        self.offsets.take(record)
        records: list[Delivery] = []
        taken = take_back(alert, self.groups, self._known)
        records += self._withdrawals.mended(alert, now)
        going: set[str] = set()
        routes = {one.name: one for one in self.config.routes}
        for decision in route(alert, self.config):
            self.reasons.append(decision)
            for receiver in decision.receivers:
                one = routes[decision.route]
                told = news_keys(alert, every_outlet=one.every_outlet)
                reason, detail = self._held_back(alert, receiver, told[0], now, taken)
                if reason is Reason.ALREADY_TOLD and (late := self._overtaken(alert, receiver, one, now)):
                    reason, detail = Reason.GROUPED, ""
                    records += late
                self.reasons.append(Decision(one.name, reason, detail, (receiver,)))
                if reason is Reason.SILENCED:
                    self._known.see(receiver, alert.id)
                    records.append(untold("silenced", receiver, (alert.id,), detail, now, one.name))
                if reason is not Reason.GROUPED:
                    continue
                self._known.see(receiver, alert.id, *told)
                going.add(receiver)
                self.offsets.take(record)
                home = corrections.home(alert, receiver, self.groups)
                name = home.name if home else group_name(alert, one, self.config)
                self.groups.add(self.config.receivers[receiver], one, name, Waiting(alert, told, record), now)
        records += self._taken_back(alert, taken, going, now)
        self.offsets.release(record)
        return records

    def _taken_back(
        self, retraction: Alert, taken: Taken, going: set[str], now: datetime
    ) -> Iterator[Delivery]:
        """Records of what waited and is retracted, with the retraction's id where that goes to nobody either."""
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

    def _overtaken(self, alert: Alert, receiver: str, route: Route, now: datetime) -> list[Delivery]:
        """Records of what waits with the same news for a later message than this alert's; it is dropped."""
        key = news_keys(alert, every_outlet=route.every_outlet)[0]
        name = group_name(alert, route, self.config)
        records = []
        for group, late in self.groups.overtake(self.config.receivers[receiver], route, name, key, now):
            self.offsets.release(late.token)
            why = f"told sooner, with {alert.id}"
            records.append(untold("dropped", receiver, (late.alert.id,), why, now, group.route.name))
        return records

    def _held_back(
        self, alert: Alert, receiver: str, told: str, now: datetime, taken: Taken
    ) -> tuple[Reason, str]:
        known = self._known
        if known.seen(receiver, alert.id):
            return Reason.REPEATED, ""
        if corrections.nothing_to_mend(alert, receiver, self.groups, known, taken):
            return Reason.NOTHING_TO_MEND, mends(alert) or ""
        # What mends something that waits shares its fate; silences are asked again when it is to go.
        if corrections.home(alert, receiver, self.groups) is None and (why := self._silence_over(alert, now)):
            return Reason.SILENCED, why
        if known.seen(receiver, told):
            return Reason.ALREADY_TOLD, told
        return Reason.GROUPED, ""

    def history(self, delivery: Delivery, *, rebuilding: bool, archive_time: bool = False) -> None:
        """Take in a record of `deliveries`: after a start all of them (the last of each id), later only those of
        others."""
        redriven = delivery.state == "held" and delivery.reason == REDRIVEN
        again = redriven and self._withdrawals.redriven(delivery)
        if rebuilding:
            self._withdrawals.recall(delivery)
        if rebuilding or redriven:
            self._recall(delivery, told_before=again)
        if rebuilding and delivery.group and delivery.queued_at and not archive_time:
            self.groups.spoke(delivery.receiver, delivery.group, delivery.queued_at)
        self.queues.history(delivery, rebuilding=rebuilding, redriven=redriven)

    # What goes out

    def flush(
        self, groups_now: datetime, now: datetime, *, everything: bool = False
    ) -> tuple[list[Delivery], list[Record]]:
        """The messages whose time has come, as `held` deliveries to be recorded before their first try (with those that
        go to nobody), and the log records that these settle once recorded. `groups_now` is the time of the alerts'
        stream."""
        planned: list[Delivery] = []
        safe: list[Record] = []
        self.groups.never_ahead(groups_now)
        for group in self.groups.ready(groups_now, everything=everything):
            silenced, covered = self._silenced(group, groups_now, now)
            planned += silenced
            safe += [waiting.token for waiting in covered]
        self.groups.leave_empty()
        for group in self.groups.due(groups_now, everything=everything):
            safe += [waiting.token for waiting in group.waiting]
            planned += self._plan(group, now)
        return planned, safe

    def queue(self, planned: Iterable[Delivery], now: datetime) -> None:
        """Queue the planned messages, now that they are recorded."""
        for delivery in planned:
            if delivery.state == "held":
                self.queues.add(delivery, now)

    def ready(
        self, groups_now: datetime, now: datetime
    ) -> tuple[list[tuple[Receiver, Item]], list[Delivery]]:
        """Messages to try now, and records of what a silence covers that was set while it waited."""
        found: list[tuple[Receiver, Item]] = []
        records: list[Delivery] = []
        for receiver, item in self.queues.ready(now):
            whys = {a.id: self._silence_over(a, groups_now) for a in item.delivery.events}
            if why := next(filter(None, whys.values()), ""):
                self.queues.put_back(receiver.name)
                covered = {name for name, silence in whys.items() if silence}
                records += self._withdrawals.leave_out(receiver.name, covered, "silenced", why, now)
            else:
                found.append((receiver, item))
        return found, records

    def done(self, receiver: Receiver, item: Item, verdict: Verdict, now: datetime) -> list[Delivery]:
        """Take in the end of a try; returns the deliveries to record."""
        recorded = self.queues.done(receiver, item, verdict, now)
        if recorded.state == "failed":
            self._known.forget_news(receiver.name, recorded.told)
        return [recorded, *self._withdrawals.refused(recorded, now)]

    def unreachable(self, now: datetime) -> list[Delivery]:
        """Records of messages whose receivers are disabled or no longer configured."""
        ended = self.queues.unreachable(now)
        return [*ended, *(record for one in ended for record in self._withdrawals.refused(one, now))]

    def reconfigure(self, config: Config, now: datetime) -> None:
        """Apply another configuration to all that is decided from now on, and to when waiting alerts go out."""
        self.groups.reconfigure(config)
        self.queues.reconfigure(config, now)
        self.config = config

    # Parts

    def _silence_over(self, alert: Alert, now: datetime) -> str:
        found = silenced_by(alert, self.silences.values(), now, self.config.corroboration)
        return f"silence {found.id}" if found else ""

    def _silenced(
        self, group: Group, groups_now: datetime, now: datetime
    ) -> tuple[list[Delivery], list[Waiting]]:
        """Records of what a silence covers that was set while it waited, and the alerts themselves, now out of the
        group."""
        records, covered = [], []
        for waiting in tuple(group.waiting):
            why = self._silence_over(waiting.alert, groups_now)
            if not why:
                continue
            group.waiting.remove(waiting)
            covered.append(waiting)
            self._known.forget_news(group.receiver, waiting.own_news)
            names = (waiting.alert.id,)
            records.append(untold("silenced", group.receiver, names, why, now, group.route.name))
        return records, covered

    def _plan(self, group: Group, now: datetime) -> list[Delivery]:
        kept, idle = corrections.part(group, self._known)
        why, by = "what it mends was not told", group.route.name
        ended = [untold("dropped", group.receiver, (w.alert.id,), why, now, by) for w in idle]
        receiver = self.config.receivers.get(group.receiver)
        planned = [ready_to_go(group, part, self._render, now) for part in parts(kept, receiver)]
        for delivery in planned:
            self._known.tell(group.receiver, *delivery.alerts, *delivery.told)
        return planned + ended

    def _recall(self, delivery: Delivery, *, told_before: bool = False) -> None:
        """Note a failed message: it may still be redriven, so corrections of it have a purpose, but its news did not
        arrive."""
        self._known.see(delivery.receiver, *delivery.alerts)
        if delivery.state not in UNTOLD and not told_before:
            self._known.tell(delivery.receiver, *delivery.alerts, *delivery.told)
        if delivery.state != "failed":
            self._known.see(delivery.receiver, *delivery.told)

"""Wiring of the notifier: settings in, a running notifier out; also what the command line asks of it."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import structlog

from services.notifier.adapters.routes_file import Watch
from services.notifier.adapters.routes_file import load_config as load_config
from services.notifier.adapters.senders import Parcel, Sender, Show
from services.notifier.domain.answers import Outcome, Verdict
from services.notifier.domain.backtest import Planned as Planned
from services.notifier.domain.backtest import plan as plan
from services.notifier.domain.config import BadConfig as BadConfig
from services.notifier.domain.config import Config
from services.notifier.domain.routing import Decision as Decision
from services.notifier.domain.routing import Reason as Reason
from services.notifier.domain.routing import explain_routing as explain_routing
from services.notifier.domain.samples import sample_alert
from services.notifier.loop import Notifier
from services.notifier.processor import REDRIVEN
from shared.contracts import Delivery
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS, DELIVERIES, SILENCES
from shared.processing import TryLater
from shared.runtime import metrics
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.runtime.kafka.connection import KafkaFault
from shared.runtime.records import Consumer, Publisher
from shared.runtime.settings import Settings

GROUP = "notifier"
ALERTS = (ALERTS_STATEMENTS, ALERTS_STANCES, ALERTS_MILESTONES)
STATE = (DELIVERIES, SILENCES)
RESTART_SECONDS = 5.0
STILL_SECONDS = 60.0
"""A round takes a second at most while all is well."""


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


class Ports(NamedTuple):
    """How the notifier reads and writes topics; `close` lets go of them."""

    alerts: Consumer
    state: Consumer
    publisher: Publisher
    close: Callable[[], None]


def embedded(path: Path) -> Ports:
    """Ports over the embedded log; to be opened in the thread that uses them."""
    log = Log(path)
    return Ports(
        alerts=LogConsumer(log, GROUP, ALERTS, time.sleep),
        state=LogConsumer(log, f"{GROUP}-state", STATE, time.sleep),
        publisher=LogPublisher(log, utc_now),
        close=log.close,
    )


def on_kafka(settings: Settings) -> Ports:
    """Ports over the brokers of PARLEY_KAFKA, for the one notifier there is (see `alone`)."""
    from shared.runtime.kafka.consumer import KafkaConsumer
    from shared.runtime.kafka.producer import KafkaPublisher

    alerts = KafkaConsumer(settings, GROUP, ALERTS)
    state = KafkaConsumer(settings, None, STATE)
    publisher = KafkaPublisher(settings)

    def close() -> None:
        alerts.close()
        state.close()
        publisher.close()

    return Ports(alerts, state, publisher, close)


def others_on_kafka(settings: Settings) -> bool:
    """Whether another notifier is at work on these brokers; who may not ask takes it that there is none."""
    from shared.runtime.kafka.admin import members
    from shared.runtime.kafka.connection import KafkaFault

    try:
        return members(settings, GROUP) > 0
    except KafkaFault as fault:
        structlog.get_logger("notifier").warning(
            "cannot see whether another notifier runs", reason=str(fault)
        )
        return False


STARTS = "not reading alerts: it starts, and reads what was sent before, or a defect stopped it (see the log)"
STANDS_BY = "another notifier is at work; this one tells nobody anything until that one is gone"


class Pulse:
    """When the notifier last went round, for /readyz. One thread beats, another asks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: float | None = None
        self._why = STARTS

    def beat(self) -> None:
        """It goes round: it has read what it sent before, and its topics answer."""
        self._last = self._clock()

    def rest(self, why: str = STARTS) -> None:
        """It does not go round."""
        self._last, self._why = None, why

    def problem(self) -> str | None:
        """None while it goes round."""
        if self._last is None:
            return self._why
        still = self._clock() - self._last
        if still < STILL_SECONDS:
            return None
        return f"no round for {still:.0f} s: its topics do not answer, or a receiver holds it up"


def alone(
    others: Callable[[], bool],
    stop: Callable[[], bool],
    pulse: Pulse,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Returns when no other notifier is at work, or on `stop()`: two would share the alerts between them, and neither
    would know what the other told. Two that start in the same second do not see each other."""
    waits = False
    while not stop() and others():
        if not waits:
            structlog.get_logger("notifier").warning("another notifier is at work, waiting until it is gone")
            pulse.rest(STANDS_BY)
            waits = True
        wait(RESTART_SECONDS)
    if waits:
        pulse.rest()


def run(
    settings: Settings,
    stop: Callable[[], bool],
    *,
    archive_time: bool = False,
    show: Show | None = None,
    names: Mapping[str, str] | None = None,
    log_path: Path | None = None,
    open_ports: Callable[[], Ports] | None = None,
    others: Callable[[], bool] = lambda: False,
    pulse: Pulse | None = None,
) -> None:
    """Run until `stop()`, in the calling thread; on the embedded log unless `open_ports` says otherwise.

    `archive_time` says that articles run on archive time: groups follow the records' time stamps. `show` gets every
    outbox message. `names`: negotiations' names. `others`: whether another notifier is at work; this one waits until it
    is gone. `pulse` beats with every round. Raises BadConfig if the routes are
    wrong at the start; after a defect it starts anew from what is recorded."""
    pulse = pulse or Pulse()

    def stop_after_round() -> bool:
        pulse.beat()
        return stop()

    watch = Watch(settings.routes, settings)
    sender = Sender(names or {}, settings.public_url, utc_now, show)
    metrics.service_up.labels("notifier").set(1)
    with ThreadPoolExecutor(max_workers=32, thread_name_prefix="notifier-try") as pool:
        while not stop():
            alone(others, stop, pulse)
            if stop():
                return
            ports = open_ports() if open_ports else embedded(log_path or settings.data / "log.sqlite")
            try:
                Notifier(
                    alerts=ports.alerts,
                    state=ports.state,
                    publisher=ports.publisher,
                    sender=sender,
                    watch=watch,
                    pool=pool,
                    clock=utc_now,
                    retention=timedelta(days=settings.retention_days),
                    archive_time=archive_time,
                ).run(stop_after_round)
            except Exception as error:
                metrics.processing_errors.labels("notifier").inc()
                why = _reason(error)
                structlog.get_logger("notifier").error("starting anew", reason=why)
                pulse.rest(f"not reading alerts: it starts anew because of this: {why}")
                time.sleep(RESTART_SECONDS)
            else:
                pulse.rest()
            finally:
                ports.close()


def _reason(error: Exception) -> str:
    """For people, without what a text of a library may hold: addresses with passwords, whole requests."""
    if isinstance(error, TryLater | KafkaFault):
        return str(error)
    if type(error).__module__ == "kafka.errors":
        from shared.runtime.kafka.faults import reason

        return reason(error)
    return type(error).__name__


def send_test(config: Config, receiver: str, settings: Settings, *, show: Show | None = None) -> Verdict:
    """Send a test message past queue and history: one try, and what truly became of it."""
    found = config.receivers.get(receiver)
    if found is None:
        known = ", ".join(sorted(config.receivers))
        return Verdict(
            outcome=Outcome.REJECTED, reason=f"there is no receiver {receiver!r}; there are {known}"
        )
    now = utc_now()
    alert = sample_alert(now)
    sender = Sender({}, settings.public_url, utc_now, show)
    parcel = sender.parcel(f"test-{int(now.timestamp() * 1000)}", (alert,))
    return sender.send(found, Parcel(id=parcel.id, alerts=parcel.alerts, text=parcel.text))


def request_redrive(publisher: Publisher, delivery: Delivery, now: datetime) -> None:
    """Ask the running notifier to send a dead letter (state `failed` or `disabled`) again, under the same id."""
    if delivery.state not in ("failed", "disabled") or not delivery.events:
        raise ValueError(
            f"delivery {delivery.id} is {delivery.state}; only failed and disabled ones can be redriven"
        )
    again = msgspec.structs.replace(
        delivery,
        state="held",
        reason=REDRIVEN,
        attempts=0,
        at=now,
        queued_at=now,
        next_try_at=None,
        endpoint="",
    )
    publisher.publish(DELIVERIES, again, timestamp=now)

"""Keeps one notifier running: restarts it after a defect, and waits while another one is at work."""

import time
from collections.abc import Callable
from typing import Protocol

import structlog

from services.notifier.health import STANDS_BY, Pulse
from services.notifier.ports import Ports
from shared.processing import TryLater
from shared.runtime import metrics
from shared.runtime.kafka.connection import KafkaFault

RESTART_SECONDS = 5.0


class Runs(Protocol):
    """A notifier that runs until told to stop."""

    def run(self, stop: Callable[[], bool]) -> None: ...


def supervise(
    start: Callable[[Ports], Runs],
    open_ports: Callable[[], Ports],
    stop: Callable[[], bool],
    *,
    others: Callable[[], bool],
    pulse: Pulse,
) -> None:
    """Run what `start` makes of fresh ports until `stop()`; `pulse` beats with every round. After a defect it starts
    anew from what is recorded. Raises what `open_ports` raises if it has never succeeded: the settings may be at fault;
    later on the other side is, and what is not recorded yet must not be forgotten."""

    def stop_after_round() -> bool:
        pulse.beat()
        return stop()

    began = False
    while not stop():
        alone(others, stop, pulse)
        if stop():
            return
        ports = None
        try:
            ports = open_ports()
            began = True
            start(ports).run(stop_after_round)
        except Exception as error:
            if not began:
                raise
            metrics.processing_errors.labels("notifier").inc()
            why = _reason(error)
            structlog.get_logger("notifier").error("starting anew", reason=why)
            pulse.rest(f"not reading alerts: it starts anew because of this: {why}")
            time.sleep(RESTART_SECONDS)
        else:
            pulse.rest()
        finally:
            if ports is not None:
                ports.close()


def alone(
    others: Callable[[], bool],
    stop: Callable[[], bool],
    pulse: Pulse,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Return when no other notifier is at work, or on `stop()`: two would share the alerts between them, and neither
    would know what the other sent. Two that start in the same second do not see each other."""
    waits = False
    while not stop() and others():
        if not waits:
            structlog.get_logger("notifier").warning("another notifier is at work, waiting until it is gone")
            pulse.rest(STANDS_BY)
            waits = True
        wait(RESTART_SECONDS)
    if waits:
        pulse.rest()


def _reason(error: Exception) -> str:
    """The defect in words, without a library's own text, which may hold addresses with passwords or whole requests."""
    if isinstance(error, TryLater | KafkaFault):
        return str(error)
    if type(error).__module__ == "kafka.errors":
        from shared.runtime.kafka.faults import reason

        return reason(error)
    return type(error).__name__

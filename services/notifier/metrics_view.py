"""Publishes the state of receivers and their queues as Prometheus series."""

from collections.abc import Iterable, Mapping

from services.notifier.domain.routing import Reason
from services.notifier.domain.sending import Endpoint
from shared.runtime import metrics

STATES = ("delivered", "failed", "held", "silenced", "dropped", "disabled")


def announce(receivers: Iterable[str]) -> None:
    """Create the series of all receivers, so that Prometheus sees their first increase."""
    for reason in Reason:
        metrics.routing_decisions.labels(reason.value)
    for outcome in ("taken", "refused"):
        metrics.route_reloads.labels(outcome)
    for name in receivers:
        metrics.delivery_queue.labels(name)
        metrics.receiver_trouble.labels(name)
        metrics.delivery_seconds.labels(name)
        for state in STATES:
            metrics.deliveries.labels(name, state)


def show(endpoints: Mapping[str, Endpoint], gone: Iterable[str]) -> None:
    """Set the length of each queue and the state of its receiver; drop the series of receivers that are gone."""
    for name in gone:
        metrics.delivery_queue.remove(name)
        metrics.receiver_trouble.remove(name)
    for name, endpoint in endpoints.items():
        metrics.delivery_queue.labels(name).set(len(endpoint.items))
        metrics.receiver_trouble.labels(name).set(["closed", "open", "disabled"].index(endpoint.breaker))

"""The alerts that reports raise."""

from shared.contracts import Alert
from shared.testing.builders import at


def send(bench, message, hours=0.0):
    """Process a message at so many hours after noon; the alerts it raised."""
    return [e.message for e in bench.send(message, at(hours)) if isinstance(e.message, Alert)]


def types(alerts):
    return [alert.type for alert in alerts]

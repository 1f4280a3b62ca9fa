"""The alerts that reports raise."""

from shared.contracts import Alert
from shared.testing.builders import at
from shared.testing.newsroom import a_report_by


def covered(bench, hours, date="2025-02-20"):
    """Two outlets tell something else of the negotiation at that hour, so that silence on a plan means something."""
    for outlet in ("Example Wire", "Other Times"):
        words = f"{outlet} has it that Paris wrote to Berlin about the war"
        other = a_report_by(
            outlet, hours, words, type="proposal_made", status="happened", parties=("France", "Germany"),
            date=date, confidence=0.1,
        )  # fmt: skip
        bench.send(other, at(hours))


def send(bench, message, hours=0.0):
    """Process a message at so many hours after noon; the alerts it raised."""
    return [e.message for e in bench.send(message, at(hours)) if isinstance(e.message, Alert)]


def types(alerts):
    return [alert.type for alert in alerts]

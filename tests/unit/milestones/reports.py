"""Reports by outlets at hours after noon, and the alerts that they raise."""

from shared.contracts import Alert, MilestoneWithdrawn
from shared.testing.builders import a_report, an_evidence, at, reported


def told(
    outlet="Example Wire",
    hours=0.0,
    words="they will meet in Riyadh on Tuesday",
    article=None,
    revision=1,
    received=None,
    **other,
):
    """A report by an outlet, so many hours after noon; `received` later than it was published."""
    other.setdefault("date", "2025-02-18")
    evidence = an_evidence(
        words,
        id=article or f"{outlet}-{hours}",
        outlet=outlet,
        published_at=at(hours),
        received_at=at(hours if received is None else received),
        revision=revision,
    )
    return reported(a_report(evidence=evidence, **other))


def covered(bench, hours, date="2025-02-20"):
    """Two outlets tell something else of the negotiation at that hour, so that silence on a plan means something."""
    for outlet in ("Example Wire", "Other Times"):
        words = f"{outlet} has it that Paris wrote to Berlin about the war"
        other = told(
            outlet, hours, words, type="proposal_made", status="happened", parties=("France", "Germany"),
            date=date, confidence=0.1,
        )  # fmt: skip
        bench.send(other, at(hours))


def gone(message, hours, reason="revised"):
    """The withdrawal of a report: its article's second revision has it no longer, or the article was withdrawn."""
    return MilestoneWithdrawn(
        id=message.report.id,
        negotiation="ukraine",
        article=message.report.evidence.article.id,
        revision=2,
        received_at=at(hours),
        reason=reason,
    )


def send(bench, message, hours=0.0):
    """Process a message at so many hours after noon; the alerts it raised."""
    return [e.message for e in bench.send(message, at(hours)) if isinstance(e.message, Alert)]


def types(alerts):
    return [alert.type for alert in alerts]

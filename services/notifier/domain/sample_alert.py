"""Makes the alert that the test button sends; its text says that it is a test."""

from datetime import datetime

from shared.contracts import Alert, Labels, StatementAlert, ids


def sample_alert(now: datetime) -> Alert:
    """An alert in the usual form whose text says that it is a test."""
    return Alert(
        id=ids.alert_id("parley.statement.new", "test", now.isoformat()),
        type="parley.statement.new",
        subject="test",
        time=now,
        data=StatementAlert(
            headline="Test message from Parley: “If you can read this, alerts will reach you here.”",
            rule="test",
            evidence=(),
            labels=Labels(kind="statement", side="Parley"),
            known_at=now,
            saying="test",
            statement="test",
            speaker="Parley",
            side="Parley",
            words="If you can read this, alerts will reach you here.",
            issues=(),
            position="none",
        ),
    )

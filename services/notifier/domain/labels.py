"""Makes the labels that routes match on from an alert, by the names in `shared.contracts.matchers.LABELS`, all as
text."""

import re
from collections.abc import Mapping

from shared.contracts import Alert, MilestoneAlert, StanceAlert, StatementAlert

_CATALOG_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


def labels_of(alert: Alert, corroboration: int) -> Mapping[str, str]:
    """The alert's labels, its `type`, whether it is `corroborated`, whether its negotiation is `watched` (in the
    catalog, whose ids are lower case; others are named after their parties), and by kind: `step` (milestone),
    `direction` and `question` (stance), `position` (statement). A label that the alert lacks is empty."""
    given = alert.data.labels
    labels = {
        "kind": given.kind,
        "type": alert.type,
        "side": given.side,
        "negotiation": given.negotiation,
        "issue": given.issue,
        "severity": given.severity,
        "importance": str(given.importance),
        "publishers": str(given.publishers),
        "status": given.status,
        "late": _flag(given.late),
        "aside": _flag(given.aside),
        "corroborated": _flag(given.publishers >= corroboration),
        "watched": _flag(bool(_CATALOG_ID.fullmatch(given.negotiation))),
    }
    match alert.data:
        case StatementAlert(position=position):
            labels["position"] = position
        case StanceAlert(direction=direction, question=question, confidence=confidence):
            labels |= {"direction": direction, "question": question, "confidence": f"{confidence:.2f}"}
        case MilestoneAlert(type=step):
            labels["step"] = step
    return labels


def _flag(value: bool) -> str:
    return "true" if value else "false"

"""Names the kinds of alerts for people, and gives each the sign that stands before its headline."""

from shared.contracts import Alert, MilestoneAlert

_MARKS = {
    "parley.statement.contradicted": "⚠️",
    "parley.statement.denied": "⚠️",
    "parley.milestone.denied": "⚠️",
    "parley.milestone.disputed": "⚠️",
    "parley.milestone.cancelled": "⛔",
    "parley.milestone.moved": "📅",
    "parley.milestone.overdue": "⏰",
    "parley.deadline.near": "⏰",
    "parley.deadline.passed": "⏰",
    "parley.silence.noticed": "🔇",
    "parley.alert.corrected": "✏️",
    "parley.alert.retracted": "🚫",
    "parley.stance.changed": "↔️",
}
_KIND_MARKS = {"statement": "💬", "milestone": "🤝", "stance": "↔️"}
_STEP_MARKS = {
    "call_held": "📞",
    "meeting_refused_or_cancelled": "⛔",
    "proposal_rejected": "✋",
    "ceasefire_violated": "💥",
    "agreement_signed": "🖋️",
    "talks_suspended_or_collapsed": "⏸️",
    "threat_or_ultimatum": "⚡",
    "sanctions_imposed_or_eased": "🏷️",
}
KINDS = {
    "parley.statement.new": "New statement",
    "parley.statement.corroborated": "Statement, now told by several outlets",
    "parley.statement.reiterated": "Said again",
    "parley.statement.contradicted": "Contradicts an earlier statement",
    "parley.statement.denied": "Denies having said it",
    "parley.stance.changed": "Stance changed",
    "parley.milestone.reported": "New step",
    "parley.milestone.confirmed": "Step confirmed",
    "parley.milestone.denied": "Step denied",
    "parley.milestone.disputed": "Step disputed",
    "parley.milestone.moved": "New date",
    "parley.milestone.cancelled": "Called off",
    "parley.milestone.overdue": "Overdue, nothing heard",
    "parley.alert.corrected": "Correction",
    "parley.alert.retracted": "Taken back",
    "parley.silence.noticed": "Silence",
    "parley.deadline.near": "Deadline near",
    "parley.deadline.passed": "Deadline passed",
}


def mark(alert: Alert) -> str:
    """The sign before the headline: that of the alert's type, else of its step, else of its kind."""
    step = alert.data.type if isinstance(alert.data, MilestoneAlert) else ""
    return _MARKS.get(alert.type) or _STEP_MARKS.get(step) or _KIND_MARKS[alert.data.labels.kind]

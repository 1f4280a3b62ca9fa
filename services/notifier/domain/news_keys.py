"""Names what an alert tells a reader by keys, so that nobody gets the same news twice."""

from shared.contracts import Alert, MilestoneAlert, ids
from shared.contracts.statuses import OFF

MENDING = frozenset({"parley.alert.corrected", "parley.alert.retracted"})
_MORE_OUTLETS = {
    "parley.statement.new": "said",
    "parley.statement.corroborated": "said",
    "parley.milestone.reported": "step",
    "parley.milestone.confirmed": "step",
}


def news_keys(alert: Alert, *, every_outlet: bool = False) -> tuple[str, ...]:
    """The alert's keys: it is no news if the first is known; once it is sent, all are known. The first report of a
    saying and its corroborations share a key, as do report and confirmation of one step in one status. Everything else
    has a key of its own, and so has a plan that is on again, but not its confirmation."""
    what = None if every_outlet else _MORE_OUTLETS.get(alert.type)
    if what is None:
        return (alert.id,)
    if not isinstance(alert.data, MilestoneAlert):
        return ("nw-" + ids.digest(what, alert.subject),)
    step = "nw-" + ids.digest(what, alert.subject, alert.data.type, alert.data.status)
    return (alert.id, step) if _on_again(alert.data) else (step,)


def _on_again(step: MilestoneAlert) -> bool:
    return step.status == "scheduled" and step.status_before in OFF


def mends(alert: Alert) -> str | None:
    """The id of the alert that this one corrects or retracts, which only those who received it need."""
    return alert.data.supersedes if alert.type in MENDING else None

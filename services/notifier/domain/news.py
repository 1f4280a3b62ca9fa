"""From an alert to what it would tell a reader, so that nobody is told the same thing twice."""

from shared.contracts import Alert, MilestoneAlert, ids
from shared.contracts.statuses import OFF

MENDING = frozenset({"parley.alert.corrected", "parley.alert.retracted"})
_MORE_OUTLETS = {
    "parley.statement.new": "said",
    "parley.statement.corroborated": "said",
    "parley.milestone.reported": "step",
    "parley.milestone.confirmed": "step",
}


def news(alert: Alert, *, every_outlet: bool = False) -> tuple[str, ...]:
    """Keys of what the alert tells: it is no news where the first is known; once it is told, all are. The first report
    of a saying and its corroborations tell the same; so do report and confirmation of one step in one status. All else
    is news of its own. A plan that is on again is news whatever was told before, its confirmation is none."""
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
    """The id of the alert that this one corrects or takes back, for those alone who have been told of it."""
    return alert.data.supersedes if alert.type in MENDING else None

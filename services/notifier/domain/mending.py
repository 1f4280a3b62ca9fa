"""Corrections and retractions among what still waits: a retraction takes back what was not told yet, a correction
waits with what it corrects, and neither comes without or before that."""

from collections.abc import Mapping, Sequence

from services.notifier.domain.grouping import Group, Groups, Waiting
from services.notifier.domain.known import Known
from services.notifier.domain.news import mends
from shared.contracts import Alert, MilestoneAlert

RETRACTED = "parley.alert.retracted"
Taken = Mapping[str, Sequence[Group]]
"""By receiver: the groups that something was taken out of, with that alone in them."""


def take_back(retraction: Alert, groups: Groups, known: Known) -> Taken:
    """Take out of the open groups what a retraction takes back, whoever would be told of the retraction itself."""
    if retraction.type != RETRACTED:
        return {}
    taken = {}
    for receiver in groups.receivers():
        if known.seen(
            receiver, retraction.id
        ):  # once more, as happens after a restart: all since then is newer
            continue
        found = groups.take_out(receiver, lambda one: takes_back(retraction, one))
        if not found:
            continue
        taken[receiver] = found
        for waiting in (w for group in found for w in group.waiting):
            known.forget_news(receiver, waiting.own_news)
    return taken


def home(alert: Alert, receiver: str, groups: Groups) -> Group | None:
    """The open group in which what the alert mends, or what is on the same subject, waits for the receiver."""
    if mends(alert) is None:
        return None
    return groups.holding(receiver, lambda one: one.subject == alert.subject or _follows(alert, one))


def nothing_to_mend(alert: Alert, receiver: str, groups: Groups, known: Known, taken: Taken) -> bool:
    """Whether the alert mends what this receiver was not told and will not be."""
    mended = mends(alert)
    if mended is None:
        return False
    gone = any(w.alert.id == mended for group in taken.get(receiver, ()) for w in group.waiting)
    if gone and not isinstance(alert.data, MilestoneAlert):
        return True
    return not known.told(receiver, mended, alert.subject) and home(alert, receiver, groups) is None


def part(group: Group, known: Known) -> tuple[list[Waiting], list[Waiting]]:
    """What of a group is to be told, and mending alerts whose own alert went out neither before nor with it."""
    kept: list[Waiting] = []
    idle: list[Waiting] = []
    there: set[str] = set()
    for waiting in group.waiting:
        alert, mended = waiting.alert, mends(waiting.alert)
        if (
            mended is None
            or known.told(group.receiver, mended, alert.subject)
            or {mended, alert.subject} & there
        ):
            kept.append(waiting)
            there |= {alert.id, alert.subject}
        else:
            idle.append(waiting)
    return kept, idle


def takes_back(retraction: Alert, one: Alert) -> bool:
    """A step that is retracted was never reported, so all that was told of it goes; of a saying or a stance it is the
    one alert, with its corrections, that no longer stands."""
    if one.type == RETRACTED:
        return False
    whole = isinstance(retraction.data, MilestoneAlert) and one.subject == retraction.subject
    return whole or _follows(retraction, one)


def _follows(mending: Alert, one: Alert) -> bool:
    return mends(mending) in (one.id, mends(one))

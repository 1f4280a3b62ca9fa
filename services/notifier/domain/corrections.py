"""Keeps corrections and retractions in order with the waiting alerts they concern.

A retraction removes what was not sent yet, a correction waits with what it corrects, and neither is sent before that or
without it.
"""

from collections.abc import Mapping, Sequence

from services.notifier.domain.grouping import Group, Groups, Waiting
from services.notifier.domain.news_keys import mends
from services.notifier.domain.receiver_history import ReceiverHistory
from shared.contracts import Alert, MilestoneAlert

RETRACTED = "parley.alert.retracted"
Taken = Mapping[str, Sequence[Group]]
"""By receiver: the groups that something was taken out of, with that alone in them."""


def take_back(retraction: Alert, groups: Groups, known: ReceiverHistory) -> Taken:
    """Remove from the open groups what a retraction concerns, for receivers that would get the retraction itself."""
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
    """The receiver's open group that holds what the alert corrects, or another alert on the same subject."""
    if mends(alert) is None:
        return None
    return groups.holding(receiver, lambda one: one.subject == alert.subject or _follows(alert, one))


def nothing_to_mend(
    alert: Alert, receiver: str, groups: Groups, known: ReceiverHistory, taken: Taken
) -> bool:
    """Whether the alert corrects something this receiver was not sent and will not be."""
    mended = mends(alert)
    if mended is None:
        return False
    gone = any(w.alert.id == mended for group in taken.get(receiver, ()) for w in group.waiting)
    if gone and not isinstance(alert.data, MilestoneAlert):
        return True
    return not known.told(receiver, mended, alert.subject) and home(alert, receiver, groups) is None


def part(group: Group, known: ReceiverHistory) -> tuple[list[Waiting], list[Waiting]]:
    """The part of a group to send, and the corrections whose own alert was sent neither before nor with it."""
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
    """Whether the retraction covers the alert. A retracted step was never reported, so every alert on it goes; of a
    saying or stance only the alert that no longer stands, with its corrections."""
    if one.type == RETRACTED:
        return False
    whole = isinstance(retraction.data, MilestoneAlert) and one.subject == retraction.subject
    return whole or _follows(retraction, one)


def _follows(mending: Alert, one: Alert) -> bool:
    return mends(mending) in (one.id, mends(one))

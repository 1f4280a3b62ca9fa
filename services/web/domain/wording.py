"""Names alert types, phases, statuses and positions in words for readers."""

import re
from datetime import date, datetime

from shared.contracts import Alert, MilestoneAlert

ALERT_TYPES = {
    "parley.statement.new": "New statement",
    "parley.statement.corroborated": "Corroborated",
    "parley.statement.reiterated": "Said again",
    "parley.statement.contradicted": "Contradicts itself",
    "parley.statement.denied": "Denies having said it",
    "parley.stance.changed": "Stance moved",
    "parley.milestone.reported": "Milestone",
    "parley.milestone.confirmed": "Milestone confirmed",
    "parley.milestone.denied": "Denied",
    "parley.milestone.disputed": "Disputed",
    "parley.milestone.moved": "Date moved",
    "parley.milestone.cancelled": "Called off",
    "parley.milestone.overdue": "Overdue",
    "parley.alert.corrected": "Correction",
    "parley.alert.retracted": "Retraction",
    "parley.silence.noticed": "Silence",
    "parley.deadline.near": "Deadline near",
    "parley.deadline.passed": "Deadline passed",
}
MEANINGS = {
    "parley.statement.new": "This side has not said this before, as far as the articles read so far tell.",
    "parley.statement.corroborated": "Further independent publishers carry a saying that was already known.",
    "parley.statement.reiterated": "The side says again what it said earlier than the window of a saying reaches.",
    "parley.statement.contradicted": "It goes against something the same side said earlier.",
    "parley.statement.denied": "The speaker denies having said what is attributed to them.",
    "parley.stance.changed": "The side's position on a question of this negotiation moved.",
    "parley.milestone.reported": "A step of the negotiation is reported for the first time.",
    "parley.milestone.confirmed": "Independent publishers, or both parties, tell the same step.",
    "parley.milestone.denied": "A party denies the step. Report and denial stand side by side.",
    "parley.milestone.disputed": "The step is told and denied. Both stand here.",
    "parley.milestone.moved": "The date or place of the step changed.",
    "parley.milestone.cancelled": "The step was called off.",
    "parley.milestone.overdue": "The announced date has passed and nobody has told that it happened.",
    "parley.alert.corrected": "The evidence of an earlier alert was changed by its outlet.",
    "parley.alert.retracted": "The evidence of an earlier alert is gone.",
    "parley.silence.noticed": "The side has not been heard on this for longer than usual.",
    "parley.deadline.near": "A deadline that was set comes near.",
    "parley.deadline.passed": "A deadline that was set has passed.",
}
PHASES = {
    "no_contact": "No contact known",
    "contacts": "Contacts",
    "talks": "Talks",
    "deal_near": "Deal near",
    "deal": "Deal",
    "implementation": "Implementation",
    "suspended": "Suspended",
    "collapsed": "Collapsed",
}
STANCES = {
    2: "firmly for",
    1: "leaning for",
    0: "open",
    -1: "leaning against",
    -2: "firmly against",
}
NOVELTIES = {
    "new": "first telling",
    "corroborating": "another publisher",
    "told_again": "told again",
    "reiterated": "said again",
    "background": "background",
}
SEVERITIES = ("info", "notice", "warning", "critical")
KINDS = ("statement", "stance", "milestone")
LIFE = {
    "proposed": "proposed",
    "scheduled": "scheduled",
    "claimed": "claimed",
    "happened": "happened",
    "denied": "denied",
    "disputed": "disputed",
    "moved": "moved",
    "cancelled": "called off",
    "expired": "overdue",
    "threatened": "threatened",
}
_SELF_NAMED = frozenset(
    {
        "parley.stance.changed",
        "parley.milestone.confirmed",
        "parley.milestone.denied",
        "parley.milestone.disputed",
        "parley.milestone.moved",
        "parley.milestone.overdue",
        "parley.alert.corrected",
        "parley.alert.retracted",
        "parley.deadline.near",
        "parley.deadline.passed",
    }
)
"""Types whose headlines say by themselves what they are: "Denied: ...", "Confirmed by ..."."""
_QUOTED = re.compile(r" – “([^”]+)”$")


def called(alert: Alert) -> str:
    """The name of an alert type."""
    return ALERT_TYPES.get(alert.type, alert.type)


def meaning(alert: Alert) -> str:
    """What an alert of this type says of its subject."""
    if alert.type == "parley.milestone.reported" and alert.data.before:
        return "A step that was told before has got further, or is on again."
    return MEANINGS[alert.type]


def overtaken(type: str) -> str:
    """The name of an alert superseded by one of this type."""
    return {"parley.alert.retracted": "Retracted", "parley.alert.corrected": "Corrected"}.get(
        type, "Superseded"
    )


def title(alert: Alert) -> str:
    """The headline; for a milestone without the quotation, which is shown below it."""
    if not isinstance(alert.data, MilestoneAlert):
        return alert.data.headline
    return _QUOTED.sub("", alert.data.headline)


def entitled(alert: Alert) -> str:
    """The headline for a list of its own, after the name of the alert's type where it does not tell that."""
    headline = alert.data.headline
    return headline if alert.type in _SELF_NAMED else f"{called(alert)}: {headline}"


def headlines(message: str) -> tuple[str, ...]:
    """The first line of each alert in the text of a message."""
    return tuple(part.split("\n")[0] for part in message.split("\n\n") if part)


def shortened(text: str, longest: int) -> str:
    """At most so many characters and an ellipsis, cut between words; never one ellipsis behind another."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    kept = (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" …,;:–-")
    return f"{kept} …" if kept.endswith((".", "!", "?")) else f"{kept}…"


def sentence(text: str) -> str:
    """A message with a capital letter, unless it begins with the name of a parameter (`as_of`)."""
    return text if "_" in text.partition(" ")[0] else text[:1].upper() + text[1:]


def quoted(alert: Alert) -> str:
    """The words quoted in a milestone's headline; empty if there are none."""
    found = _QUOTED.search(alert.data.headline) if isinstance(alert.data, MilestoneAlert) else None
    return found[1] if found else ""


def step(milestone_type: str) -> str:
    """`talks_round_held` as words; types with "or" keep a slash, so as not to claim which of the two it was."""
    return milestone_type.replace("_or_", " / ").replace("_", " ")


def stance(position: int) -> str:
    """Position -2 … +2 in words."""
    return STANCES[max(-2, min(2, position))]


def moment(at: datetime) -> str:
    """ "12 Feb 2025, 14:05"; all times on the page are UTC."""
    return f"{at.day} {at:%b %Y, %H:%M}"


def date_of(at: date) -> str:
    """ "12 Feb 2025"."""
    return f"{at.day} {at:%b %Y}"


def named(iso: str) -> str:
    """A contract's day or month for readers: "2025-02-12" -> "12 Feb 2025"; other text unchanged."""
    try:
        return (
            date_of(date.fromisoformat(iso)) if len(iso) > 7 else f"{date.fromisoformat(iso + '-01'):%B %Y}"
        )
    except ValueError:
        return iso


def day(at: date) -> str:
    """ "Wednesday 12 February 2025"."""
    return f"{at:%A} {at.day} {at:%B %Y}"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 outlet", "2 outlets"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

"""From an alert to what a person wants to read, independent of the channel: headline, facts, quotation, sources."""

from collections.abc import Mapping

import msgspec

from services.notifier.domain.text import clean, day, moment, one_line, words
from shared.contracts import Alert, MilestoneAlert, StanceAlert, StatementAlert

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
_KINDS = {
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


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One alert in words, clean but not escaped."""

    mark: str
    what: str
    headline: str
    negotiation: str
    negotiation_id: str
    facts: tuple[tuple[str, str], ...]
    quote: str
    speaker: str
    outlets: tuple[str, ...]
    publishers: int
    when: str


def tell(alert: Alert, names: Mapping[str, str]) -> Story:
    """The story of an alert; `names` gives negotiations their names."""
    data = alert.data
    evidence = data.evidence
    quoted = next((e.words for e in evidence if e.words), ())
    ident = data.labels.negotiation
    return Story(
        mark=_MARKS.get(alert.type) or _KIND_MARKS[data.labels.kind],
        what=_KINDS[alert.type],
        headline=one_line(data.headline),
        negotiation=one_line(names.get(ident, ident.replace("|", " – "))) if ident else "",
        negotiation_id=ident,
        facts=tuple((label, clean(value)) for label, value in _facts(alert) if value),
        quote=clean(data.words if isinstance(data, StatementAlert) else " … ".join(quoted)),
        speaker=one_line(data.speaker) if isinstance(data, StatementAlert) else "",
        outlets=_outlets(alert),
        publishers=max(data.labels.publishers, 1),
        when=moment(alert.time),
    )


def _facts(alert: Alert) -> list[tuple[str, str]]:
    data = alert.data
    facts: list[tuple[str, str]] = []
    match data:
        case StatementAlert():
            if data.position != "none":
                facts.append(("Position", data.position))
        case StanceAlert():
            who = f"{data.person} ({data.side})" if data.person else data.side
            facts += [("Who", who), ("Question", data.question_text), ("Direction", words(data.direction))]
        case MilestoneAlert():
            facts += [
                ("Step", words(data.type)),
                ("Status", words(data.status)),
                ("Parties", ", ".join(data.parties)),
                ("Mediated by", ", ".join(data.mediators)),
                ("Date", day(data.date) if data.date else ""),
                ("Place", data.place or ""),
                ("Deadline", day(data.deadline) if data.deadline else ""),
            ]
    facts += [("Before", data.before or ""), ("After", data.after or ""), ("Changed", data.difference or "")]
    if data.supersedes:
        facts.append(("Replaces alert", data.supersedes))
    return facts


def _outlets(alert: Alert) -> tuple[str, ...]:
    """Outlets in the order of the evidence, each publisher family once."""
    seen: dict[str, str] = {}
    for evidence in alert.data.evidence:
        seen.setdefault(
            evidence.article.publisher, one_line(evidence.article.outlet) or evidence.article.publisher
        )
    return tuple(seen.values())


def plain(stories: tuple[Story, ...], link: str) -> str:
    """The message as plain text: outbox, history, notification."""
    parts: list[str] = []
    for story in stories:
        lines = [f"{story.mark} {story.headline}"]
        lines.append(" · ".join(x for x in (story.negotiation, story.what, story.when) if x))
        lines += [f"{label}: {value}" for label, value in story.facts]
        if story.quote:
            lines.append(f"“{story.quote}”" + (f" — {story.speaker}" if story.speaker else ""))
        lines.append(confirmed_by(story))
        parts.append("\n".join(line for line in lines if line))
    return "\n\n".join(parts) + (f"\n{link}" if link else "")


def confirmed_by(story: Story) -> str:
    """The outlets that have it, for a line."""
    if not story.outlets:
        return ""
    shown = ", ".join(story.outlets[:5])
    more = max(story.publishers, len(story.outlets)) - len(story.outlets[:5])
    return f"{shown} and {more} more" if more > 0 else shown

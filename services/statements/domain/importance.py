"""Scores how important a statement is to a desk, from 0 to 100, and gives the reasons in words."""

import re
from collections.abc import Iterator

from services.statements.domain.policy import Policy
from services.statements.domain.tokens import analyse
from shared.contracts import Statement

_VERBAL = re.compile(
    r"\b(?:am|is|are|was|were|be|been|will|would|has|have|had|can|could|should|must|may|might|shall|did|does|do|cannot"
    r"|not|let|needs?|to (?!the\b|an?\b)[a-z]+|(?:it|they|he|she|we|i|you|there|who|which)\s+[a-z]+)\b"
    r"|n['’]t\b|\b\w+['’](?:re|ve|ll|m)\b|\b(?:that|it|he|she|there)['’]s\b|^\w+ing\b",
    re.IGNORECASE,
)
_RANKS = {
    1: "head of state or government",
    2: "senior minister",
    3: "envoy or leader of a chamber",
    4: "official",
    5: "spokesperson",
}
"""Offices of persons."""
_KINDS = {"body": "office or institution", "country": "government", "group": "group"}
"""Who else speaks: what ranks them is whom they speak for."""


def weigh(
    statement: Statement, publishers: int, policy: Policy, *, link: str = ""
) -> tuple[int, tuple[str, ...]]:
    """Importance and its reasons, each with its points. `link` is "contradicted", "denied" or empty."""
    parts = [(points, why) for points, why in _parts(statement, publishers, policy, link) if points]
    return max(0, min(100, sum(points for points, _ in parts))), tuple(f"{why} ({p:+d})" for p, why in parts)


def watched_of(statement: Statement, policy: Policy) -> tuple[str, ...]:
    """The watched negotiations that it concerns."""
    return tuple(n for n in statement.negotiations if n in policy.watched)


def bare(words: str, fewer_than: int) -> bool:
    """Whether the words only name something ("the proposed plan for the ports") and say nothing of it."""
    return len(words.split()) < fewer_than and _VERBAL.search(words) is None


def _parts(statement: Statement, publishers: int, policy: Policy, link: str) -> Iterator[tuple[int, str]]:
    weights = policy.weights
    office = _KINDS.get(statement.speaker_kind) or _RANKS.get(statement.rank, "no known office")
    yield weights.rank.get(str(statement.rank), 0), f"speaker: {office}"
    yield weights.kind.get(statement.speaker_kind, 0), f"speaker: {statement.speaker_kind}"
    watched = watched_of(statement, policy)
    if watched:
        yield weights.watched, f"watched negotiation: {watched[0]}"
    sides = {statement.side, *statement.members}
    if any(sides & parties for name, parties in policy.parties if name in watched):
        yield weights.party, f"{statement.side} takes part in it"
    if statement.issues:
        yield weights.issue.get(statement.issues[0], 4), f"issue: {statement.issues[0].replace('_', ' ')}"
    yield weights.position.get(statement.position, 0), f"position: {statement.position}"
    if statement.answers:
        yield weights.question, "bears on a question of the catalog"
    if statement.type == "direct":
        yield weights.direct, "direct quotation"
    if len(analyse(statement.words).stems) < weights.short_words:
        yield weights.short, "few words"
    elif bare(" ".join(statement.words), weights.bare_words):
        yield weights.bare, "a few words without a verb"
    wanted = round(100 * statement.newsworthiness)
    step = max(int(k) for k in weights.newsworthiness if int(k) <= wanted)
    yield weights.newsworthiness[str(step)], f"wanted by {wanted} desks of 100, as readers' verdicts go"
    if link == "contradicted":
        yield weights.contradicted, "against what the side said before"
    elif link == "denied":
        yield weights.denied, "denies what the side is reported to have said"
    reached = [int(k) for k in weights.publishers if int(k) <= publishers]
    if reached:
        yield weights.publishers[str(max(reached))], f"{publishers} independent publishers"
    else:
        yield weights.new, "one publisher so far: new"

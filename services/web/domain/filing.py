"""Decides where a message is filed: its kind, id, time, the lists it stands on and the words it is found by."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from services.web.domain.wording import called, step
from shared.contracts import (
    Alert,
    Article,
    ArticleWithdrawn,
    DeadLetter,
    Delivery,
    Evidence,
    LedgerRow,
    MilestoneAlert,
    NegotiationState,
    Occurrence,
    Saying,
    Silence,
    StanceAlert,
    StatementAlert,
    TrackedStatement,
)

KINDS: dict[str, Any] = {
    "alert": Alert,
    "article": Article,
    "withdrawal": ArticleWithdrawn,
    "statement": TrackedStatement,
    "saying": Saying,
    "occurrence": Occurrence,
    "negotiation": NegotiationState,
    "stance": LedgerRow,
    "delivery": Delivery,
    "silence": Silence,
    "letter": DeadLetter,
}
MAX_TOKENS = 300
_WORD = re.compile(r"\w+", re.UNICODE)
_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
_US = re.compile(r"\bus\b")
"""The small word; in capitals it is a country."""
_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by for from had has have he her his if in into is it its me my no not of on or "
        "our out said say says she so that the their them they this to up was we were what when which who will with "
        "would you your",
    )
)


class Entry(msgspec.Struct, frozen=True):
    """How one message is filed. `facets` are the lists of its kind that it stands on, `sides` the sides it mentions."""

    kind: str
    id: str
    at: datetime
    facets: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    before: float = 0.0
    """Among equals in time the higher comes first on lists; less than a second."""

    @property
    def score(self) -> float:
        """The score that orders it on lists."""
        return self.at.timestamp() + self.before


def tokens(*texts: str) -> tuple[str, ...]:
    """Folded words of at least two letters, each once, at most 300, in order; search looks for these."""
    return _words(_US.sub("", joined(" ".join(texts)[:4000])))


def asked_for(text: str) -> tuple[str, ...]:
    """The words to search for, where "us" may mean the United States."""
    return _words(joined(text))


def joined(text: str) -> str:
    """Joins initials with full stops into one word: "U.S." -> "US"."""
    return _INITIALS.sub(lambda found: found[0].replace(".", ""), text)


def _words(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", text).casefold()
    words = _WORD.findall("".join(c for c in folded if not unicodedata.combining(c)))
    kept = dict.fromkeys(w[:40] for w in words if len(w) > 1 and w not in _STOP)
    return tuple(list(kept)[:MAX_TOKENS])


def entry(message: Any) -> Entry | None:
    """Where a message is filed; None for messages the page does not show (ticks)."""
    match message:
        case Alert():
            return _alert(message)
        case Article():
            return Entry("article", message.id, message.published_at, (f"publisher:{message.publisher}",))
        case ArticleWithdrawn():
            return Entry("withdrawal", message.id, message.received_at)
        case TrackedStatement():
            said = message.statement
            return Entry("statement", said.id, said.article.published_at, (f"article:{said.article.id}",))
        case Saying():
            facets = (f"side:{message.side}", *(f"negotiation:{n}" for n in message.negotiations))
            # Names before words: a long saying must be found by who said it.
            found = tokens(message.speaker, message.side, message.words)
            speaker = () if message.speaker == message.side else (f"speaker:{message.speaker}",)
            return Entry(
                "saying", message.id, message.first_said_at, (*facets, *speaker), found, (message.side,)
            )
        case Occurrence():
            facets = (f"negotiation:{message.negotiation}", *_articles(message.evidence))
            return Entry("occurrence", message.id, message.last_at, (*facets, *_sides(message.parties)))
        case NegotiationState():
            found = tokens(message.name, *message.parties)
            return Entry("negotiation", message.id, message.last_at, tokens=found)
        case LedgerRow():
            facets = (
                f"negotiation:{message.negotiation}",
                f"side:{message.side}",
                f"question:{message.question}",
            )
            return Entry("stance", message.id, message.known_from, facets, sides=(message.side,))
        case Delivery():
            facets = (f"receiver:{message.receiver}", *(f"alert:{a}" for a in message.alerts))
            return Entry("delivery", message.id, message.at, facets)
        case Silence():
            # By its end, so that those in force come first and those long over are the first to go.
            return Entry("silence", message.id, message.ends_at)
        case DeadLetter():
            return Entry("letter", message.id, message.at)
        case _:
            return None


def _alert(alert: Alert) -> Entry:
    data = alert.data
    if data.labels.aside:
        # Nobody is told of it: it stands with its subject and is found by its id.
        told_of = [
            f"subject:{alert.subject}",
            *([f"supersedes:{data.supersedes}"] if data.supersedes else []),
        ]
        return Entry("alert", alert.id, alert.time, tuple(told_of))
    negotiations = negotiations_of(alert)
    facets = [f"kind:{data.labels.kind}", f"severity:{data.labels.severity}", f"subject:{alert.subject}"]
    facets += [f"{name}:{value}" for name in ("issue", "status") if (value := getattr(data.labels, name))]
    facets += [f"negotiation:{n}" for n in negotiations]
    facets += _sides(sides_of(alert))
    if data.labels.late:
        facets.append("late:only")
    if data.supersedes:
        facets.append(f"supersedes:{data.supersedes}")
    words = [called(alert), *sides_of(alert)]
    if isinstance(data, StatementAlert):
        words.append(data.speaker)
    if isinstance(data, MilestoneAlert):
        words += [step(data.type), data.place or ""]
    words.append(data.headline)
    # One article can raise several alerts at its one moment: the most important one is read first.
    before = min(max(data.labels.importance, 0), 100) / 1000
    return Entry("alert", alert.id, alert.time, tuple(dict.fromkeys(facets)), tokens(*words), before=before)


def place(alert: Alert) -> float:
    """The score that orders an alert in the feed: higher is nearer to the top."""
    return _alert(alert).score


def negotiations_of(alert: Alert) -> tuple[str, ...]:
    """Every negotiation that the alert concerns, the routed one first."""
    data = alert.data
    more = data.negotiations if isinstance(data, StatementAlert) else (data.negotiation,)
    return tuple(dict.fromkeys(n for n in (data.labels.negotiation, *more) if n))


def sides_of(alert: Alert) -> tuple[str, ...]:
    """Every side that the alert mentions, the routed one first."""
    data = alert.data
    match data:
        case StatementAlert() | StanceAlert():
            more: tuple[str, ...] = (data.side,)
        case MilestoneAlert():
            more = data.parties
    return tuple(dict.fromkeys(s for s in (data.labels.side, *more) if s))


def _sides(sides: Iterable[str]) -> list[str]:
    return [f"side:{side}" for side in sides]


def _articles(evidence: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(f"article:{e.article.id}" for e in evidence))

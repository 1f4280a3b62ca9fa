"""Holds what a desk sets: time windows, thresholds, weights of importance, and the watched negotiations."""

from datetime import timedelta

import msgspec

from services.statements.domain.pairs import Scorer
from services.statements.domain.word_arrays import Viewer


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points of importance; keys of the maps are contract values as text. See importance.yaml."""

    rank: dict[str, int]
    kind: dict[str, int]
    position: dict[str, int]
    issue: dict[str, int]
    publishers: dict[str, int]
    watched: int
    party: int
    question: int
    direct: int
    new: int
    contradicted: int
    denied: int
    short: int
    short_words: int
    bare: int
    """Of fewer than `bare_words` words, none of them a verb: a thing named, not something said of it."""
    bare_words: int
    newsworthiness: dict[str, int]
    """By how many desks of a hundred would want to be told (`Statement.newsworthiness`)."""


class Policy(msgspec.Struct, frozen=True):
    """Everything the decisions depend on besides evidence."""

    weights: Weights
    scorer: Scorer
    viewer: Viewer
    watched: frozenset[str] = frozenset()
    parties: tuple[tuple[str, frozenset[str]], ...] = ()
    """Negotiation and the sides that take part in it, mediators included."""
    window: timedelta = timedelta(days=30)
    retention: timedelta = timedelta(days=400)
    thresholds: tuple[int, ...] = (2, 3, 5, 10, 20, 50, 100)
    alert_importance: int = 50
    alert_newsworthiness: float = 0.5
    """How likely a desk must want a statement that one or two publishers tell."""
    most_remarks: int = 2
    """So many remarks of one speaker on one issue are told within the window; further ones must be worth more than one
    of them, or outstanding."""
    remarks_window: timedelta = timedelta(hours=36)
    outstanding: float = 0.7
    """Newsworthiness of a remark that is told however much its speaker has said."""
    retold: float = 0.35
    """Least probability of saying the same as what an alert of the same speaker told, with which it is not told."""
    retold_outstanding: float = 0.42
    """The same for what is outstanding."""
    retold_window: timedelta = timedelta(hours=48)
    again_in_article: float = 0.55
    """Newsworthiness of a second remark of a speaker on an issue in one article, if it is to be told."""
    fresh_days: int = 1
    """What the article says to have been said more days before raises no alert."""
    copy_similarity: float = 0.7
    """Share of equal MinHash values, 23 of 32, from which an article is a copy. Milestones ask for 24 (`SAME_TEXT`), as
    they know a copy by its sentence too, which direct words cannot show: outlets that quote one speaker have them in
    common. The two are nearer to each other than the estimate is to the truth."""

"""Defines values that several messages share: spans, evidence, the tick. Nothing here knows a topic."""

from datetime import datetime
from typing import Literal

import msgspec

Span = tuple[int, int]
"""[start, end) in Unicode code points of an article's text as stored."""

# The network that reads has columns for the kinds, positions, issues, types and statuses below, in this order: new ones
# are appended, none is moved.
StatementType = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "body", "country", "group", "media", "anonymous"]
Position = Literal["supports", "opposes", "demands", "rejects", "conditional", "open", "threatens", "none"]
Verdict = Literal["for", "against", "conditional", "open"]
Issue = Literal[
    "ceasefire",
    "territory",
    "security_guarantees",
    "nato",
    "sanctions",
    "military_aid",
    "prisoners_hostages",
    "humanitarian_aid",
    "talks_process",
    "peace_terms",
    "nuclear_enrichment",
    "nuclear_inspections",
    "tariffs_trade",
    "recognition_status",
    "attacks_war_conduct",
    "bilateral_relations",
    "other",
]
MilestoneType = Literal[
    "call_held",
    "meeting_proposed",
    "meeting_scheduled",
    "meeting_held",
    "meeting_refused_or_cancelled",
    "team_formed",
    "talks_round_held",
    "mediation_offered_or_accepted",
    "proposal_made",
    "demand_or_condition_stated",
    "proposal_rejected",
    "concession_announced",
    "agreement_in_principle",
    "ceasefire_agreed_or_declared",
    "ceasefire_violated",
    "agreement_signed",
    "prisoner_exchange_or_release",
    "access_or_monitors_allowed",
    "talks_suspended_or_collapsed",
    "threat_or_ultimatum",
    "sanctions_imposed_or_eased",
    "implementation_or_renewal",
]
ReportStatus = Literal["proposed", "scheduled", "claimed", "happened", "denied", "threatened"]


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a message."""


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """What travels on a topic: `kind` names the type, `version` the form (an unknown one is refused)."""

    version: Literal[1] = 1


class ArticleRef(Value, frozen=True, kw_only=True):
    """Which article, in which revision, by whom, when it was published, and when this revision was received (UTC)."""

    id: str
    revision: int
    outlet: str
    publisher: str
    """Publisher family: outlets that print one newsroom's copy count once."""
    title: str
    published_at: datetime
    """Event time: what the outlet gives (midnight for a day alone), unless it is impossible; then `received_at`."""
    received_at: datetime
    url: str | None = None
    fingerprint: tuple[int, ...] = ()
    """MinHash signature of the text's shingles; equal shares estimate the Jaccard similarity. Empty in alerts."""
    credits: tuple[str, ...] = ()
    """Publisher families of the wire services that the text gives credit to ("(Reuters)"), sorted."""


class Evidence(Value, frozen=True, kw_only=True):
    """The exact words (`words[i]` is the text under `spans[i]`, character for character) and where they stand."""

    article: ArticleRef
    spans: tuple[Span, ...]
    words: tuple[str, ...]


class Tick(Message, frozen=True, kw_only=True, tag="tick"):
    """A watermark: `source` (stage/partition, one of `of`) has passed `time`; everything before it has been sent."""

    time: datetime
    source: str
    of: int = 1
    archive: bool = False
    """Of an archive, whose time jumps where it has no articles; a clock's does not."""
    said: datetime | None = None
    """What the clock said, where that was too far ahead of its last tick to be believed."""

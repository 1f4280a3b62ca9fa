"""Names the model's numbers: every label, column and token feature, in the order of the network's outputs."""

from __future__ import annotations

from typing import Final, get_args

from shared.contracts.common import Issue, MilestoneType, Position, ReportStatus, SpeakerKind

# In the order of the contracts, which new ones are only appended to.
ISSUES: Final[tuple[Issue, ...]] = get_args(Issue)
POSITIONS: Final[tuple[Position, ...]] = get_args(Position)
KINDS: Final[tuple[SpeakerKind, ...]] = get_args(SpeakerKind)
MILESTONES: Final[tuple[MilestoneType, ...]] = get_args(MilestoneType)
STATUSES: Final[tuple[ReportStatus, ...]] = get_args(ReportStatus)

# Columns of the token scores: (name, labels). Each group is a softmax of its own.
CONTENT: Final = ("outside", "begin", "inside", "continue")
NESTED: Final = ("outside", "begin", "inside")
MENTION: Final = ("outside", "begin", "inside")
TOKEN_GROUPS: Final = (("content", CONTENT), ("nested", NESTED), ("source", MENTION), ("cue", MENTION))
TOKEN_COLUMNS: Final = sum(len(names) for _, names in TOKEN_GROUPS)

# Vectors whose products are scores: the start of a content points to its source and to its cue; a source mention
# points to the earlier mention that names its speaker.
LINK_VECTORS: Final = ("content_to_source", "source", "content_to_cue", "cue", "mention", "name")

# Columns of the statement scores. `issue` is the first issue (softmax), `issues` any of the issues (sigmoid each).
STATEMENT_GROUPS: Final = (
    ("issue", ISSUES),
    ("issues", ISSUES),
    ("position", POSITIONS),
    ("kind", KINDS),
    ("background", ("background",)),
)  # fmt: skip
STATEMENT_COLUMNS: Final = sum(len(names) for _, names in STATEMENT_GROUPS)

# Columns of the sentence scores: which milestones it reports (sigmoid each), their status (softmax), background
# (sigmoid).
SENTENCE_GROUPS: Final = (
    ("milestones", MILESTONES),
    ("status", STATUSES),
    ("background", ("background",)),
)
SENTENCE_COLUMNS: Final = sum(len(names) for _, names in SENTENCE_GROUPS)

# Token features: what an uncased vocabulary cannot see. id = quoted * 9 + opening * 3 + case.
#   quoted  0 outside, 1 inside quotation marks
#   opening 0 within a sentence, 1 first of a sentence, 2 first of a paragraph
#   case    0 lower or no letter, 1 capital first, 2 all capitals
FEATURES: Final = 18


def columns(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, slice]:
    """The slice of columns of each group, by name."""
    out: dict[str, slice] = {}
    at = 0
    for name, names in groups:
        out[name] = slice(at, at + len(names))
        at += len(names)
    return out

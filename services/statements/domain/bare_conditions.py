"""Recognises words that are only the condition of something left out: "if it continues the blockade"."""

import re
from typing import Final

from shared.contracts import Statement

_OPENS: Final = re.compile(
    r"[\s“\"‘'(]*(?:(?:only|even|but|and)\s+)*(?:if|unless|until|provided(?:\s+that)?|(?:as|so)\s+long\s+as|in\s+case)"
    r"\s+(?P<rest>\w.*)",
    re.IGNORECASE | re.DOTALL,
)
_MAIN: Final = re.compile(
    r"[,;:–—]|\bthen\b|\s-\s"
    r"|(?:\S+\s+){2,}(?:it|they|he|she|we|i|you|there)(?:[’']\w+|\s+[“\"‘']?\w)"
    r"|(?:\S+\s+){3,}(?-i:[A-Z])\w+\s+[a-z]+(?:s|ed)\s+(?:the|an?|its|his|her|their|our|to|on|in)\b"
    r"|(?:\S+\s+){4,}(?:can|cannot|could|may|might|must|shall|should|will|would|\w+n[’']t)\b",
    re.IGNORECASE,
)
"""Signs of a main clause behind the condition: a mark between them, a subject of its own, a second verb."""
_INVERTED: Final = re.compile(
    r"[\s“\"‘'(]*only\b.*\b(?:can|could|do|does|may|must|shall|should|will|would|is|are)\b",
    re.IGNORECASE | re.DOTALL,
)
""""Only if they leave can talks begin" has its main clause without a mark."""
_LEAST: Final = 2
"""Words that a condition has at least: not "if necessary"."""


def only_condition(statement: Statement) -> bool:
    """Whether the words are one clause with "if" or the like and nothing that depends on it. In doubt they are not."""
    found = _OPENS.match(statement.words[0]) if len(statement.words) == 1 else None
    if found is None or len(found["rest"].split()) < _LEAST:
        return False
    return not _MAIN.search(found["rest"].rstrip(" .,;:!?…”\"’'–—")) and not _INVERTED.match(
        statement.words[0]
    )

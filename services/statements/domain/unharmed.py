"""Recognises words that say only that nobody was hurt and nothing broken: of whatever incident they are told, they are
the same, so that they neither make news nor bear each other out."""

import re
from typing import Final

from shared.contracts import Statement

_UNHARMED: Final = re.compile(
    r"(?:that\s+)?(?:"
    r"(?:there\s+(?:were|are|was|is|have\s+been|had\s+been)\s+)?(?:no|not\s+any)\s+(?:\w+\s+){0,2}?HARM(?:(?:\s+|,\s*)(?:or|and|nor)\s+(?:\w+\s+)?HARM)?"
    r"(?:\s+(?:was|were|has\s+been|have\s+been|had\s+been)(?:\s+\w+)?)?"
    r"|(?:nobody|no\s*one|none)\s+(?:was|were|has\s+been|had\s+been)\s+(?:hurt|harmed|injured|killed|wounded)(?:\s+(?:or|and)\s+\w+)?"
    r")(?:\s+(?:in|by|during)\s+(?:the\s+(?:incident|attack|shooting|strike|explosion|blast)|this|it))?[\s.!”\"’']*".replace(
        "HARM",
        r"(?:reports?\s+of\s+(?:\w+\s+)?)?(?:casualt(?:y|ies)|damage|damages|deaths?|fatalit(?:y|ies)|harm|injur(?:y|ies)|losses|victims|wounded)",
    ),
    re.IGNORECASE,
)


def unharmed(statement: Statement) -> bool:
    """Whether the words say nothing else."""
    return _UNHARMED.fullmatch(" ".join(" ".join(statement.words).split()).strip("“\"‘' ")) is not None

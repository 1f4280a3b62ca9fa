"""Cuts a sentence into the clauses that tell what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_CLAUSE: Final = re.compile(
    r"(?<![A-Z])[.;!?:]\s|[—–]|\s-+\s|,\s(?=(?:but|while|although|which|who|whose|even|so|with)\b)|"
    r"(?:^|(?<!as soon),?\s)(?=(?:as soon as|once|after|as|because|since|before|unless|if|while|when|until|despite|"
    r"but|who|which|over|even though|although|whether)\s)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?:as soon as|once|after|because|since|before|unless|if|when|until|despite|amid|over|even though|although|"
    r"whether)\b",
    re.IGNORECASE,
)
"""Such clauses tell what led to it, or what may come."""


def clauses(words: str) -> Iterator[str]:
    """The clauses of a sentence that tell what is done, first to last."""
    for part in _CLAUSE.split(words):
        # "After the island had lifted its tolls, the port …"
        yield part.partition(", ")[2] if _BESIDE.match(part) else part

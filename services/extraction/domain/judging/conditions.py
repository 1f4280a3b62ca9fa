"""Extracts the condition that a statement sets, and what depends on it.

Not all that sounds like a condition is one: "without preconditions" sets none, "if needed" asks for nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SET: Final = re.compile(
    r"\b(?:(?P<if>if|provided(?: that)?|on (?:the )?condition(?: that)?)|unless|until|as long as|"
    r"only (?:if|when|after)|once|in (?:exchange|return) for|depend\w* on|contingent (?:up)?on|without)"
    r"\s+(?P<what>[^,.;:!?…”\"]{4,160})",
    re.IGNORECASE,
)
_NONE: Final = re.compile(
    r"\bwithout\s(?:(?:any|all|further|more|other|new|such|setting|imposing|the|these|those)\s){0,2}"
    r"(?:(?:pre-?)?conditions?|strings)\b"
    r"|\bwithout\s(?:them|him|her|us|it|you|me|(?:a|any)\s(?:fight|doubt|question)|fail|delay|doubt|question|hesitation"
    r"|exceptions?|end|limits?|warning|success|results?)\b(?!['’\w-])"
    r"|\b(?:at\sonce|once\s(?:and\sfor\sall|again|more|upon\sa\stime))\b"
    r"|\bif\s(?:(?:it\sis|it['’]s|that\sis|need)\s)?(?:needed|necessary|required|possible|appropriate|so|not|any|anything|be)"
    r"(?=\s*(?:[,.;:!?…”\"\-–—]|$|and\b|but\b|to\b|by\b|in\b|with\b))"
    r"|\b(?:even|as)\sif\b|\bif\sonly\b"
    r"|\buntil\s(?:further\snotice|now|recently|today)\b"
    r"|\bas\slong\sas\s(?:necessary|needed|required|possible|it\stakes)\b",
    re.IGNORECASE,
)
"""What sounds like a condition but sets none."""
AT_FIRST: Final = 3
"""A condition that begins within so many characters comes before its main clause."""


@lru_cache(maxsize=256)
def bare(text: str) -> str:
    """The text with blanks in place of what sounds like a condition and is none; as long as before."""
    return _NONE.sub(lambda found: " " * len(found.group()), text)


def condition(text: str) -> str | None:
    """The condition in the speaker's words: what follows "if", else with the word that sets it ("unless …"); None where
    none is set."""
    found = _SET.search(bare(text))
    if found is None:
        return None
    return " ".join(text[slice(*found.span("what" if found["if"] else 0))].split())


def only_sounds(text: str) -> bool:
    """Whether something in the text sounds like a condition although none is set."""
    return _NONE.search(text) is not None and _SET.search(bare(text)) is None


def parted(text: str, begin: int, end: int) -> tuple[str, str]:
    """What depends on a condition, and the condition itself, whose conjunction stands in [begin, end)."""
    before, behind = text[:begin], text[end:]
    if begin < AT_FIRST:
        clause, _, main = behind.partition(",")
        return main, clause
    return before, behind

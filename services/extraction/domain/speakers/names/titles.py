"""Separates titles from the name proper in a run of capitalised words ("President Ada Quill" -> "Ada Quill")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.speakers.names.naming import body_like, folded
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog.namesakes import OF_MEN, OF_WOMEN

_PART: Final = re.compile(r"[^ ]+")
_HONOURS: Final = OF_MEN | OF_WOMEN


class Core(msgspec.Struct, frozen=True):
    """Where the name proper lies in a run (empty if the run is a title alone), and the title before it."""

    start: int
    end: int
    titled: bool
    honour: str


def proper(text: str, start: int, end: int, words: Vocabulary) -> Core:
    """Where the name without its titles lies in the run [start, end)."""
    parts = [(p.start(), p.end(), folded(p.group())) for p in _PART.finditer(text, start, end)]
    head = -1
    for at, (_, _, word) in enumerate(parts):
        if word in words.titles and word not in words.modifiers and not _no_title(text, parts, at, words):
            head = at
    at = head + 1
    if head >= 0 and at < len(parts) and parts[at][2] in ("of", "for"):
        at = _after_department(parts, at, words)
    of = text.find(" of ", parts[at][0], end) if at < len(parts) else -1
    if of < 0 and head >= 0 and at < len(parts) and body_like(parts[-1][2], words) and head + 1 == at:
        return Core(start, end, False, "")  # "Justice Department": the title is part of a body's name
    honour = parts[head][2] if head >= 0 else ""
    if at >= len(parts):
        return Core(end, end, True, honour)
    first = parts[at][0]
    stop = text.find(" of ", first, end)
    if stop > 0 and (head >= 0 or parts[at][2] in words.he or parts[at][2] in words.she):
        lead = text[first:stop].split(" ")
        told = lead[1:] or lead  # "Bill" opens the name of many a senator, and of no body
        if len(lead) < 4 and not any(body_like(folded(w), words) for w in told):
            return Core(first, stop, head >= 0, honour)
    return Core(first, end, head >= 0, honour)


def _no_title(text: str, parts: Sequence[tuple[int, int, str]], at: int, words: Vocabulary) -> bool:
    """Whether the title's word is a surname ("Ada Justice", "Jan P. King"), a first name ("Dean Novotny") or part of a
    body's name ("Centre for Justice")."""
    if at == 0:
        return len(parts) == 2 and (parts[0][2] in words.he or parts[0][2] in words.she)
    before = parts[at - 1]
    if before[2] in _HONOURS and at + 1 == len(parts):
        return parts[at][2] in words.surnames  # "Mr. King"
    if before[2] in ("for", "of", "&", "and"):
        return any(body_like(word, words) for _, _, word in parts[: at - 1])
    lone = len(before[2]) == 1 and text[before[1] - 1] == "."
    ends = at + 1 == len(parts) or parts[at + 1][2] == "of"
    given = (lone and at > 1) or before[2] in words.he or before[2] in words.she
    return ends and given and parts[at][2] in words.surnames


def _after_department(parts: Sequence[tuple[int, int, str]], at: int, words: Vocabulary) -> int:
    """Where the name begins after "Secretary of State" or "Minister of Foreign Affairs"."""
    while at < len(parts) and (
        parts[at][2] in ("of", "for", "the", "and", "&")
        or body_like(parts[at][2], words)
        or parts[at][2] in words.modifiers
        or parts[at][2] in words.departments
    ):
        at += 1
    return at

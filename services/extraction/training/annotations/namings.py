"""Finds which mentions in an annotated article name the speaker of a source that does not ("he", "the minister")."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from services.extraction.domain.speakers.coreference.pronouns import distance
from services.extraction.domain.speakers.names import capitalised
from services.extraction.training.annotations.labelled import Naming, Statement
from services.extraction.training.annotations.locating import nearest
from shared.contracts.common import Span

Tokens = Callable[[int, int], Span | None]
"""The word pieces from one offset to another, None if there are none."""
_TITLES: Final = frozenset(
    {
        "dr", "foreign", "minister", "mr", "mrs", "ms", "of", "president", "prime", "secretary", "sir", "spokesman",
        "spokeswoman", "the",
    }
)  # fmt: skip


def found(
    record: dict[str, Any], split: tuple[Span, ...], tokens: Tokens, statements: list[Statement]
) -> list[Naming]:
    """For every source that shares no word with its speaker's name: the mentions around it that could name that
    speaker.

    `split` are the sentences of the article's text, `statements` those of the record that have word pieces.
    """
    if not statements:
        return []
    text = record["text"]
    runs = [(span, token) for span in capitalised.find(text) if (token := tokens(*span))]
    begins = np.array([a for a, _ in split])

    def line(at: int) -> int:
        return int(np.searchsorted(begins, at, side="right"))

    out = []
    order = sorted(
        zip(
            [s for s in record["statements"] if any(tokens(a, b) for a, b in s["content"])],
            statements,
            strict=True,
        ),
        key=lambda p: p[1].content[0][0],
    )
    before: list[Span] = []
    for gold, statement in order:
        source = statement.source
        wanted = _name_words(gold["speaker"])
        if source and gold["source"] and wanted and not set(_name_words(gold["source"])) & set(wanted):
            candidates = [
                (span, token)
                for span, token in runs
                if token[0] < source[1] + 60 and not (token[0] < source[1] and token[1] > source[0])
            ][-50:]
            right = [
                i
                for i, (span, _) in enumerate(candidates)
                if _names(text[span[0] : span[1]], wanted, gold["speaker_kind"])
            ]
            if right and len(right) < len(candidates):
                at = [line(span[0]) for span, _ in candidates]
                mention_line = line(_offset(text, gold))
                near = [distance(mention_line - a) for a in at]
                said = [
                    next(
                        (
                            1 if k == 0 else 2
                            for k, s in enumerate(reversed(before))
                            if s[0] < t[1] and t[0] < s[1]
                        ),
                        0,
                    )
                    for _, t in candidates
                ]
                out.append(Naming(source, [t for _, t in candidates], right, near, said))
        if source:
            before.append(source)
    return out


def _offset(text: str, gold: dict[str, Any]) -> int:
    """Where the source stands, or what it says where the text lacks the source."""
    at = nearest(text, gold["source"], gold["content"])
    return at[0] if at else int(gold["content"][0][0])


def _names(words: str, wanted: list[str], kind: str) -> bool:
    have = _name_words(words)
    if not have:
        return False
    if kind == "person":
        return have[-1] == wanted[-1] or (len(wanted) > 1 and have[-1] in wanted[1:])
    return set(have) <= set(wanted) or set(wanted) <= set(have)


def _name_words(name: str) -> list[str]:
    """The words of a name in lower case, without titles."""
    return [
        w
        for w in re.findall(r"[\w’'\-]+", name.lower().replace("’s", "").replace("'s", ""))
        if w not in _TITLES
    ]

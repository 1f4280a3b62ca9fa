"""Reads an "if" that sets no condition: a warning of what would follow, or the speaker's own deliberation."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.judging import bearing, conditions
from services.extraction.domain.judging.attitudes import Language
from shared.catalog import Question

_IF: Final = re.compile(r"(?<!only )\bif\s")
_SENTENCE: Final = re.compile(r"[.;:!?…]")
_WOE: Final = re.compile(
    r"\b(?:bad|worse|worst|terribl\w+|mistake|disast\w*|catastroph\w*|danger\w*|hurts?|harm\w*|destroy\w*|betray\w*|chaos"
    r"|bloodshed|massacres?|terror\w*|collapses?|dies?|suffers?|regrets?|surrender|defeat|suicid\w+|consequences)\b"
)
_OURS: Final = re.compile(r"(?:we|i)\b")


def leaning(question: Question, text: str, language: Language) -> int | None:
    """What an "if" in (plain) text shows that asks nothing of anybody; None where there is none.

    Whoever warns of harm "if" the question's sentence comes true is against it (-1), or for it (1) if the harm follows
    where it does not. "If we do it" is the speaker's own deliberation: it shows no side (0), but sets no condition.
    """
    for sentence in _SENTENCE.split(conditions.bare(text)):
        sentence = sentence.strip(' "“”')
        found = _IF.search(sentence)
        if found is None:
            continue
        main, clause = conditions.parted(sentence, *found.span())
        told = bearing.mentions(question, clause, "", language)
        if not told or bearing.mentions(question, main, "", language):
            continue
        net = sum(each.sign for each in told)
        if net and _WOE.search(main):
            return -1 if net > 0 else 1
        if _OURS.match(clause.lstrip()):
            return 0
    return None

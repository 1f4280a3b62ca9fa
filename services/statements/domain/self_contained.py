"""Finds what keeps a statement's words from being understood without the article, e.g. "It is worse than the last one".

Each fault has its own remedy: a noun phrase needs its verb, a pronoun needs what it stands for, a definite noun phrase
the sentence before, words that break off the rest of theirs, and a fragment of the reporter's sentence is beyond help.
"""

import re
from typing import Final, Literal

from services.statements.domain.bare_conditions import only_condition
from services.statements.domain.pointing_nouns import points_back, points_back_later
from services.statements.domain.tokens import analyse
from shared.contracts import Statement

Fault = Literal["pronoun", "definite", "short", "verbless", "scrap", "broken"]

LEAST_TOKENS: Final = 7
"""Words of a quotation that mostly say enough without what was said before."""
MANY_TOKENS: Final = 12
"""Words that are hardly ever a noun phrase alone, whether or not one of them is known as a verb."""
_NOW: Final = (
    r"(?: (?:past |last |coming |same )?(?:time|moment|hour|day|week|weekend|month|year|decade|century|morning"
    r"|afternoon|evening|night|spring|summer|autumn|fall|winter|country|nation|government|house|parliament|chamber"
    r"|administration|white house|presidency|regard|respect|sense)\b)"
)
_POINTING: Final = re.compile(
    rf"(?:(?:only|even|all|but|and|so) )?(?:this|these)\b(?!{_NOW})|those\b(?! (?:who|that|of|in|with|whose)\b)"
    r"|that(?:[’']s| (?:is|was|would|will|means|has|had|can|cannot|could|should|must)\b)"
    rf"|(?:(?:only|even) )?(?:by|in|without|with|under|after|for|from|of|on|through|against) "
    rf"(?:(?:this|that|these|such|them|it)\b(?!{_NOW})|those\b(?! (?:who|that|of|in|with|whose)\b)"
    r"|doing (?:so|this|that|it)\b)"
    r"|such\b(?! as\b)|doing (?:so|this|that|it)\b|the (?:former|latter)\b|(?:which|whom|whose|than|nor)\b",
    re.IGNORECASE,
)
_IT: Final = re.compile(r"(?:it|its|it[’']s)\b", re.IGNORECASE)
_NOTHING_MEANT: Final = re.compile(
    r"it(?:[’']s| (?:is|was|will be|would be|has been|had been|remains|seems|appears|takes|took|makes))\b[^.;]*?"
    r"\b(?:to|that|for|if|when|who|time)\b",
    re.IGNORECASE,
)
_THEY: Final = re.compile(r"(?:they|them|their|they[’']\w+)\b", re.IGNORECASE)
_OTHERS: Final = re.compile(r"(?:he|she|him|his|her|he[’']\w+|she[’']\w+)\b", re.IGNORECASE)
_FINITE: Final = re.compile(
    r"\b(?:am|is|are|was|were|will|would|has|have|had|can|could|should|must|may|might|shall|did|does|do|cannot|let"
    r"|needs?|wants?|means?|hopes?|believes?|expects?|remains?|supports?|rejects?|continues?|requires?|seeks?|faces?"
    r"|became|began|broke|brought|came|chose|fell|found|gave|got|grew|held|kept|knew|led|left|lost|made|met|paid|rose"
    r"|said|saw|sent|shot|stood|struck|threw|told|took|went|won|wrote"
    r"|(?:it|they|he|she|we|i|you|there)\s+[a-z]+"
    r"|[a-z]{3,}s (?:the|an?|its|their|his|her|our|my|no|any)"
    r"|[a-z]{2,}ed (?:the|an?|its|their|his|her|our|that|to|in|on|at|from|with|for|down|out|up|into|off|about|more))\b"
    r"|n['’]t\b|\b\w+['’](?:re|ve|ll|m|d)\b|\b(?:that|it|he|she|there|what)['’]s\b",
    re.IGNORECASE,
)
_INFINITIVE: Final = re.compile(r"(?:not )?to (?!the\b|an?\b|its\b|their\b|his\b|her\b)[a-z]+\b")
_PREPOSITION: Final = re.compile(
    r"(?:for|of|from|with|by|to|on|at|in|into|than|as|about|over|between|among|amid|during|like)\b"
)
_BREAKS_OFF: Final = re.compile(
    r"\b(?:an?|the|and|or|but|nor|of|to|into|from|with|which|who|whose|whether|because|if|is|are|was|were|be|been|being"
    r"|has|have|had|will|would|currently|recently|how\s+(?:much|many|long|far))[\s”\"’']*$"
)
_GOES_ON: Final = re.compile(r"[\s”\"’',]*[A-Za-z]")
_QUOTES: Final = " \t\n“”\"'‘’([„"


def fault(statement: Statement) -> Fault | None:
    """Why the words do not stand by themselves; None if they do."""
    first = statement.words[0].lstrip(_QUOTES)
    if _points_back(first, statement):
        return "pronoun"
    if points_back(first) or points_back_later(" ".join(statement.words)):
        return "definite"
    if only_condition(statement):
        return "scrap"
    if _breaks_off(statement):
        return "broken"
    tokens = len(analyse(statement.words).tokens)
    if without_verb(statement):
        if _PREPOSITION.match(first) and not _INFINITIVE.match(first):
            return "scrap"
        if tokens < MANY_TOKENS:
            return "verbless"
    return "short" if statement.type == "direct" and tokens < LEAST_TOKENS else None


def _breaks_off(statement: Statement) -> bool:
    """Whether the words end where no clause can, and the article goes on."""
    passage = statement.passage
    if passage is None or _BREAKS_OFF.search(statement.words[-1]) is None:
        return False
    return _GOES_ON.match(passage.text, statement.spans[-1][1] - passage.start) is not None


def without_verb(statement: Statement) -> bool:
    """Whether the words hold no known finite verb."""
    return _FINITE.search(" ".join(statement.words)) is None


def _points_back(first: str, statement: Statement) -> bool:
    """Whether the words begin with a reference to something before them. In a paraphrase "he" is the speaker, and so
    are "it" and "they" unless a single person speaks; of several sides "it" is none."""
    own = statement.type == "direct"
    person = statement.speaker_kind == "person"
    if _POINTING.match(first):
        return True
    if statement.members and _IT.match(first) and not _NOTHING_MEANT.match(first):
        return True
    if (own or person) and (_THEY.match(first) or (_IT.match(first) and not _NOTHING_MEANT.match(first))):
        return True
    return own and _OTHERS.match(first) is not None

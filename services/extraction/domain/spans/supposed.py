"""Recognises a cue that is only supposed or asked for, so that nobody has said what follows.

Such are "if Arland declares that …" and "Did Arland declare that …?".
"""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_REACH: Final = 200
"""Characters before the verb in which its clause begins."""
_HELPER: Final = re.compile(
    r"am|are|be|been|being|can|could|did|do|does|going|had|has|have|is|may|might|must|not|should|to|was|were|will|would"
    r"|again|also|either|even|ever|first|just|now|once|really|soon|still|then|yet|\w+ly"
)
_NOUN: Final = re.compile(
    r"a|an|any|both|her|his|its|or|our|that|the|their|these|this|those|and|of|for|former|senior|top|foreign|prime|deputy"
    r"|chancellors?|chiefs?|government|leaders?|ministers?|minist(?:ry|ries)|negotiators?|officials?|presidents?|sides?"
    r"|spokes(?:man|men|person|woman)|he|she|they|it|anybody|anyone|somebody|someone|[A-Z][\w.’'-]*|[\w-]+(?:an|ese|ish)"
)
"""Words of a subject; there must be one, and auxiliaries may stand beside it."""
_HAS: Final = re.compile(r"\b(?:has|have|had)\b")
_PAST: Final = re.compile(
    r"(?:\w+ed|said|told|wrote|spoke|thought|swore|knew|made|gave|took|went|put|saw|felt|held)\b"
)
_CONDITION: Final = re.compile(r"\b(?:if|unless)\s", re.IGNORECASE)
_INVERTED: Final = re.compile(r"(?:^|[.,;:–—]\s|\b(?:and|but|or)\s)(?P<aux>had|should|were)\s", re.IGNORECASE)
_AUXILIARY: Final = r"(?:are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would)"
_ASKS: Final = re.compile(
    rf"\W*(?:(?:and|but|or|so|then|yet),?\s)?(?:{_AUXILIARY}|(?:when|where|why|what)\s(?:will|would|might))\s",
    re.IGNORECASE,
)
"""At the head of a question. Who asks why somebody said something takes it that he did."""


_DEED: Final = re.compile(
    r"claim(?:s|ed|ing)? (?:(?:about|almost|another|around|at least|hundreds of|many|more than|nearly|over|scores of"
    r"|some|thousands of|the|up to) ){0,3}(?:[\d,.]+ |(?!that\b)[a-z]+ )?(?:lives|victims)\b"
    r"|den(?:y|ies|ied|ying) (?:(?:her|him|it|them|us|an?|the|its|their|his|[A-Z][\w’']+) ){0,2}(?:(?!that\b)[a-z]+ )?"
    r"(?:access|asylum|bail|bids?|boarding|entry|landing rights|licen[cs]es?|parole|passage|permission|permits?"
    r"|re-entry|visas?)\b(?! (?:are|claims?|had|has|have|is|reports?|was|were|will|would)\b)"
    r"|recall(?:s|ed|ing)? (?:(?:an?|its|their|the|[A-Z][\w’']+) ){1,2}(?:(?!that\b)[\w-]+ ){0,2}"
    r"(?:ambassadors?|consuls?|delegations?|diplomats?|envoys?|negotiators?|troops)\b"
)


def deed(text: str, cue: Span) -> bool:
    """Whether a verb of saying tells what is done: a war "claimed 2,000 lives", a state "denied them entry" or
    "recalled its envoy"."""
    return _DEED.match(text, cue[0]) is not None


def supposed(text: str, sentence: Span, cue: Span, source: Span | None) -> bool:
    """Whether the clause of the cue, whose subject `source` may be, is a condition or a question."""
    start = max(sentence[0], cue[0] - _REACH)
    before = text[start : cue[0]]
    verb = text[cue[0] : cue[1]]
    for found in _CONDITION.finditer(before):
        clause = _clause(text, start + found.end(), cue, source)
        if clause is not None and not _PAST.match(verb) and not _HAS.search(clause):
            return True
    for found in _INVERTED.finditer(before):
        clause = _clause(text, start + found.end(), cue, source)
        if clause is not None and _fits(found["aux"].lower(), verb, clause):
            return True
    asks = _ASKS.match(text, *sentence) if text[slice(*sentence)].rstrip('"”’ )').endswith("?") else None
    if asks is None or not 0 <= cue[0] - asks.end() <= _REACH:
        return False
    return _clause(text, asks.end(), cue, source) is not None


def _clause(text: str, start: int, cue: Span, source: Span | None) -> str | None:
    """The words up to the verb where they are its subject and auxiliaries alone."""
    clause = text[start : cue[0]]
    if source is not None and start <= source[0] and source[1] <= cue[0]:
        clause = f"{text[start : source[0]]}It{text[source[1] : cue[0]]}"
    others = [word for word in clause.split() if not _HELPER.fullmatch(word)]
    return clause if others and all(_NOUN.fullmatch(word) for word in others) else None


def _fits(auxiliary: str, verb: str, clause: str) -> bool:
    """Whether the inverted auxiliary goes with the form of the verb ("had X said", "should X say", "were X to say")."""
    if auxiliary == "had":
        return _PAST.match(verb) is not None
    if auxiliary == "were":
        return clause.endswith("to ") or verb.startswith("to ")
    return _PAST.match(verb) is None

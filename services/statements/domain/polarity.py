"""Tells whether two statements of one side can be one message, or say the opposite of each other.

A verb can turn its words as "not" does. Who "denied that it would come" agrees with "it would not come"; who "rejected
a truce" does not agree with "backed a truce", although the object is the same.
"""

import re
from typing import Final

from services.statements.domain.bare_conditions import only_condition
from services.statements.domain.pairs import negated_otherwise, opposed, other_figures
from services.statements.domain.tokens import analyse
from shared.contracts import Statement

AGAINST: Final = frozenset({"rejects", "opposes"})
FOR: Final = frozenset({"supports", "open"})
_NEGATED: Final = re.compile(r"\b(?:not|never|cannot|no longer)\b|n[’']t\b", re.IGNORECASE)
_REJECTING: Final = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|refus\w*|oppos(?:e|es|ed|ing)|rul(?:e|es|ed|ing) out|dismiss\w*"
    r"|declin\w*|disput\w*|refut\w*|rebut\w*|rebuff\w*|spurn\w*|exclud\w*|veto\w*|object(?:s|ed|ing)? to"
    r"|turn(?:s|ed|ing)? down)\b",
    re.IGNORECASE,
)
"""What they govern is not so, or not wanted."""
_FAULTING: Final = re.compile(
    r"\b(?:condemn\w*|critici[sz]\w*|denounc\w*|deplor\w*|decr(?:y|ies|ied|ying)|slam(?:s|med|ming)?|blast(?:s|ed|ing)?"
    r"|warn(?:s|ed|ing)? against)\b",
    re.IGNORECASE,
)
"""What they govern is bad; that it is there or comes they do not deny."""


def turned(statement: Statement) -> bool:
    """Whether the verb reverses its words: "denied" and "does not accept" do, "backed" and "did not rule out" do
    not."""
    if statement.denies:
        return True
    cue = statement.cue or ""
    if not _REJECTING.search(cue):
        return statement.position in AGAINST and _NEGATED.search(cue) is not None
    return _odd(_REJECTING, cue)


def apart(one: Statement, other: Statement) -> bool:
    """Whether they are two messages however similar: nearly the same words, or the same words under another verb, or a
    condition without what depends on it."""
    if only_condition(one) or only_condition(other):
        return True
    a, b = analyse(one.words), analyse(other.words)
    if turned(one) == turned(other):
        return opposed(a, b) or _faults(one, other) or _faults(other, one)
    if other_figures(a, b):
        return True
    if negated_otherwise(a, b):
        return False
    return one.denies or other.denies or not (_turned_unseen(one) or _turned_unseen(other))


def contrary(one: Statement, other: Statement) -> bool:
    """Whether one says the opposite of the other in nearly the same words."""
    a, b = analyse(one.words), analyse(other.words)
    if other_figures(a, b):
        return False
    if turned(one) == turned(other):
        return negated_otherwise(a, b) or _faults(one, other) or _faults(other, one)
    verb, plain = (one, other) if turned(one) else (other, one)
    if negated_otherwise(a, b) or _turned_unseen(plain):
        return False
    return verb.denies or plain.position in FOR


def claims(denial: Statement, other: Statement) -> bool:
    """Whether the other statement claims, in nearly the same words, what this one denies; rejecting something is no
    claim."""
    if turned(other) or _turned_unseen(other):
        return False
    return not negated_otherwise(analyse(denial.words), analyse(other.words))


def turned_round(before: Statement, now: Statement) -> bool:
    """Whether an edit kept the words and reversed what is said of them."""
    return turned(before) != turned(now) or _faults(before, now) or _faults(now, before)


def _faults(one: Statement, other: Statement) -> bool:
    """Whether one criticises what the other supports."""
    if other.position not in FOR or one.position not in AGAINST:
        return False
    cue = one.cue or ""
    return _FAULTING.search(cue) is not None and _odd(_FAULTING, cue)


def _turned_unseen(statement: Statement) -> bool:
    """Whether it opposes something without any negative word: "a truce is a trap"."""
    return statement.position in AGAINST and not turned(statement) and not analyse(statement.words).negations


def _odd(verbs: re.Pattern[str], cue: str) -> bool:
    return (len(verbs.findall(cue)) + len(_NEGATED.findall(cue))) % 2 == 1

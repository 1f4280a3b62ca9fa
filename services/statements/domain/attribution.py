"""Writes who says something and how, e.g. `Russia (Dmitry Peskov) rejects: the plan`.

A verb stronger than "said" carries half of the meaning: what somebody doubts, denies or demands must not read as what
they state.
"""

import re
from typing import Final

from shared.contracts import Statement

JOINT: Final = " & "
"""What stands between the sides of a joint statement."""
_NOT: Final = (
    r"(?:(?:(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could) not|[a-z]+n[’']t|cannot"
    r"|(?:has |have )?never|no longer) (?:yet |[a-z]+ly )?)?"
)
"""What turns a verb round must be told with it."""
_TELLING: Final = re.compile(
    _NOT
    + r"(?:accept|accus|agree|aim|appeal|approv|back|blam|call(?:s|ed|ing)? (?:for|on)|caution|challeng|claim|commit"
    r"|condemn|consider|contradict|critici[sz]|decr(?:y|i)|declin|defend|demand|den(?:y|i)|deplor|disagree|dismiss|disput"
    r"|doubt|endors|expect|fear|hail|hop(?:e|ing)|insist|intend|mock|offer|oppos|pledg|plan|prais|prefer|press|promis"
    r"|propos|question|recommend|refus|regret|reject|request|rul(?:e|ed|es|ing) out|seek|sought|slam|support|suspect"
    r"|swear|swore|threaten|urg|voic|vow|want|warn|welcom|wish)[a-z]*(?: [a-z]+){0,2}"
)
_SAYING: Final = re.compile(
    _NOT
    + r"(?:say(?:s|ing)?|said|tell(?:s|ing)?|told|add(?:s|ed|ing)?|writ(?:es|ing)|wrote|post(?:s|ed|ing)?"
    r"|tweet(?:s|ed)?|stat(?:es?|ed|ing)|according|quot(?:es|ed|ing)|repl(?:y|ies|ied)|respond(?:s|ed|ing)?|comment(?:s|ed|ing)?"
    r"|remark(?:s|ed|ing)?|explain(?:s|ed|ing)?|continu(?:es|ed)|conclud(?:es|ed)|argu(?:es|ed|ing)|in|at|during|by)\b"
)
_SAID_THAT: Final = re.compile(
    r"(?:say(?:s|ing)?|said|tells?|told|adds?|added|writes?|wrote|states?|stated)(?: that)?"
)
_VERB: Final = re.compile(_NOT + r"[a-z]+(?: [a-z]+){0,2}")
_LEADS_ON: Final = re.compile(r"\b(?:about|against|for|from|in|into|of|on|over|that|to|towards?|with)$")
_GOES_ON: Final = re.compile(r"(?:against|for|from|of|on|that|to|with)\b")


_ACT: Final = re.compile(
    _NOT + r"(?!\w*(?:ments?|tions?|[eo]rs?|isms?|ness)\b)"
    r"(?:is|was|are|were|[a-z]{2,}(?:ed|ing|[^su]s)|call|express|push"
    r"|came|drew|found|gave|held|laid|made|put|set|spoke|stood|took)(?: (?:down|out|up))?"
)
"""A verb that says nothing of how something is said without the words behind it: "expressed" (doubt that)."""
_SMALL: Final = r" (?!by\b)((?:[a-z]+ ){0,3}[a-z]+)[\s“\"‘']*$"
"""Up to four words in small letters, up to what is said; "accused by" tells who else does it."""
_BARE: Final = {"appeal": "appeals", "call": "calls", "express": "expresses", "push": "pushes"}
"""Verbs whose infinitive ("will call on") is told of one as what they do."""

_PARTICIPLE: Final = re.compile(r"([a-z]+)ing\b")
_PAST: Final = {
    "casting": "cast",
    "coming": "came",
    "drawing": "drew",
    "finding": "found",
    "giving": "gave",
    "holding": "held",
    "laying": "laid",
    "making": "made",
    "putting": "put",
    "saying": "said",
    "seeking": "sought",
    "setting": "set",
    "speaking": "spoke",
    "swearing": "swore",
    "taking": "took",
    "telling": "told",
    "thinking": "thought",
    "withdrawing": "withdrew",
    "writing": "wrote",
}
"""Verbs of saying whose past does not end in -ed."""


def finite(cue: str) -> str:
    """The cue as the verb of a sentence: a cue such as "demanding" becomes "demanded"."""
    found = _PARTICIPLE.match(cue)
    if found is None:
        return cue
    stem = found[1]
    regular = f"{stem[:-1]}ied" if stem.endswith("y") and stem[-2:-1] not in "aeiou" else f"{stem}ed"
    return _PAST.get(found[0], regular) + cue[found.end() :]


_LISTED: Final = re.compile(r",? and |, | & ")
_TOGETHER: Final = frozenset({"both", "both sides", "the two", "the two sides", "they", "we"})
"""Speakers that name nobody beside the sides."""
_GOES_ON_WITH_THAT: Final = re.compile(r"(?: and| but| or) that (?!is\b|was\b|would\b|will\b)")
"""What is said goes on with a second clause, which needs the first "that"."""


def who(statement: Statement) -> str:
    """`Russia (Dmitry Peskov)`, or only the side where it speaks as such; `France and Italy` for a joint statement."""
    if JOINT in statement.side:
        sides = statement.side.split(JOINT)
        joint = f"{', '.join(sides[:-1])} and {sides[-1]}"
        named = {part.strip().casefold() for part in _LISTED.split(statement.speaker)}
        alone = named == {side.casefold() for side in sides} or statement.speaker.casefold() in _TOGETHER
        return joint if alone else f"{joint} ({statement.speaker})"
    if statement.speaker.casefold() == statement.side.casefold() or statement.side.startswith("anonymous"):
        return statement.speaker
    return f"{statement.side} ({statement.speaker})"


def between(statement: Statement) -> str:
    """The few small words between the cue and the content: "doubt that" in "expressed doubt that …"."""
    passage = statement.passage
    if passage is None or not statement.cue:
        return ""
    before = passage.text[: max(0, statement.spans[0][0] - passage.start)]
    found = re.search(rf"\b{re.escape(statement.cue)}{_SMALL}", before)
    return " ".join(found[1].split()) if found else ""


def forceful_cue(statement: Statement) -> str:
    """The verb with the words that belong to it, where it says more than "said"; empty otherwise."""
    cue, small = " ".join((statement.cue or "").split()), between(statement)
    if _TELLING.fullmatch(cue):
        return f"{cue} {small}".rstrip()
    if small in ("", "that") or _SAYING.match(cue) or not _ACT.fullmatch(cue):
        return ""
    return f"{cue} {small}"


def leads(statement: Statement) -> bool:
    """Whether cue and noun phrase make a sentence: "announced" does with "a census", "said" does not."""
    if forceful_cue(statement):
        return True
    cue = " ".join((statement.cue or "").split())
    return _VERB.fullmatch(cue) is not None and not _SAYING.match(cue) and follows_cue(statement)


def follows_cue(statement: Statement) -> bool:
    """Whether the content stands right behind the cue, like its object, as far as the article is known."""
    passage = statement.passage
    if passage is None or not statement.cue:
        return False
    before = passage.text[: statement.spans[0][0] - passage.start].rstrip(" \t\n“\"‘'")
    return before.endswith(statement.cue)


def _after_that(statement: Statement) -> bool:
    """Whether the article has "said that", or "said on Monday that", before the words."""
    passage, cue = statement.passage, " ".join((statement.cue or "").split())
    if passage is None or not _SAID_THAT.fullmatch(cue):
        return False
    return passage.text[: statement.spans[0][0] - passage.start].rstrip().endswith(" that")


def attributed(statement: Statement, said: str, *, joined: bool = False) -> str:
    """Who says it, the verb where it matters, and what is `said`; `joined` makes it the object of any verb."""
    told = forceful_cue(statement)
    if not told and not joined and _after_that(statement) and _GOES_ON_WITH_THAT.search(said):
        return f"{who(statement)} said that {said}"
    if not told and not joined:
        return f"{who(statement)}: {said}"
    verb = _finite_of(statement, told or " ".join((statement.cue or "").split()))
    runs_on = joined or between(statement) or _LEADS_ON.search(verb) or _GOES_ON.match(statement.words[0])
    return f"{who(statement)} {verb}{'' if runs_on else ':'} {said}"


def _finite_of(statement: Statement, verb: str) -> str:
    """The verb in the right number: for one speaker, or for several sides."""
    first, _, rest = verb.partition(" ")
    one = statement.speaker_kind == "person" or JOINT not in statement.side
    return f"{_BARE[first]} {rest}" if one and rest and first in _BARE else finite(verb)

"""Finds the source when somebody is blamed or praised for what they said.

In "attacked Quill for saying that ..." the words are Quill's, not those of whoever attacks.
"""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_FOR: Final = re.compile(r" for (?:(?:also|even|ever|later|once|[a-z]+ly) )?$")
_SAYING: Final = re.compile(
    r"(?:for )?(?:accusing|alleging|arguing|asserting|boasting|calling|claiming|declaring|describing|hinting|implying"
    r"|insisting|predicting|saying|stating|suggesting|telling|warning|writing)\b"
)
_BLAMES: Final = (
    r"(?:assail|attack|bash|berat|blast|castigat|censur|chastis|chid|commend|condemn|criticis|criticiz|denounc|derid|fault"
    r"|lambast|laud|mock|prais|rebuk|reprimand|reproach|ridicul|scold|slamm?|thank|torch|upbraid)(?:ed|es|s|ing|e)?"
    r"|(?:lash(?:ed|es|ing)?|hit(?:s|ting)?) out at|t(?:akes?|ook|aking) aim at"
    r"|(?:angry|furious|displeased|impatient) (?:at|with)"
)
_ASKS: Final = (
    r"(?:ask(?:ed|s|ing)? for|call(?:ed|s|ing)? for|demand(?:ed|s|ing)?|expect(?:ed|s|ing)?|requir(?:ed|es|ing)"
    r"|request(?:ed|s|ing)?|seek(?:s|ing)?|sought|want(?:ed|s|ing)?)"
    r" (?:an?|the) (?:[a-z]+ )?(?:apology|clarification|correction|explanation|resignation|retraction)"
    r"(?: (?:from|of|by))"
)
_NOT: Final = (
    r"(?:after|and|as|at|because|before|but|by|during|for|from|he|her|him|if|in|it|on|or|over|she|that|them|they|to"
    r"|us|when|which|while|who|with)\b"
)
_WHO: Final = re.compile(
    rf"\b(?:{_BLAMES}|{_ASKS}) "
    r"(?P<who>(?=[A-Z]|(?:an?|his|her|its|some|the|their|two)\b)"
    rf"(?:(?!{_NOT})[\w’'.-]+(?<![a-z]{{4}}\.) ){{0,7}}(?!{_NOT})[\w’'.-]*\w)$"
)
_AHEAD: Final = 160


def blamed(text: str, cue: Span | None) -> Span | None:
    """Where the words for the person stand who is said to have spoken, if the cue is such a verb; else None."""
    if cue is None or _SAYING.match(text, cue[0]) is None:
        return None
    begin = max(0, cue[0] - _AHEAD)
    verb = cue[0] + len("for ") if text.startswith("for ", cue[0]) else cue[0]
    reason = _FOR.search(text, begin, verb)
    who = None if reason is None else _WHO.search(text[begin : reason.start()])
    return None if who is None else (begin + who.start("who"), begin + who.end("who"))

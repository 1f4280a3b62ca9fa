"""Reads the deeds that one sentence, or a title, tells: who does what, how far it has gone, to what and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from services.extraction.domain.deeds import days, doers, measures
from services.extraction.domain.deeds.days import Dated
from services.extraction.domain.deeds.firms import firms
from services.extraction.domain.deeds.governing import Governed, governed, joined
from services.extraction.domain.deeds.measures import Measure
from services.extraction.domain.deeds.names import Named
from services.extraction.domain.deeds.wordings import Match, Mood, matches

_PAST: Final = frozenset(
    (
        "put", "cut", "hit", "held", "struck", "took", "went", "came", "broke", "froze", "withdrew", "gave", "bought",
        "sent", "kept", "left", "tore", "quit", "forewent", "sought", "drew", "brought", "let", "sold", "stood", "said",
        "swapped", "set",
    )
)  # fmt: skip
_CLAUSE_END: Final = re.compile(
    r"[;—–]|\s-\s|,? (?:after|while|since|because|despite|amid|even as|although|in (?:response|"
    r"retaliation|answer) (?:to|for)|following|though|whereas|unless|if|when|as (?:the|he|it|they|part))\b|"
    r", (?:but|which|who|whose|with|and (?:\w+ ){0,3}(?:will|would|has|have|said|is|are|was|were)\b)|"
    r", an? (?:\w+ ){0,2}(?:move|step|measure|decision)\b",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(r",\s(?=[A-Z][\w.’']+ (?:hit|struck|said|has|had|will|[a-z]{2,}ed)\b)")
"""Behind it stands another's deed: "…, the island hit back"."""
_QUOTE_END: Final = re.compile(r"[.!?,][”\"]\s")
_JOINT: Final = ("deal_reached", "deal_outlined", "deal_signed", "trade_truce")
_WITH: Final = re.compile(r"(?: in principle)? with (?:the )?", re.IGNORECASE)
_LAID: Final = ("announced", "imposed", "ordered")
_THREAT: Final = re.compile(
    r"\b(?:threatening|threats?|propos(?:ing|als?|ed)|plans?|planning)\b", re.IGNORECASE
)
_ACCORDING: Final = re.compile(r"\W*According to ")
"""What follows is that one's account."""
_POSSIBLE: Final = re.compile(r"\bpossible\b", re.IGNORECASE)
_UNLESS: Final = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)
_ORDER: Final = re.compile(r"order(?:s|ed|ing) (?:[\w’'.-]+ ){1,8}to ", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bha(?:s|ve) since\b", re.IGNORECASE)
_WHEN: Final = re.compile(r",? (?:when|as)\b", re.IGNORECASE)
_REPORTED: Final = re.compile(r"\b(?:said|says|told|announced|tweeted|confirmed)\b", re.IGNORECASE)
_LEADING: Final = re.compile(
    r"^\W*(?:Since|After|Before|Although|While|When|As|Despite|Following)\b[^,]{10,160}, "
)
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|provided that|on (?:the )?condition that|in exchange for|in return for|"
    r"as long as|only)\b",
    re.IGNORECASE,
)


LONGEST: Final = 1500
"""What is longer is no sentence but a list or a page's remains."""


class Telling(msgspec.Struct, frozen=True):
    """One deed of a sentence or a title, whoever told it and whenever it was."""

    sides: tuple[str, ...]
    kind: str
    step: str
    words: str
    measure: Measure
    dated: Dated
    conditional: bool
    recalled: bool
    perfect: bool
    mood: Mood
    aside: bool
    """Whether a clause on the side tells it, which is the reporter's."""
    reported: bool
    """Whether somebody is said to say so."""
    at: int
    """Where the words that tell it begin in the sentence."""
    rule: str


def tellings(
    sentence: str,
    named: Sequence[Named],
    published: date,
    before: str | None = None,
    *,
    title: bool = False,
    pacts: Sequence[str] = (),
) -> list[Telling]:
    """The deeds that a sentence (or a title) tells; `before` is the side of the person last named as a subject, `pacts`
    are names of pacts, in small letters."""
    found: list[Telling] = []
    if len(sentence) > LONGEST:
        return found
    for match in matches(sentence, pacts):
        told = _telling(sentence, match, named, published, before, title)
        if told is not None:
            found.append(told)
    return found


def _telling(
    sentence: str, match: Match, named: Sequence[Named], published: date, before: str | None, title: bool
) -> Telling | None:
    if match.rule.passive:
        mood: Mood = _passive_mood(sentence[match.start : match.end])
        doing = doers.by_passive(sentence, match.start, match.end, named)
        perfect, had = (
            " been " in sentence[match.start : match.end],
            " had " in sentence[match.start : match.end],
        )
    else:
        governs = governed(sentence[: match.verb], title=title)
        if governs is None or not _finite(sentence, match, governs, title):
            return None
        mood = governs.mood
        verb = sentence[match.verb : match.end].split()[0].lower()
        if governs.be and not verb.endswith("ing"):
            return None
        if (governs.be or governs.short) and verb.endswith("ing"):
            mood = "planned" if mood == "done" else mood
        doing = doers.by_active(sentence, governs, named, before)
        perfect, had = governs.perfect or (governs.short and not verb.endswith("ing")), governs.had
    if doing is None or not doing.sides or doing.teller is not None or _ACCORDING.match(sentence):
        return None
    step = match.rule.step(mood)
    if step is None:
        return None
    start = match.start if match.rule.passive else match.verb
    clause = _clause(sentence, match, start)
    if step == "threatened" and sentence[match.verb :].lower().startswith(("plan", "vow")):
        step = "planned"
    if step in _LAID and _THREAT.search(sentence[match.verb : match.end]):
        step = "threatened"
    if step == "announced" and _ORDER.match(sentence[match.verb : match.end]):
        step = "ordered"
    if step == "planned" and (_POSSIBLE.search(sentence[match.verb : match.end]) or _UNLESS.search(sentence)):
        step = "threatened"
    if step == "planned" and doing.announced:
        step = "announced"
    around = _around(sentence, match)
    when = days.dated(around, published)
    if not when.told and _WHEN.match(around):
        # "Markets fell on Thursday when the island raised its duties."
        when = days.dated(sentence, published)
    if had and (not when.told or when.recalled):
        return None
    return Telling(
        sides=_together(doing.sides, step, sentence[match.end :], match.end, named),
        kind=match.rule.kind,
        step=step,
        words=clause,
        measure=_measure(match.rule.kind, clause, start, named),
        dated=when,
        conditional=_CONDITION.search(sentence) is not None,
        recalled=doing.recalled
        or (perfect and not when.told and sentence.lower().startswith("since "))
        or when.recalled
        or (_SINCE.search(sentence) is not None and not when.told),
        perfect=perfect,
        mood=mood,
        aside=doing.aside,
        reported=_REPORTED.search(sentence) is not None,
        at=start,
        rule=match.rule.id,
    )


def _measure(kind: str, clause: str, start: int, named: Sequence[Named]) -> Measure:
    """What it falls on: of a curb the firms, too, that its words name."""
    found = measures.measure(clause)
    if kind != "curbs":
        return found
    inside = [
        msgspec.structs.replace(n, start=n.start - start, end=n.end - start)
        for n in named
        if start <= n.start and n.end <= start + len(clause)
    ]
    return msgspec.structs.replace(found, things=(*found.things, *firms(clause, inside)))


def _together(
    sides: tuple[str, ...], step: str, after: str, at: int, named: Sequence[Named]
) -> tuple[str, ...]:
    """Who does it, with whom: a deal that one side reaches with another is both sides'."""
    hit = _WITH.match(after) if step in _JOINT else None
    partner = next((n.side for n in named if hit and n.start == at + hit.end()), None)
    return tuple(dict.fromkeys((*sides, partner))) if partner else sides


def _passive_mood(words: str) -> Mood:
    small = words.lower()
    return "planned" if re.search(r"\b(?:will|would|be)\b", small) else "done"


def _finite(sentence: str, match: Match, governs: Governed, title: bool) -> bool:
    """Whether the verb tells what happened: in the past tense, governed, or a participle that goes on."""
    verb = sentence[match.verb : match.end].split()[0].lower().strip(",")
    if governs.finite or title:
        return True
    if verb.endswith("ing"):
        return joined(governs.left)
    return verb.endswith("ed") or verb in _PAST


def _clause(sentence: str, match: Match, start: int) -> str:
    ends = [end.search(sentence, match.end) for end in (_CLAUSE_END, _QUOTE_END, _ANOTHER)]
    return sentence[start : min((end.start() for end in ends if end), default=len(sentence))].rstrip()


def _around(sentence: str, match: Match) -> str:
    """The clause with what leads to it, where its day may stand."""
    end = _CLAUSE_END.search(sentence, match.end)
    start = 0
    for hit in _CLAUSE_END.finditer(sentence, 0, match.verb):
        start = hit.start()
    leading = _LEADING.match(sentence)
    if leading and leading.end() <= match.start:
        start = max(start, leading.end())
    return sentence[start : end.start() if end else len(sentence)]

"""Reads what stands right before a verb: its subject, and whether it is done, to come, agreed, or only thought of.

`He said the island had agreed to | delay` is stripped from the verb leftwards until nothing but the subject is left.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.deeds.wordings import Mood
from shared.language import english

DAY: Final = (
    rf"(?:(?:late |early )?(?:on |last |this )?{english.WEEKDAY}(?: (?:morning|afternoon|evening|night))?|"
    r"yesterday|today|tonight|overnight|this (?:week|month|weekend)|earlier|"
    rf"(?:on )?(?:{english.SHORT_MONTH})\.? \d\d?)"
)
_ADVERB: Final = re.compile(
    rf"(?:\b(?:[\w-]+ly|also|now|again|still|then|even|first|once again|once more|instead|at least|"
    rf"in effect|soon|just|"
    rf"unilaterally|in turn|in principle|all but|only|further)|\b{DAY}),? $",
    re.IGNORECASE,
)
_HEDGE: Final = re.compile(
    r"\b(?:probably|likely|maybe|perhaps|possibly|eventually|ultimately) $", re.IGNORECASE
)
_PERFECT: Final = re.compile(r"\b(?:has|have|having)(?: now| since| already)? $|[’']ve $", re.IGNORECASE)
_HAD: Final = re.compile(r"\bhad $", re.IGNORECASE)
_BE: Final = re.compile(r"\b(?:is|are|was|were|be|been|am) $|(?<=\w)[’'](?:re|m) $", re.IGNORECASE)
_SHORT: Final = re.compile(r"(?<=\w)[’']s $", re.IGNORECASE)
_WILL: Final = re.compile(
    r"\b(?:would|will|shall)(?: be)? $|[’'](?:ll|d)(?: be)? $|\bgoing to(?: be)? $", re.IGNORECASE
)
_MAY: Final = re.compile(r"\b(?:could|may|might|can|should|must|ought to)(?: be| have)? $", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:not|never)(?: (?:to|be))? $|n[’']t $", re.IGNORECASE)
_AGREED: Final = re.compile(
    r"\b(?:agree[sd]?|agreeing|decid(?:e[sd]?|ing)|opt(?:s|ed)?|chose|consent(?:s|ed)?|resolved|"
    r"vot(?:es|ed))(?:,? (?:on|in|at|early|late|by|during|"
    r"after)(?: [\w’'-]+){1,8})?(?P<not> not)?(?: to)? $",
    re.IGNORECASE,
)
_PROMISED: Final = re.compile(
    r"\b(?:pledge[sd]?|promis(?:e[sd]?|ing)|commit(?:s|ted)?(?: itself| himself)?|offer(?:s|ed)?|"
    r"vow(?:s|ed|ing)?|"
    r"threaten(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|prepar(?:e[sd]?|ing)|prepared|ready|"
    r"propos(?:e[sd]?|ing)|determined)(?: (?:on|in|at|early|late|by|"
    r"during)(?: [\w’'-]+){1,6})?(?P<not> not)?(?: to)? $",
    re.IGNORECASE,
)
_PLANS: Final = re.compile(
    r"\b(?:announc|unveil|confirm|outlin|detail)\w* (?:his |her |its |their |the |a )?(?:plans?|"
    r"intention|decision) (?:to|for) $",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(
    r"\b(?:order(?:s|ed|ing)?|direct(?:s|ed|ing)?|instruct(?:s|ed|"
    r"ing)?) (?:[\w’'.-]+ ){1,8}to (?:begin |start )?$",
    re.IGNORECASE,
)
_BEGAN: Final = re.compile(
    r"\b(?:began|begin[s]?|start(?:s|ed)?|mov(?:es|ed)|continu(?:es|ed)|proceed(?:s|ed)|announced|"
    r"confirmed) (?:to )?$",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\bby $", re.IGNORECASE)
_TO: Final = re.compile(r"\bto $", re.IGNORECASE)

_ASKED: Final = re.compile(
    r"\b(?:urg|ask|press|push|want|tell|call|expect|forc|persuad|warn|beg|appeal)\w*(?: on| to)? (?:the )?"
    r"(?:[^\W\d_a-z][\w.'’-]* ?){1,3}$"
)
"""Before "to" in a title: somebody else wants it of the one that is named."""
_UNWILLING: Final = re.compile(
    r"\b(?:unlikely|reluctant|refus\w*|fail\w*|loath|unwilling|unable) $", re.IGNORECASE
)
_DENIED: Final = re.compile(
    r"\bden(?:y|ies|ied|ying)(?: that)?(?: (?:it|he|she|they))?(?: ha[sd]| have| was| were| is| are)? ?$",
    re.IGNORECASE,
)

_JOINED: Final = re.compile(r"(?:,|\band|\bbut|;|[—–]|\bbefore|\bthen)(?: then| also)? ?$", re.IGNORECASE)


class Governed(msgspec.Struct, frozen=True):
    """What a verb's governing words say: its mood, and how much of the sentence is left before them. `finite`: some of
    them are, so that the verb's own form tells nothing."""

    mood: Mood
    left: str
    finite: bool = False
    had: bool = False
    perfect: bool = False
    by: bool = False
    be: bool = False
    short: bool = False


def governed(before: str, *, title: bool = False) -> Governed | None:
    """What stands before a verb; None where the verb is only possible, wished for or refused."""
    rest, negative = before, False
    mood: Mood = "done"
    finite = had = perfect = by = be = short = False
    for _ in range(12):
        if _HEDGE.search(rest) or _DENIED.search(rest):
            return None
        if hit := _ADVERB.search(rest):
            rest = rest[: hit.start()]
        elif hit := _MAY.search(rest):
            return None
        elif hit := _PERFECT.search(rest):
            rest, finite, perfect = rest[: hit.start()], True, True
        elif hit := _HAD.search(rest):
            rest, finite, had = rest[: hit.start()], True, True
        elif hit := _NOT.search(rest):
            rest, negative, finite = rest[: hit.start()], True, True
        elif hit := _WILL.search(rest):
            rest, finite = rest[: hit.start()], True
            mood = "planned" if mood == "done" else mood
        elif hit := _ORDERED.search(rest):
            rest, finite, mood = rest[: hit.start()], True, "ordered"
        elif hit := _PLANS.search(rest):
            rest, finite, mood = rest[: hit.start()], True, "planned"
        elif hit := (_AGREED.search(rest) or _PROMISED.search(rest)):
            agreed = hit.re is _AGREED
            if not (rest.endswith("to ") or negative or _gerund(hit)):
                break
            negative = negative or bool(hit["not"])
            rest, finite = rest[: hit.start()], True
            mood = mood if mood == "planned" and agreed else "agreed" if agreed else "planned"
        elif hit := _BEGAN.search(rest):
            rest, finite = rest[: hit.start()], True
        elif hit := _BE.search(rest):
            rest, finite, be = rest[: hit.start()], True, True
        elif hit := _SHORT.search(rest):
            # "He's putting", "the island's removed": the verb tells which.
            rest, finite, short = rest[: hit.start()], True, True
        elif hit := _BY.search(rest):
            rest, by, finite = rest[: hit.start()], True, True
            break
        elif title and (hit := _TO.search(rest)):
            if _ASKED.search(rest[: hit.start()]) or _UNWILLING.search(rest[: hit.start()]):
                return None
            rest, finite = rest[: hit.start()], True
            mood = "planned" if mood == "done" else mood
        else:
            break
    if negative:
        mood = "forgone"
    return Governed(mood, rest, finite, had, perfect, by, be, short)


def _gerund(hit: re.Match[str]) -> bool:
    """Whether the governing word takes a verb in -ing ("threatened raising")."""
    return hit.group().split()[0].lower().startswith(("threaten", "propos"))


def joined(left: str) -> bool:
    """Whether the verb goes on with an earlier subject: ", raising …", "and ordered …"."""
    return _JOINED.search(left) is not None

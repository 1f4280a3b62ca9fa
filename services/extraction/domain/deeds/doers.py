"""Finds who does a deed: the subject of its verb, "by" whom it is done, or whose tariffs they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from services.extraction.domain.deeds.governing import DAY, Governed, joined
from services.extraction.domain.deeds.names import (
    Named,
    beside,
    is_office,
    is_place,
    joins,
    owns_goods,
    reaches,
)

_ANNOUNCED: Final = re.compile(
    rf"\bannounc\w+(?: {DAY}| earlier| in [\w ]{{2,20}})?(?: that)?(?: the)?(?: [\w.’'-]+){{0,3}} $",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r",? (?:who|which) $")
_PRONOUN: Final = re.compile(
    r"(?:^|\W)(he|she|it|they|we|I|the president|the prime minister|(?:his|the) administration) ?$",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(
    r"\b(?:(?:the )?two|both|all three|the three) (?:leaders|sides|countries|presidents|governments|"
    r"nations|economies|men|parties|powers|economic superpowers)(?: have)? ?$|"
    r"\bworld[’']s two (?:largest|biggest) (?:economies|economic powers) ?$",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    rf"\b(?:says?|said|told [\w ]{{2,30}}|tweet(?:s|ed)?|wrote|confirm(?:s|ed)?|announc(?:es|ed)|"
    rf"declared|warn(?:s|ed)?|vow(?:s|ed)?|pledge[sd]?|indicated|signal(?:s|ed|led))"
    rf"(?: {DAY})?,?(?: in [\w ]{{2,30}}| to reporters| on Twitter)?(?: that)? (?:the |that )?$",
    re.IGNORECASE,
)
_BACKGROUND: Final = re.compile(
    r"\b(?:since|until|if|unless|because|whether|how|why|although|though|once|despite|where|whenever|"
    r"even if|what|when|which|whom|whose)(?: that)?(?: the| [A-Z]\w+\.?| \w+)?(?: \w+)? $",
    re.IGNORECASE,
)
_SUPPOSED: Final = re.compile(
    r"\b(?:mean|means|meant|suppose|imagine|assuming|unless|if|whether|hopes?|hoped|wants?|wanted|"
    r"demands?|demanded|fears?|likely)(?: that)?(?: the)? $",
    re.IGNORECASE,
)
_HE_AND: Final = re.compile(r"\b(?:[Hh]e|[Ss]he) and (?:(?:the )?(?:[A-Z][\w.-]+ ){1,4})?$")
_UPON: Final = re.compile(r"\b(?:by)(?: the| [\w-]+)? $", re.IGNORECASE)
_OWNER: Final = re.compile(
    r"(?:[’']s?)?(?: (?:own|new|planned|proposed|latest|retaliatory|additional|import|higher|steel|"
    r"aluminum|steel and aluminum|punitive|threatened|trade|administration[’']s|25|10|percent|25%|10%|"
    r"first|round of|trade))* $",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(r", (?:which|who)\b[^,]*$", re.IGNORECASE)
_TURNS: Final = re.compile(
    r"\b(?:after|as|while|when|because|since|said|says|that|who|which|but|before|told|if|whether)\b|"
    r"[;“”\"]",
    re.IGNORECASE,
)
"""Words behind which another may be the subject."""
_BESIDE: Final = 3
_NEAR: Final = 130
_FAR: Final = 400
"""Characters beyond which no subject stands before its verb, whatever lies between."""
BOTH: Final = "both"


class Doing(msgspec.Struct, frozen=True):
    """Who does it: sides, or BOTH of two; `teller` is another side whose account it is; `recalled`: it stands in a
    clause that tells what led to something."""

    sides: tuple[str, ...]
    teller: str | None = None
    recalled: bool = False
    aside: bool = False
    announced: bool = False
    """Whether it is announced: "its announcement that it would"."""


def by_active(sentence: str, found: Governed, named: Sequence[Named], before: str | None) -> Doing | None:
    """The subject of an active verb; `before` is the side whose person was the last subject of an earlier sentence."""
    left = found.left
    found_ = _by_active(sentence, found, named, before)
    if found_ is not None and _ANNOUNCED.search(left):
        return msgspec.structs.replace(found_, announced=True)
    return found_


def _by_active(sentence: str, found: Governed, named: Sequence[Named], before: str | None) -> Doing | None:
    left = found.left
    if hit := _PRONOUN.search(left):
        return _pronoun(left, hit, named, before)
    if hit := _BOTH.search(left):
        return Doing((BOTH,), recalled=_recalled(left[: hit.start()]))
    if hit := _WHO.search(left):
        # What a clause on the side adds of it is known already.
        beside = _adjacent(left[: hit.start()] + " ", named, before)
        return msgspec.structs.replace(beside, recalled=True) if beside else None
    if found.by or joined(left):
        # "The island, once a kingdom, has …" is no list.
        beside = (
            _adjacent(left, named, before)
            if left.rstrip().endswith(",") and found.finite and not found.by
            else None
        )
        return beside or _clause_subject(sentence, left, named)
    return _adjacent(left, named, before)


def _adjacent(left: str, named: Sequence[Named], before: str | None) -> Doing | None:
    for each in sorted((n for n in named if n.end <= len(left)), key=lambda n: -n.end):
        if len(left) - each.end > _FAR:
            return None
        if not reaches(left, each):
            # A name inside an apposition may hide the one before it.
            if len(left) - each.end > _NEAR:
                return None
            continue
        ahead = left[: each.start]
        if is_place(ahead) or owns_goods(left, each):
            continue
        sides = [each.side]
        for other in sorted((n for n in named if n.end <= each.start), key=lambda n: -n.end):
            between = left[other.end : each.start]
            if other.side == each.side and len(between) < _BESIDE:
                ahead, each = left[: other.start], other
            elif joins(between):
                sides.insert(0, other.side)
                ahead, each = left[: other.start], other
            else:
                break
        if is_place(ahead):
            continue
        if _SUPPOSED.search(ahead):
            return None
        if (he := _HE_AND.search(ahead)) and before:
            sides.insert(0, before)
            ahead = ahead[: he.start()]
        teller = _teller(ahead, named)
        if teller in sides and len(sides) > 1:
            # What one of two says that both agreed is its own word.
            sides, teller = [teller], None
        return Doing(tuple(dict.fromkeys(sides)), teller if teller not in sides else None, _recalled(ahead))
    return None


def _pronoun(left: str, hit: re.Match[str], named: Sequence[Named], before: str | None) -> Doing | None:
    word = hit[1].lower()
    ahead = left[: hit.start(1)]
    if word in ("he", "she", "it") and (which := _RELATIVE.search(ahead)):
        # "at the island, which said it …"
        antecedents = [n for n in named if n.end <= which.start()]
        return Doing((antecedents[-1].side,), aside=True) if antecedents else None
    if word in ("we", "i"):
        return Doing(("we",))
    subjects = [n for n in named if n.end <= hit.start(1) and not beside(left, n) and not owns_goods(left, n)]
    if word not in ("it", "they"):
        subjects = [n for n in subjects if n.person]
    if word == "it":
        subjects = [n for n in subjects if not n.person]
    if subjects:
        # "Trump said he would": the one who says it, else the first of the sentence.
        last = subjects[-1] if _SAID.search(ahead) else subjects[0]
        return Doing((last.side,), recalled=_recalled(ahead))
    if before and word not in ("it", "they") and len(ahead.split()) < 12:
        return Doing((before,), recalled=_recalled(ahead))
    return None


def _clause_subject(sentence: str, left: str, named: Sequence[Named]) -> Doing | None:
    """The subject that an earlier verb of the sentence has: the first that no preposition governs, if no other stands
    between."""
    acting = [
        n for n in named if n.end <= len(left) and not is_place(left[: n.start]) and not owns_goods(left, n)
    ]
    acting = [n for n in acting if not n.adjective or is_office(left, n)]
    acting = [n for n in acting if not re.match(r"[’']s? ", left[n.end :])] or acting
    sides = tuple(dict.fromkeys(n.side for n in acting))
    if not acting:
        return None
    first = acting[0]
    if len(sides) == 1 or not _TURNS.search(left[first.end :]):
        together = [first.side]
        for one, other in pairwise(acting):
            if not joins(left[one.end : other.start]):
                break
            together.append(other.side)
        return Doing(tuple(dict.fromkeys(together)), recalled=_recalled(left[: first.start]))
    return None


def _teller(ahead: str, named: Sequence[Named]) -> str | None:
    """Whose account it is."""
    hit = _SAID.search(ahead)
    if hit is None:
        return None
    sayers = [n for n in named if n.end <= hit.start() + 1 and not beside(ahead, n)]
    return sayers[-1].side if sayers else None


def _recalled(ahead: str) -> bool:
    return _BACKGROUND.search(ahead) is not None


def by_passive(sentence: str, start: int, end: int, named: Sequence[Named]) -> Doing | None:
    """Who does what is told in the passive: "by …" after it, or the owner right before it ("the island's duties")."""
    for each in named:
        if each.start >= end and each.start - end < 60 and _UPON.search(sentence[: each.start]):
            return Doing((each.side,))
    if sentence[:end].endswith(" by"):
        return None
    for each in sorted((n for n in named if n.end <= start), key=lambda n: -n.end):
        if _OWNER.fullmatch(sentence[each.end : start]):
            if re.search(r"\b(?:on|against|from)(?: the)? $", sentence[: each.start], re.IGNORECASE):
                continue
            return Doing((each.side,), recalled=_recalled(sentence[: each.start]))
    return _sayer(sentence[:start], named) or Doing(("we",))


def _sayer(ahead: str, named: Sequence[Named]) -> Doing | None:
    """Whoever says that something is to be done, where nobody is named who does it."""
    hit = _SAID.search(re.sub(r"(?:new|the|some|certain|additional|more|planned|its|his) $", "", ahead))
    sayers = [n for n in named if hit and n.end <= hit.start() + 1]
    return Doing((sayers[-1].side,)) if sayers and len({n.side for n in sayers}) == 1 else None

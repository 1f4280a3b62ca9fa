"""A verb of saying in a clause that has a subject of its own in, the words for that subject out: "welcomed the report,
which found ..." is not found by who welcomed it, nor does Arland report what it denies "with Radio Delta reporting" or
what it quotes somebody "as telling".
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.sources.cue_subjects import HELPERS
from shared.contracts.common import Span

_NOT: Final = (
    r"(?:about|after|against|an?|and|as|at|because|before|but|by|during|for|from|had|has|have|her|his|if|in|into|is|its"
    r"|of|on|or|our|over|than|that|the|their|this|to|was|were|when|where|which|while|who|with)\b"
)
_NOUN: Final = (
    r"(?:analysis|article|assessment|book|cable|communique|dispatch|document|dossier|editorial|indictment|lawsuit"
    r"|letter|manifesto|memo|memorandum|note|op-ed|paper|petition|poll|press release|readout|recording|report|ruling"
    r"|statement|study|survey|transcript|verdict|video)s?"
)
_DOCUMENT: Final = re.compile(
    rf"(?:(?P<ahead>[\w’'.-]+) )?(?P<who>(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat|[A-Z][\w.-]+[’']s?)"
    rf" (?:(?!{_NOT})[\w’'.-]+ ){{0,4}}?{_NOUN}"
    rf"(?:(?: [a-z]+ed)? (?:by|from) (?:(?:the|an?|his|her|its|their) )?(?:(?!{_NOT})[\w’'.-]+ ){{0,4}}?"
    rf"(?!{_NOT})[\w’'.-]+)?)(?:, which|,? that) {HELPERS}$"
)
_OWN: Final = re.compile(
    r"(?:as|by|in|through|via|with|deliver\w*|draft\w*|fil(?:ed?|es|ing)|g[ai]ve[sn]?|giving|issu\w+|ma[dk]e?s?|post\w*"
    r"|publish\w*|releas\w+|send\w*|sent|sign\w*|submit\w*|writes?|writing|written|wrote)"
)
"""What stands before a document of the main clause's own ("issued a statement that called ...", "said in a letter that
demanded ...")."""
_VERBAL: Final = re.compile(r"(?:also |then )?[a-z]+(?:ed|s|id|ote|ound|old|ays)\b")
_ANOTHER_S: Final = re.compile(
    r"\b(?:accept|back|blast|condemn|criticis|criticiz|denounc|dismiss|endors|hail|oppos|prais|question|reject|slamm?|stud"
    r"|support|welcom)(?:e|es|s|ed|ing|i?es|ied|ying)? (?:the|an?|any|that|this|[A-Z][\w.]+[’']s?)"
    rf" (?:(?!{_NOT})[\w’'.-]+ ){{0,4}}?(?:agreement|amendment|bill|deal|draft|law|measure|motion|plan|proposal"
    rf"|resolution|treaty)s?(?:, which|,? that) {HELPERS}$"
)
_PARTICIPLE: Final = re.compile(
    r"(?:adding|alleging|announcing|arguing|asserting|calling|claiming|declaring|insisting|predicting|reporting|saying"
    r"|stating|suggesting|telling|vowing|warning|writing)\b"
)
_DEMANDING: Final = re.compile(
    r"(?:accusing|calling|condemning|demanding|rejecting|urging|warning|saying|stating)\b"
)
_REACTED_TO: Final = re.compile(
    r"\b(?:back|blast|condemn|criticis|criticiz|denounc|dismiss|endors|hail|oppos|prais|reject|slamm?|support|welcom)"
    r"(?:e|es|s|ed|ing|i?es|ied|ying)? (?P<who>(?:the|an?|any|that|this|[A-Z][\w.-]+(?:[’']s)?)"
    rf" (?:(?!{_NOT})[\w’'.-]+ ){{0,5}}?(?:{_NOUN}|resolution|draft|motion)"
    rf"(?: (?:by|from) (?:(?!{_NOT})[\w’'.-]+ ){{0,5}}?(?!{_NOT})[\w’'.-]+)?) $"
)
"""A document that somebody else reacts to, before what it says ("condemned a statement calling for an end of ...")."""
_BESIDE: Final = re.compile(
    rf"(?:^|[,;:.–—] ?)(?:[Ww]ith|and) (?P<who>(?=[A-Z]|(?:an?|one|some|several|the|two)\b)"
    rf"(?:(?:the|an?) )?(?:(?!{_NOT})[\w’'.-]+ ){{0,5}}(?!{_NOT})[\w’'.-]*\w) $"
)
_NAMES: Final = rf"(?:(?:the|an?) )?(?:(?!{_NOT})[\w’'.-]+ ){{0,8}}(?!{_NOT})[\w’'.-]*\w"
_QUOTED: Final = re.compile(
    r"\b(?:cit(?:e[sd]?|ing)|quot(?:e[sd]?|ing)) "
    rf"(?P<who>(?=[A-Z]|(?:an?|one|the)\b|(?:its|their|his|her)\b)(?:(?:its|their|his|her) )?{_NAMES}) as $"
)
_WAS_QUOTED: Final = re.compile(
    rf"(?:^|[;:.,–—“”\"] ?|\b(?:and|but|while) )(?P<who>(?=[A-Z]|(?:an?|one|the)\b){_NAMES})"
    r"(?:, [^,;:“”\"\n]{2,80},)? (?:has |have |had )?(?:also |earlier |later )?(?:is|are|was|were|been)"
    r" (?:also |earlier |later )?(?:cited|quoted)"
    r"(?: (?:by|in|on) [^;:“”\"\n]{2,60})? as $"
)
_OCCASION: Final = re.compile(
    r"\s*(?P<when>After|At|Before|During|Following|In) [^,;:“”\"\n]{3,80}, "
    r"(?P<who>[Hh]e|[Ss]he|[Tt]hey|(?:[A-Z][\w.’'-]+ ){0,4}[A-Z][\w.’'-]+)"
    rf"(?:, [^,;:“”\"\n]{{2,80}},)? {HELPERS}$"
)
"""A sentence that begins with where or when its subject says it ("In the call with Novotny, Quill said ...")."""
_BEGINS: Final = re.compile(r" (?:(?:an?|her|his|its|the|their) )?")
_PLACED: Final = re.compile(r".*-(?:aligned|backed|controlled|funded|linked|owned|run) (?=[A-Z])")
_AHEAD: Final = 200


def subject(text: str, begin: int, taken: Span | None, cue: Span | None) -> Span | None:
    """The words for who or what says it in the clause of the verb `cue`, in the sentence that begins at `begin`, where
    `taken` is none of them."""
    if cue is None:
        return None
    start = max(begin, cue[0] - _AHEAD)
    ahead = text[start : cue[0]]
    occasion = (
        _OCCASION.match(text, begin, cue[0]) if taken is not None and begin < taken[0] < cue[0] else None
    )
    if occasion is not None and taken is not None and _BEGINS.fullmatch(text, occasion.end("when"), taken[0]):
        return occasion.span("who") if taken[1] < occasion.start("who") else None
    found = _REACTED_TO.search(ahead) if _DEMANDING.match(text, cue[0]) else None
    if found is None and _PARTICIPLE.match(text, cue[0]):
        found = _QUOTED.search(ahead) or _WAS_QUOTED.search(ahead) or _BESIDE.search(ahead)
    elif found is None and _VERBAL.match(text, cue[0]):
        found = _DOCUMENT.search(ahead)
        if found is not None and _OWN.fullmatch(found.group("ahead") or ""):
            return None
    if found is None:
        return None
    who = start + found.start("who"), start + found.end("who")
    if taken is not None and taken[0] < who[1] and who[0] < taken[1]:
        return None
    owner = _PLACED.match(text, *who)
    return who if owner is None else (owner.end(), who[1])


def of_a_plan(text: str, source: Span, cue: Span | None) -> bool:
    """Whether the verb tells what a plan says that the `source` before it only rejects or welcomes."""
    if cue is None or source[1] > cue[0]:
        return False
    found = _ANOTHER_S.search(text[max(0, cue[0] - _AHEAD) : cue[0]])
    return found is not None and source[1] <= max(0, cue[0] - _AHEAD) + found.start() + 1

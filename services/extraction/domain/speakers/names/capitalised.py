"""Finds the runs of capitalised words in a text, as offsets: the places where it may name somebody.

These are candidates only: whom a pronoun or a title means is decided among them. Words that merely open a sentence are
left out by a short list of function words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from services.extraction.domain.text.sieve import Sieve
from shared.contracts.common import Span
from shared.language import english

_WORD: Final = (
    r"(?:(?:[Ee]x-)?(?:[A-Z]\.){2,5}(?![A-Za-z])|(?:[A-Z]\.){1,3}(?= ?[A-Z])"
    r"|[^\W\d_a-zß-öø-ÿ][\w’'\-‑&]*|[a-z]{1,2}[’'][A-Z]\w+)"
)
_RUN: Final = re.compile(
    rf"(?=[^\W\d_a-zß-öø-ÿ]|[a-z]{{1,2}}[’'])"  # soon done with where no name begins
    rf"{_WORD}(?:(?:(?<=\b[A-Z])\.|(?<=\b(?:Dr|Ft|Jr|Lt|Mr|Ms|Mt|Sr|St))\."
    r"|(?<=\b(?:Adm|Amb|Col|Cpl|Cmd|Del|Det|Gen|Gov|Hon|Ins|Maj|Mrs|Pvt|Rep|Rev|Sec|Sen|Sgt))\."
    r"|(?<=\b(?:Brig|Capt|Cmdr|Insp|Prof|Reps|Sens|Supt|Msgr))\.)?[ ]"
    r"(?:(?:de|del|della|di|da|dos|van|von|der|den|la|le|al|el|bin|bint|ibn|ben|bar|ter|af|zu"
    r"|of the|of|for the|for|(?<=(?:ouncil|mittee) )on the|(?<=(?:ouncil|mittee|Center|Centre) )on|and|&"
    r"|[“\"‘'][A-Z]\w+[”\"’']) )?"
    rf"(?:al-|el-|ul-|ur-)?{_WORD})*"
)
_JOINER: Final = re.compile(r" and ")
_OF: Final = re.compile(r" (?:of|for|on) ")
# "Secretary of State Ada Quill [and ...]": the name of one person, with more words than an office has.
_OFFICER: Final = re.compile(
    r"\b(?:Ambassador|Chief|Commissioner|Director|Governor|Head|Minister|President|Secretary|Speaker) (?:of|for)"
    r" (?:the )?[A-Z]\w+(?: [A-Z][\w.’'-]*){2,}$"
)
# "Ministry of Farming, Forests and Fish" is one name.
_FIELDS: Final = re.compile(
    r"(?:[Mm]inistry|[Dd]epartment|[Mm]inister|[Ss]ecretary|[Cc]ommittee|[Oo]ffice) (?:of|for|on) (?:the )?"
    r"[A-Z]\w+(?: [A-Z]\w+)?"
    r"(?=((?:, [A-Z]\w+(?: [A-Z]\w+)?)+,? and [A-Z]\w+(?: [A-Z]\w+){0,2}))"
)
_LISTING: Final = Sieve([_FIELDS])
_LISTED: Final = 80  # characters that such a list may go on
# The word that opens a sentence, after a dateline or a heading without a mark ("Delta The Harbour Board ...").
_OPENED: Final = re.compile(
    r"(\w+) (?:The|When|In|As|While|After|If|But|At|On|An?|It|He|She|They|This|That) (?=[A-Z])"
)
_PLACED: Final = re.compile(
    r"(?:[A-Z][\w.]+,? ){0,2}[\w-]+"
    r"-(?:aligned|backed|based|born|controlled|era|funded|headquartered|led|linked|owned|run)(?: (?=\w)|$)"
)
# A possessive ends one name and begins the next ("Arland's Ada Quill"), except within the names of bodies.
_OWNED: Final = re.compile(r"(?<!eople)(?<!omen)(?<!\bMen)(?<!hildren)(?<!orkers)(?<!oody)(?<!loyd)[’']s ")
# "Prices for Arland Steel": things of somebody, at the head of a sentence.
_THINGS: Final = re.compile(
    r"(?:Accounts|Calls|Copies|Critics|Customers|Details|Documents|Exports|Footage|Hopes|Images|Imports|Leaders"
    r"|Members|News|Officials|Opponents|Owners|Parts|Photos|Plans|Prices|Purchases|Reports|Sales|Shares|Shipments"
    r"|Supporters|Talks|Users|Videos|Workers) (?:about|at|by|for|from|of) (?:the )?(?=\w)"
)
# What follows a politician's name in brackets ("D-Ohio", "R-Ky."), and "Quill-era", "Arland-style": no names.
_NO_NAME: Final = re.compile(
    r"(?:[DRI]-[A-Z][\w.]*|[^ ]*-(?:era|esque|inspired|like|related|sized|style|type))$"
)
# "Thoroughly tired, they said": an adverb alone at the head of a sentence.
_ADVERB: Final = re.compile(r"(?!\w+(?:embly|berly|verly|nelly|nolly)$)[A-Z][a-z]{3,}[^\Waeiouy]ly$")
_HEAD: Final = re.compile(r"(?:^|[.!?:]\s+|\n|[“\"])$")
_SHORTENED: Final = re.compile(r"(?<=[a-z])[’'](?:re|d|ve|ll|m|s)$")  # "they’re"
_ACRONYM: Final = re.compile(r"(?:\b[A-Z]\.){2,}$")
_POSSESSIVE: Final = re.compile(r"[’']s?$")
_OWN: Final = ("’s", "'s")
_SPOKE: Final = re.compile(r" (?:announced|declined|expects|reported|said|says|told)\b")
"""What follows the name of a firm that ends like a possessive ("Novotny's said"): a verb, where something owned would
stand."""
_AFTER_NAME: Final = re.compile(
    r",|[’']s | (?:added|argued|asked|has|is|of|said|says|told|warned|was|wrote)\b"
)


def find(text: str) -> tuple[Span, ...]:
    """Runs of capitalised words, in order; one with "and" in it is given in its parts, and also as a whole where it
    may be the name of one body ("Centre for War and Peace")."""
    text = text.replace("\u00a0", " ")
    out: list[Span] = []
    listing = bool(_LISTING.passing(text))
    for found in _RUN.finditer(text):
        at = found.start()
        for owned in _OWNED.finditer(text, found.start(), found.end()):
            out.extend(_parts(text, at, owned.start()))
            at = owned.end()
        opened = _OPENED.match(text, at, found.end()) if at == found.start() else None
        if opened is not None:
            out.extend(_parts(text, at, opened.end(1)))
            at = opened.end(1) + 1
        out.extend(_parts(text, at, found.end()))
        fields = _FIELDS.search(text, found.start(), found.end() + _LISTED) if listing else None
        if fields is not None and found.start() <= fields.start() < found.end() < fields.end(1):
            out.append((fields.start(), fields.end(1)))
    return tuple(out)


def _parts(text: str, start: int, end: int) -> list[Span]:
    whole = _trim(text, start, end)
    if whole is None:
        return []
    joiners = list(_JOINER.finditer(text, *whole))
    if not joiners:
        return [whole]
    out: list[Span] = []
    if _OF.search(text, whole[0], joiners[0].start()) and not _OFFICER.search(
        text, whole[0], joiners[0].start()
    ):
        out.append(whole)
    at = whole[0]
    for stop, go in [*((j.start(), j.end()) for j in joiners), (whole[1], 0)]:
        part = _trim(text, at, stop)
        if part:
            out.append(part)
        at = go
    return out


@cache
def _small() -> frozenset[str]:
    """Words that begin no name, though they open a sentence, and end none."""
    words = english.words()
    known = words.function_words | words.openings
    return known | {*english.WEEKDAYS, *english.MONTHS} | {*english.NUMBERS} - {"eleven", "twelve"}


def _trim(text: str, start: int, end: int) -> Span | None:
    small = _small()
    while True:
        stop = text.find(" ", start, end)
        word = _SHORTENED.sub("", text[start : end if stop < 0 else stop].rstrip(".’'").lower())
        if (
            word not in small
            or (word == "he" and stop > 0)
            or (word == "will" and _is_first_name(text, start, end))
        ):
            break
        if stop < 0:
            return None
        start = stop + 1
    while (stop := text.rfind(" ", start, end)) > 0:
        word = text[stop + 1 : end].rstrip(".’'").lower()
        if word not in small or word == "he":
            break
        end = stop
    found = _POSSESSIVE.search(text, end - 2, end) if end - start > 1 else None
    if found and not (found.group() in _OWN and _SPOKE.match(text, end)):
        end = found.start()
    placed = _PLACED.match(text, start, end) or _THINGS.match(text, start, end)
    if placed:  # "Arland-based Harbour Watch"
        start = placed.end()
    while end > start and text[end - 1] in ".-‑’'" and not _ACRONYM.search(text, start, end):
        end -= 1
    if text[start:end] == "May" and text[end : end + 2].strip(" ").isdigit():
        return None
    if _NO_NAME.match(text, start, end) or _is_adverb(text, start, end):
        return None
    return (start, end) if end - start > 1 else None


def _is_first_name(text: str, start: int, end: int) -> bool:
    """Whether "Will" is a name: it has a surname, and no question begins with it ("Will Novotny, 40", not "Will Novotny
    stay?")."""
    if text.count(" ", start, end) != 1:
        return False
    return _HEAD.search(text[max(0, start - 3) : start]) is None or _AFTER_NAME.match(text, end) is not None


def _is_adverb(text: str, start: int, end: int) -> bool:
    """Whether the word is an adverb at the head of a sentence, before a word in lower case."""
    return (
        _ADVERB.match(text, start, end) is not None
        and _HEAD.search(text[max(0, start - 3) : start]) is not None
        and text[end : end + 3].lstrip(",")[1:2].islower()
    )

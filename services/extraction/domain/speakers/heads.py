"""Finds the name that is the head of a source phrase, not one that merely owns or qualifies it.

The head of "Arland's envoy, Jan Novotny" is Novotny; "Arland-based officials" have none.
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.affiliation.named_speaker import TOLD_OF
from services.extraction.domain.speakers.coordinated_names import JOINED
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.representation.state_media import CLASS_BEFORE
from services.extraction.domain.speakers.speaking import Scene, Source

_HEADED: Final = re.compile(r"\bof (?:the )?(?:[a-z-]+ |[\w.]+[’']s? ){0,3}$")
_OWNER: Final = re.compile(r"^(?:[’']s?\s+\w|-[a-z])")  # "Arland's", "Arland-based"
_FOR: Final = re.compile(
    r"\b(?:of|for|from|at|with|by|to|in|on|near|about|against|inside|within|under)\s+(?:the\s+|a\s+|both\s+)?$",
    re.I,
)
_WHO: Final = re.compile(r"^[^,(]*?\b[A-Za-z]{3,} who(?:m|se)?\b(?!.*\b(?:as|called|named|is|was) $)", re.S)
_SAYING: Final = re.compile(
    r"\s+(?:said|says|wrote|told|issued|published|released|found|shows|showed|suggests)\b"
)
_AFTER_NAME: Final = re.compile(r"^(?:[’']s?\b)?[\s.,]*")
_CLASS: Final = re.compile(
    r"(?:part(?:y|ies)|group|movement|newspaper|tabloid|daily|magazine|blog|news agency|agency|website|network|channel"
    r"|broadcaster|company|think tank)\b"
)
_BEHIND: Final = re.compile(
    r"(?:after|as|at|before|by|during|for|from|in|of|on|that|to|which|who|with)\b(?! (?:the )?[A-Z])"
)  # "the Harbour Institute in Arport", "Harbour Works in a statement": they qualify no noun
_PLURAL: Final = re.compile(r"^[A-Z][a-z]+s$")  # "Democrats in Arport"
_STAFF: Final = re.compile(
    r" (?:(?!and\b|or\b|for\b|in\b|of\b)[a-z-]+ ){0,2}?(?:advis|aide|all(?:y|ies)\b|appointee|associate|attorney|backer"
    r"|camp\b|campaign|confidant|critic|defender|delegate|detractor|diplomat|donor|envoy|fans?\b|friend|insider|lawyer"
    r"|loyalist|manager|official|operative|opponent|pollster|relative|representative|rival|sources?\b|spokes|staff"
    r"|strategist|supporter|surrogate|team|voter)"
)  # "Quill loyalists", "the Quill campaign manager", "a Quill transition source"
_PLACE_KIND: Final = re.compile(
    r" (?:area|city|county|district|governorate|islands?|oblast|prefecture|province|region|state|valley)\b"
)
_ABBREVIATED: Final = re.compile(r" (?:CEO|CFO|MEP|MK|MP|MSP|PM|TD)\b")
"""What somebody is, in capitals: "a Fish Party MP" is not the party."""
_APPOSED: Final = re.compile(r", ")
_GROUPED: Final = re.compile(r" (?:[a-z-]+ ){0,3}([a-z-]+)$")
MEMBER: Final = re.compile(
    r"\b(?:Republican|Democrat|Conservative)$"
)  # "the Arland Republican" is one person
_PAUSE: Final = re.compile(r"[,(]")


def head_of(source: Source, scene: Scene) -> Naming | None:
    """The naming that is the head of the source's words, None where they have none."""
    text = scene.place.text
    inside = scene.place.people.about(source.start, source.end)
    stop = next(
        (
            cut.start()
            for cut in _PAUSE.finditer(text, source.start, source.end)
            if not any(n.start < cut.start() < n.end for n in inside)
        ),
        -1,
    )
    parts = [(source.start, stop), (stop, source.end)] if stop > 0 else [(source.start, source.end)]
    passed: Naming | None = None
    best: Naming | None = None
    for start, end in parts:
        member = MEMBER.search(text[start:end].rstrip()) is not None
        for naming in scene.place.people.about(start, end):
            before, after = text[source.start : max(source.start, naming.start)], text[naming.end : end]
            if (
                _OWNER.match(after)
                or (naming.sort == "other" and CLASS_BEFORE.match(after))
                or (naming.sort == "other" and before.endswith("-"))
                or _FOR.search(before)
                or TOLD_OF.search(before)
                or (best is None and _WHO.match(before))
                or (
                    passed is not None
                    and passed.sort == naming.sort
                    and JOINED.fullmatch(text[passed.end : naming.start])
                )
            ):
                passed = naming
                continue
            if naming.sort == "other" and (_qualifies(after, naming) or _ABBREVIATED.match(after)):
                continue  # "US officials": the name qualifies what follows
            if naming.sort == "person" and (_STAFF.match(after) or _is_no_person(naming, after, scene)):
                continue
            if member and naming.sort != "person":
                continue  # "The No. 2 House Democrat, Ada Quill": one of the party, not the party
            if (
                best is None
                or naming.sort == "person"
                or (best.sort != "person" and naming.end > best.end and naming.start <= best.start)
            ):
                best = naming
        by_name = None if best is None else _by_name(source, best, scene)
        if by_name is not None:
            return by_name
        if best is not None and (
            best.sort == "person" or end == source.end or not _named_behind(source, best, scene)
        ):
            return best
    return best


def _by_name(source: Source, best: Naming, scene: Scene) -> Naming | None:
    """The person named behind a title in small letters, which the catalog takes for its last holder ("the Arlandic
    envoy, Jan Novotny")."""
    text = scene.place.text
    if best.sort != "person" or best.name.rsplit(" ", 1)[-1] in text[best.start : best.end]:
        return None
    behind = next(iter(scene.place.people.within(best.end, source.end)), None)
    if behind is None or behind.sort != "person" or not _APPOSED.fullmatch(text, best.end, behind.start):
        return None
    return None if _OWNER.match(text[behind.end : source.end]) else behind


def _is_no_person(naming: Naming, after: str, scene: Scene) -> bool:
    """Whether what looks like a person's name is that of a body or place with one of its people behind it ("a Harbour
    Together activist", "the governor of Lower Delta province")."""
    if naming.actor is not None:
        return False
    noun, words = _GROUPED.match(after.rstrip(" ,")), scene.words
    role = noun.group(1) if noun is not None else ""
    if role in words.persons or role in words.private or role in words.anonymous_heads:
        return True
    return _PLACE_KIND.match(after) is not None


def _named_behind(source: Source, best: Naming, scene: Scene) -> bool:
    """Whether the person stands behind who they are ("the head of the busy Harbour Board, Ada Quill")."""
    text = scene.place.text
    if source.kind != "person" and not _HEADED.search(text, source.start, best.start):
        return False
    return any(
        n.sort == "person"
        and not _FOR.search(text, source.start, n.start)
        and not _OWNER.match(text[n.end : source.end])
        for n in scene.place.people.about(best.end, source.end)
    )


def _qualifies(after: str, naming: Naming) -> bool:
    rest = _AFTER_NAME.sub("", after)
    if not rest or not rest[0].islower() or after[:1] != " " or _SAYING.match(after):
        return False
    if _BEHIND.match(rest) and not _PLURAL.search(naming.name):
        return False
    country = naming.actor is not None and naming.actor.kind in ("country", "bloc", "person")
    return country or not _CLASS.match(rest)

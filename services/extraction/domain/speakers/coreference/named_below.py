"""Finds the name that an article gives further down for a person whom its lead leaves unnamed.

"A harbour official said on Monday …" is the person whom the article names next as a harbour official who speaks.
Sources who asked not to be named are left unnamed.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named, owner
from services.extraction.domain.speakers.names.naming import Naming, folded
from services.extraction.domain.speakers.speaking import Place, Scene, Source, Speaker

_ONE: Final = re.compile(r"(?:an?|one)\s+(?=\w)", re.IGNORECASE)
_NEXT: Final = 400  # in which the next paragraph begins
_LEAD: Final = 900  # characters of an article in which its lead ends, a dateline and a caption before it
_BELOW: Final = 700  # characters after the source in which its name is given
_FAR: Final = 3000  # where the same noun stands beside a name
_HEAD_END: Final = re.compile(r"\s(?:of|for|from|at|in|to|by|on|with|who)\s|[,(]|$")
_SAID: Final = (
    r"(?:added|announced|argued|claimed|declared|noted|said|says|stated|stressed|told|tweeted|warned|wrote)\b"
)
_SAID_AFTER: Final = re.compile(rf"(?:,[^.;:“”\"\n]{{3,140}},)? (?:(?:also|has|had|later) )?{_SAID}")
_SAID_BEFORE: Final = re.compile(r"\b(?:said|says|told|according to)\s+(?:[a-z][\w’'-]* ){0,5}$")
_SECRET: Final = re.compile(
    r"anonym|unnamed|unidentified|not (?:be(?:ing)? )?(?:authori[sz]ed|identified|named)|declined to be"
    r"|to be (?:named|identified)"
)
_BESIDE: Final = 110  # characters beside a name in which its role stands
_OPENS: Final = re.compile(r"(?:\n|[.”\"] )\s*$")
_BREAK: Final = re.compile(r"[.!?;:“”\"]\s|\n|,")
_BREAK_AFTER: Final = re.compile(r"[.!?;:“”\"]\s|\n")
_WORD: Final = re.compile(r"[\w’'-]+")


def named_below(source: Source, scene: Scene) -> Speaker | None:
    """The person named after the lead, if the words beside that name fit those of the lead; else None."""
    place = scene.place
    text = place.text
    one = _ONE.match(text, source.start, source.end)
    if one is None or source.kind != "person":
        return None
    if any(
        n.sort == "person" and n.end >= source.end - 1 for n in place.people.within(source.start, source.end)
    ):
        return None  # "a harbour official, Jan Novotny"
    phrase = text[one.end() : source.end].lower()
    end = _HEAD_END.search(phrase)
    head = phrase[: end.start() if end else len(phrase)].rsplit(" ", 1)[-1]
    fitting = scene.words.trades.get(head)
    if not fitting or _SECRET.search(text, source.start, source.end + 300):
        return None
    seen = {n.name for n in place.people.within(0, source.end)}
    for n in place.people.within(source.end, source.end + _FAR):
        if n.sort != "person" or n.name in seen:
            continue
        if _of_another(n, source, scene):
            seen.add(n.name)
            continue
        off, says, roles = n.start - source.end, _says(n, place), _roles(n, place)
        opens = off < _BELOW and _OPENS.search(text, max(0, n.start - 4), n.start) is not None
        fits = (says or opens) and (head in roles or (off < _BELOW and not roles.isdisjoint(fitting)))
        lone = n.actor is None and roles.isdisjoint(scene.words.titles | scene.words.persons)
        if fits or (lone and says and opens and source.start < _LEAD and off < _NEXT):
            return msgspec.structs.replace(named(n, scene.catalog, place, "person"), via="description")
        if says and off < _BELOW:
            return None
        seen.add(n.name)
    return None


def _of_another(n: Naming, source: Source, scene: Scene) -> bool:
    """Whether the one named speaks for another country than the lead's words have."""
    whose = owner(source, scene.place, scene.catalog)
    side = named(n, scene.catalog, scene.place, "person").affiliation
    actor = scene.catalog.actor(side) if side and side != whose else None
    return whose is not None and actor is not None and actor.kind == "country"


def _says(n: Naming, place: Place) -> bool:
    text = place.text
    return (
        _SAID_AFTER.match(text, n.end) is not None
        or _SAID_BEFORE.search(text, max(0, n.start - 60), n.start) is not None
    )


def _roles(n: Naming, place: Place) -> set[str]:
    """The words beside a name: its titles and what stands in apposition to it."""
    text = place.text
    before = _BREAK.split(text[max(0, n.start - _BESIDE) : n.end])[-1]
    after = _BREAK_AFTER.split(text[n.end : n.end + _BESIDE])[0] if text[n.end : n.end + 1] == "," else ""
    return {folded(word).removesuffix("'s") for word in _WORD.findall(f"{before} {after}")}

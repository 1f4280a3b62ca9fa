"""Finds whose an office or a spokesman is that the source does not name: "the sheriff's office", "a spokesman"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.salience import SUBJECT_AHEAD
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_OFFICE: Final = re.compile(
    r"((?:chief |county |deputy |district |public |state )?(?:attorney|attorney[ -]general|coroner|mayor|ombudsman"
    r"|prosecutor|sheriff))[’']s office"
)
_BARE_MOUTH: Final = re.compile(r"spokes(?:man|person|woman)")
_HEAD: Final = re.compile(r"\s*(?:[Tt]he )?")


def office_named(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The office of a sheriff, a prosecutor or the like: by its full name where the article gives it ("the Delta County
    Sheriff's Office"), else by the words alone; it never speaks for whoever is named near it."""
    kind = _OFFICE.fullmatch(low)
    if kind is None or scene.place.people.within(source.start, source.end):
        return None
    full = _named_office(kind.group(1)).search(scene.place.text)
    name = full.group("name").replace("’", "'") if full else low
    return Speaker(name, "body", name, name if full else None, "description")


@lru_cache(maxsize=16)
def _named_office(head: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<name>(?!The )(?:[A-Z][\w.-]+ )+(?i:{head})[’']s (?i:office))\b")


def mouth_of_body(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The body for which a bare "a spokesman" speaks: the subject at the head of the sentence ("The Harbour Board
    denied it, with a spokesman saying ..."); None where no body stands there."""
    place = scene.place
    if _BARE_MOUTH.fullmatch(low) is None or source.line < 1:
        return None
    first = next(iter(place.people.within(place.begins[source.line - 1], source.start)), None)
    if first is None or first.sort != "other":
        return None
    begin = place.begins[source.line - 1]
    if not _HEAD.fullmatch(place.text, begin, first.start) or not SUBJECT_AHEAD.match(place.text, first.end):
        return None
    return msgspec.structs.replace(named(first, scene.catalog, place, "body"), via="description")

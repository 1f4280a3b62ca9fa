"""Makes one speaker of several nouns joined by "and" ("unions and farmers", "he and other experts")."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named, owner
from services.extraction.domain.speakers.coordinated_names import FURTHER, united, with_others
from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_ONE_WITH: Final = re.compile(r"(?:he|she)(?=,? and (?:(?:many |several |some )?other|others)\b)", re.I)
_WITH_ONE: Final = re.compile(
    r"(?:he|she)(?=,? and (?:(?:his|her) )?(?:(?!(?:others?|some)\b)[\w.’'-]+ ){0,5}[\w.’'-]+)", re.I
)
_TITLE: Final = re.compile(
    r",? and (?:(?:his|her|the) )?(?:(?!(?:by|for|from|in|of|to|with)\b)[\w’'-]+,? ){0,4}"
)
_NOUNS: Final = (
    r"(?:(?!(?:and|or|who|which|that|said)\b)[\w’'.-]+ ){0,4}(?!(?:as|its|his|this|is|was)\b)[\w’'-]*[a-z]s"
)
_LIST: Final = re.compile(
    rf"(?P<first>{_NOUNS})(?P<more>(?:, {_NOUNS})*),? and (?:also |even )?(?P<last>{_NOUNS})"
    r"(?P<tail> of [^,]+)?(?: alike)?(?: from .+)?"
)


def nouns(source: Source, bare: str, scene: Scene) -> Speaker | None:
    """The group that the nouns name together, by their own words; None if there is no such list or it names a
    person."""
    found = _LIST.fullmatch(bare) if source.kind == "group" else None
    if found is None or any(n.sort == "person" for n in scene.place.people.about(source.start, source.end)):
        return None
    whose = owner(source, scene.place, scene.catalog)
    name = f"{found.group('first')}{found.group('more')} and {found.group('last')}{found.group('tail') or ''}"
    return Speaker(name, "group", whose or name, whose, "several")


def with_pronoun(source: Source, scene: Scene) -> Speaker | None:
    """The joint speaker of "he and others", or of "he and his colleague Jan Novotny": the antecedent of the
    pronoun with the others; else None."""
    one = _ONE_WITH.match(scene.place.text, source.start, source.end)
    further = FURTHER.match(scene.place.text, one.end(), source.end) if one else None
    if one is None or further is None:
        return _with_one(source, scene)
    whom = msgspec.structs.replace(source, end=one.end(), kind="person")
    return with_others(pronouns.pronoun(whom, one.group().lower(), scene), further)


def _with_one(source: Source, scene: Scene) -> Speaker | None:
    text = scene.place.text
    one = _WITH_ONE.match(text, source.start, source.end)
    behind = next(
        (n for n in scene.place.people.within(source.start, source.end) if n.sort == "person"), None
    )
    if one is None or behind is None or _TITLE.fullmatch(text, one.end(), behind.start) is None:
        return None
    if text[behind.end : source.end].strip(" ,"):
        return None
    barred = source.barred | {behind.name}
    whom = msgspec.structs.replace(source, end=one.end(), kind="person", barred=barred)
    first = pronouns.pronoun(whom, one.group().lower(), scene)
    return united([first, named(behind, scene.catalog, scene.place, "person")])

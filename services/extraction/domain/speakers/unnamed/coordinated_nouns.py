"""Makes one speaker of several nouns joined by "and" ("unions and farmers", "he and other experts")."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import owner
from services.extraction.domain.speakers.coordinated_names import FURTHER, with_others
from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_ONE_WITH: Final = re.compile(r"(?:he|she)(?=,? and (?:(?:many |several |some )?other|others)\b)", re.I)
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
    """The joint speaker of "he and others": the antecedent of the pronoun with the others; else None."""
    one = _ONE_WITH.match(scene.place.text, source.start, source.end)
    further = FURTHER.match(scene.place.text, one.end(), source.end) if one else None
    if one is None or further is None:
        return None
    whom = msgspec.structs.replace(source, end=one.end(), kind="person")
    return with_others(pronouns.pronoun(whom, one.group().lower(), scene), further)

"""Resolves "the two leaders", "both", "they" or "the senators" to the two whom the words just before name
together."""

from __future__ import annotations

import itertools
import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.coordinated_names import united
from services.extraction.domain.speakers.coreference.joint_subjects import lines_before
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_TWO: Final = re.compile(
    r"(?:(?P<two>both|the two|the pair of|these two) )?(?:the |these )?(?:[\w-]+ )?"
    r"(?P<noun>leaders|men|women|presidents|ministers|senators|lawmakers|countries|nations|governments|sides|powers"
    r"|companies|firms|agencies|groups|parties)",
    re.I,
)
_BARE: Final = re.compile(r"(?:both|the pair|the two|they)", re.I)
_MET: Final = re.compile(
    r"\b(?:met|meets|hosted|called|phoned|received|(?:spoke|talked|dined) (?:to|with)|(?:a call|talks?) with)\b"
)
_AND: Final = re.compile(r"[^.;,\n]{0,30} and [^.;,\n]{0,40}")
_PERSONS: Final = frozenset({"lawmakers", "leaders", "men", "ministers", "presidents", "senators", "women"})
_STATES: Final = frozenset({"countries", "governments", "nations", "powers"})


def named_pair(source: Source, scene: Scene) -> Speaker | None:
    """The joint speaker of the two of that sort named earlier in the sentence, or in the one before; None unless there
    are exactly two."""
    place = scene.place
    found = _TWO.fullmatch(place.text, source.start, source.end)
    if found is None:
        return None
    noun, line = found.group("noun").lower(), source.line
    for at in (line, line - 1) if found.group("two") else (line,):
        if at < 1:
            break
        some = _of_sort(noun, place.begins[at - 1], source.start, scene)
        together = [(a, b) for a, b in itertools.pairwise(some) if _AND.fullmatch(place.text, a.end, b.start)]
        some = list(together[0]) if len(together) == 1 else some
        if len(some) == 2 and (together or found.group("two")):
            both = united([named(n, scene.catalog, place, "body") for n in some])
            return None if both is None else msgspec.structs.replace(both, via="description")
        if some:
            return None
    return None


def bare_pair(source: Source, scene: Scene) -> Speaker | None:
    """The joint speaker of the two persons, else the two countries, that the sentence before "both", "the two" or
    "they" names, else of the two persons who have just spoken; None where there are more. "They" are two of whom
    nobody has spoken only if they met."""
    if _BARE.fullmatch(scene.place.text, source.start, source.end) is None:
        return None
    both = _named_before(source, scene) or _who_spoke(source, scene)
    return None if both is None else msgspec.structs.replace(both, via="pronoun")


def _named_before(source: Source, scene: Scene) -> Speaker | None:
    place, past = scene.place, scene.past
    lines = lines_before(source, place)
    if len(lines) < 2:
        return None
    begin, end = place.begins[lines[-1] - 1], place.begins[lines[-1]]
    if place.text[source.start : source.end].lower() == "they":
        spoke = bool(past.lines) and past.lines[-1] >= lines[-1]
        if spoke or _MET.search(place.text, begin, end) is None:
            return None
    for noun in ("leaders", "countries"):
        some = _of_sort(noun, begin, end, scene)
        together = [(a, b) for a, b in itertools.pairwise(some) if _AND.fullmatch(place.text, a.end, b.start)]
        some = list(together[0]) if len(together) == 1 else some
        if len(some) == 2:
            return united([named(n, scene.catalog, place, "body") for n in some])
        if some:
            return None
    return None


def _who_spoke(source: Source, scene: Scene) -> Speaker | None:
    """The persons who spoke in the two sentences before, one in each."""
    past = scene.past
    if past.lines[-2:] != [source.line - 2, source.line - 1]:
        return None
    two = past.speakers[-2:]
    return united(two) if all(speaker.kind == "person" for speaker in two) else None


def _of_sort(noun: str, begin: int, end: int, scene: Scene) -> list[Naming]:
    """Everybody of that sort named in [begin, end), once each."""
    out: dict[str, Naming] = {}
    for n in scene.place.people.within(begin, end):
        state = n.actor is not None and n.actor.kind in ("country", "bloc")
        if noun in _PERSONS:
            fits = n.sort == "person"
        elif noun in _STATES:
            fits = state
        else:
            fits = n.sort == "other" and (noun in ("sides", "parties") or not state)
        if fits:
            out.setdefault(n.name, n)
    return list(out.values())

"""Finds the several whom "they" takes up: the joint subject just before ("Ada Quill and Jan Novotny met. They ...")."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.coordinated_names import JOINED, outermost, united
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.salience import SUBJECT_AHEAD, VERB_BEHIND
from services.extraction.domain.speakers.speaking import Place, Scene, Source, Speaker

_BEFORE: Final = re.compile(
    r"\s*(?:(?:(?:Last|Earlier|Later|In|On|At|After|Before) )[^,.;“”\"\n]{2,40}, )?"
    r"(?:(?:Although|And|As|Both|But|If|Though|When|While) )?(?:[Bb]oth |[Tt]he )?"
    r"(?:(?:[A-Z]?[a-z]+ ){0,2}(?:[Ll]eaders|[Mm]inisters|[Nn]egotiators|[Pp]remiers|[Pp]residents|[Ss]enators) )?"
)
_COLLEAGUE: Final = re.compile(
    r"(,? and) (?:his|her|its|their) (?:[\w’'-]+ ){1,3}(?:colleague|counterpart),? "
)
_ITS_ONE: Final = re.compile(r" (?:colleague|counterpart),? ")
"""Between the country and the name of one who is named with another ("his Bordurian counterpart Jan Novotny")."""
_THEM: Final = re.compile(r"\s*(?:They|Both|The (?:two|pair))\b")


def joint_subject(source: Source, scene: Scene) -> Speaker | None:
    """The several who are together the subject before "they" in its sentence, else of the sentence before if nobody has
    spoken since."""
    place, past = scene.place, scene.past
    spoke = past.lines[-1] if past.lines else -1
    for line in lines_before(source, place):
        if line < source.line and spoke >= line:
            continue
        end = source.start if line == source.line else place.begins[line]
        found = _subject(place, place.begins[line - 1], end)
        if len(found) > 1:
            return united([named(n, scene.catalog, place, "body") for n in found])
    return None


def lines_before(source: Source, place: Place) -> list[int]:
    """The sentence of a plural pronoun and the one before; and further ones as long as each is about "them"."""
    lines = [line for line in (source.line, source.line - 1) if line > 0]
    while len(lines) > 1 and lines[-1] > 1 and _THEM.match(place.text, place.begins[lines[-1] - 1]):
        lines.append(lines[-1] - 1)
    return lines


def _subject(place: Place, begin: int, end: int) -> list[Naming]:
    """Those named at the head of a sentence as its subject, joined by "and"."""
    some = outermost(place.people.within(begin, end))
    some = [
        n
        for at, n in enumerate(some)
        if at + 1 == len(some) or not _ITS_ONE.fullmatch(place.text, n.end, some[at + 1].start)
    ]
    if len(some) < 2 or not _BEFORE.fullmatch(place.text, begin, some[0].start):
        return []
    out = [some[0]]
    for n in some[1:]:
        gap = (place.text, out[-1].end, n.start)
        joint = JOINED.fullmatch(*gap) or _COLLEAGUE.fullmatch(*gap)
        if joint is None:
            break
        out.append(n)
        if "and" in joint.group(1):
            verb = SUBJECT_AHEAD.match(place.text, n.end) or VERB_BEHIND.match(place.text, n.end)
            return out if verb else []
    return []

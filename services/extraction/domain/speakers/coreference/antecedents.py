"""Finds the antecedent of a definite description: the person, body or medium that "the company" or "the newspaper"
means.

Also looks behind papers and mouthpieces: in "a report by the Harbour Board" the source is the board.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.names.naming import Naming, folded
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker
from services.extraction.domain.vocabulary import Vocabulary

_LEAST: Final = 0.2  # probability under which nobody is taken up
_ISSUED: Final = (
    r"(?:,? (?:that was )?(?:issued|released|published|sent|posted|signed|written|conducted|compiled|commissioned|"
    r"cited|led|authored|put out|carried out)(?: \w+day| in \w+| earlier| jointly| online)?)?"
)
_PEELED: Final = re.compile(
    r"(?:(?!(?:of|from|by|for)\b)[\w’'.-]+ ){0,6}?"
    r"(?P<noun>statements?|report|memo|memorandum|letter|press release|news release|release|study|survey|poll|analysis|"
    r"data|figures|brief|briefing|assessment|opinion|commentary|editorial|article|post|tweet|message|email|video|paper|"
    r"research|estimates?|"
    r"filings?|readout|ad|spokes\w+|representatives?)\b"
    rf"{_ISSUED}(?: (?:\w+day|in \w+))? (?:by|from|for|of|on behalf of) (?=[\w“\"])",
)
_OWNED: Final = re.compile(
    r"(?P<owner>(?:[Tt]he |[Tt]his |[Tt]hat )?[a-z][\w-]*)[’']s? (?:\w+ ){0,2}?"
    r"(?P<noun>statements?|reports?|press release|release|letter|memo)\b"
)
_PLACE: Final = re.compile(r"\b(?:at|in|near|outside)\s(?:the\s)?$")
_SITE: Final = re.compile(
    r"(?:\w+ ){0,3}?(?:statements?|message|post|notice|announcement|video|report)(?: \w+)? (?:on|to|via|through) (?=.*"
    r"(?:website|site|page|account|channel|feed|blog)$)"
)
_MOUTHS: Final = re.compile(r"spokes|representative")
_FROM_ALONE: Final = frozenset({"of", "for"})  # after a paper they tell what it is about, not who made it


def inner_source(source: Source, scene: Scene) -> tuple[Source, str] | None:
    """The source behind a statement, a report or a spokesperson, with the noun that stood before it; None where there
    is none."""
    text = scene.place.text
    owned = _OWNED.match(text, source.start, source.end)
    if owned is not None:  # "the forum's statement"
        return msgspec.structs.replace(source, end=owned.end("owner"), kind="body"), owned.group("noun")
    found = _PEELED.match(text, source.start, source.end) or _SITE.match(text, source.start, source.end)
    if found is None or found.end() >= source.end:
        return None
    if scene.place.people.within(source.start, found.end()):
        return None  # "a Harbour Board report for the mayor" is the board's
    noun = found.group("noun") if "noun" in found.groupdict() else "statement"
    joint = found.group().rstrip().rsplit(" ", 1)[-1]
    if joint in _FROM_ALONE and not _MOUTHS.match(noun):
        return None
    kind = "body" if source.kind in ("anonymous", "media") else source.kind
    return msgspec.structs.replace(source, start=found.end(), kind=kind), noun


def speaker_behind(source: Source, noun: str, inner: Speaker) -> Speaker | None:
    """The speaker for whom a paper or a mouthpiece (`noun`) of `inner` speaks; None where `inner` is not known."""
    if inner.name is None or inner.via == "none":
        return None
    if _MOUTHS.match(noun):
        if inner.kind == "person":
            name = f"{noun} for {inner.name}"
            return Speaker(name, "anonymous", inner.side, inner.affiliation or inner.name, "description")
        if inner.kind == "anonymous":
            return None
    return msgspec.structs.replace(inner, via="description")


def named_antecedent(source: Source, low: str, last: str, scene: Scene) -> Speaker | None:
    """The body, firm or medium that the model takes the description to mean; None if none fits or the model is too
    unsure.

    `low` is the description in lower case, `last` its head noun.
    """
    text = scene.place.text[source.start : source.end].lower()
    if text.split(" ", 1)[0] in pronouns.OWNING:
        return None
    for n in scene.place.people.within(source.start, source.end):
        if last in n.name.lower().split(" "):
            return None  # it is named itself
    able = _able("newspaper" if "news" in low.split(" ") else last, scene)
    if able is None:
        return None
    speaker, chance = pronouns.ranked(source, "", scene, persons=None, able=able)
    return None if speaker is None or chance < _LEAST else msgspec.structs.replace(speaker, via="description")


def _able(last: str, scene: Scene) -> set[str] | None:
    """Names of those whom a noun can mean; None where it says too little."""
    words, people = scene.words, scene.place.people
    ending = {n.name for n in people.namings if n.sort == "other" and n.name.lower().endswith(" " + last)}
    if ending and last in words.bodies:
        return ending
    fits = None
    if last in words.media:
        fits = _medium
    elif last in words.companies:
        fits = _company
    elif last in words.societies:
        fits = _society
    if fits is None:
        return None
    able = {n.name for n in people.namings if n.sort == "other" and fits(n, words)}
    if fits is _company:
        able -= {name for name in able if all(_where(n, scene) for n in people.named[name])}
    return able or None


def _where(naming: Naming, scene: Scene) -> bool:
    """Whether the name only says where something is or happens ("in Arport", "at Harbour Week", "Arport-based")."""
    text = scene.place.text
    return (
        text[naming.end : naming.end + 1] == "-"
        or _PLACE.search(text, max(0, naming.start - 24), naming.start) is not None
    )


def _medium(naming: Naming, words: Vocabulary) -> bool:
    if naming.actor is not None:
        return naming.actor.kind == "media"
    return folded(naming.name.rsplit(" ", 1)[-1]) in words.papers_named


def _company(naming: Naming, words: Vocabulary) -> bool:
    parts = {folded(part) for part in naming.name.split(" ")}
    return naming.actor is None and not parts & words.no_company


def _society(naming: Naming, words: Vocabulary) -> bool:
    if naming.actor is not None:
        return naming.actor.kind == "group"
    last = folded(naming.name.rsplit(" ", 1)[-1])
    return last not in words.papers_named

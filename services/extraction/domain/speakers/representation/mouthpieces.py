"""Finds for whom a spokesperson, an office, a lawyer, or a body's figures and statements speak.

"Quill's spokesman" speaks for Quill, "data of the Harbour Board" for the board.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.representation.offices import by_title, government_of
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker
from shared.contracts.common import SpeakerKind

_MOUTHS: Final = (
    r"spokes\w+|press secretary|chief of staff|office|aides?"
    r"|advis[eo]rs?|lawyers?|attorneys?|team|campaign|family|allies|critics|supporters|backers"
    r"|opponents|defenders|parents|wife|husband|mother|father|sister|brother|son|daughter|widow|ministry"
)
"""Who and what speaks for a person, or beside one."""
_TEAMS: Final = r"(?:defen[cs]e|legal|negotiating|transition) team"
MOUTH: Final = re.compile(
    rf"[’']s?\s+(?:\w+ )??({_TEAMS}|{_MOUTHS}|bureau|department|representatives?)\b",
    re.I,
)
_VOICE: Final = re.compile(
    r"\b(?:spokes\w+|representatives?|statement|data|estimates|figures|statistics|report|brief|research|map|readout"
    r"|press release|release|study|survey|poll|analysis|assessment|opinion|website|memo)\b",
    re.I,
)
_OWN: Final = re.compile(rf"(his|her)\s+(?:\w+ )??({_TEAMS}|{_MOUTHS})$", re.I)
_HEADED: Final = re.compile(r"(?:[\w’'-]+ ){0,3}?([\w-]+) (?:behind|of|on|who) ")
_OWN_GOVERNMENT: Final = re.compile(r"(his|her) (?:[a-z-]+ )?(?:cabinet|government)$", re.I)
_MINISTRY: Final = re.compile(r"(?:[’']s)? (\w+ ministry)\b", re.I)
_BODIES: Final = frozenset({"bureau", "campaign", "department", "ministry", "office"})
_SIDES: Final = frozenset(
    {"allies", "backers", "critics", "defenders", "family", "opponents", "supporters", "team"}
)
_OF_HEAD: Final = re.compile(
    r"(?:(prime minister|president)[’']s office|office of the (prime minister|president))", re.I
)
_OWN_PAPER: Final = re.compile(r"(his|her|its|their)\s+(?:[\w-]+ ){0,2}([\w-]+)", re.I)
_SITE: Final = re.compile(r"(?:web)?site|page|account|channel|blog")
_WHICH: Final = re.compile(r"earlier|first|initial|latest|opening|own|previous|recent")
"""Words of a source without its noun ("her own [words]")."""
_WHOSE: Final = {"his": "his", "her": "her", "its": "it", "their": "they"}
_TITLES_MOUTH: Final = re.compile(
    r"([\w ]+)[’']s?\s+(?:official |chief )?(spokes\w+|bureau|department|office|aide|adviser|lawyer|allies|backers"
    r"|critics|defenders|opponents|supporters)\b"
)


def mouthpiece(source: Source, scene: Scene) -> Speaker | None:
    """The spokesperson, office or family of a person named in the source ("Quill's spokesman"), who speaks for that
    person."""
    place = scene.place
    for naming in place.people.within(source.start, source.end):
        found = MOUTH.match(place.text, naming.end)
        if found and found.end() <= source.end + 1 and naming.sort == "person":
            whom = named(naming, scene.catalog, place, "person")
            return _of(whom, found.group(1))
    return None


def _of(whom: Speaker, word: str) -> Speaker:
    """The one who speaks for `whom`: a campaign goes by the surname alone ("the Quill campaign")."""
    name = f"{whom.name}'s {word}"
    if word.lower() == "campaign" and whom.name:
        name = f"{whom.name.rsplit(' ', 1)[-1]} campaign"
    return Speaker(name, _mouth_kind(word), whom.side, whom.affiliation, "description")


def of_pronoun(source: Source, scene: Scene) -> Speaker | None:
    """The spokesperson, government or paper of the one whom "his", "her", "its" or "their" means ("his lawyer")."""
    text = scene.place.text[source.start : source.end]
    paper = _OWN_PAPER.fullmatch(text)
    if paper is not None and (
        paper.group(2).lower() in scene.words.papers
        or _SITE.fullmatch(paper.group(2))
        or _WHICH.fullmatch(paper.group(2))
    ):
        whose = pronouns.pronoun(source, _WHOSE[paper.group(1).lower()], scene)
        return None if whose.name is None else msgspec.structs.replace(whose, via="description")
    rules = _OWN_GOVERNMENT.match(text)
    found = rules or _OWN.match(text)
    if found is None:
        return None
    whom = _owner(source, found.group(1).lower(), scene)
    if whom.kind != "person" or whom.name is None:
        return None
    if rules is not None:
        return government_of(whom, scene.catalog)
    return _of(whom, found.group(2))


def _owner(source: Source, low: str, scene: Scene) -> Speaker:
    """Whom "his" means: the subject of its own sentence ("Quill will come on Friday, her office said"), else the
    antecedent of the pronoun."""
    own = pronouns.own_subject(source, low, scene)
    return (
        pronouns.pronoun(source, low, scene)
        if own is None
        else named(own, scene.catalog, scene.place, "person")
    )


def _mouth_kind(word: str) -> SpeakerKind:
    if word.rsplit(" ", 1)[-1] in _SIDES:
        return "group"
    return "anonymous" if word.endswith("s") else "body" if word in _BODIES else "person"


def mouth_of_title(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The office or spokesperson of the one whom the article means by a title ("the prime minister's office")."""
    found = _TITLES_MOUTH.match(low)
    whom = by_title(source, found.group(1), scene) if found else None
    if found is None or whom is None:
        return None
    word = found.group(2)
    kind = "group" if word in _SIDES else whom.kind
    return msgspec.structs.replace(whom, name=f"{whom.name}'s {word}", kind=kind, via="description")


def office_of_head(bare: str, scene: Scene) -> Speaker | None:
    """The office of "the Prime Minister's Office": that of the first country named that has a prime minister, else
    None."""
    found, place, catalog = _OF_HEAD.fullmatch(bare), scene.place, scene.catalog
    if found is None:
        return None
    title = (found.group(1) or found.group(2)).title()
    for m in place.mentions:
        if m.actor.kind == "country" and catalog.holder(title, m.actor.name, place.on) is not None:
            name = f"{m.actor.name}'s {title}'s Office"
            known = catalog.actor(name)
            return Speaker(known.name if known else name, "body", m.actor.name, m.actor.name, "article")
    return None


def _beside(source: Source, paper: int, scene: Scene) -> bool:
    """Whether somebody speaks who only has to do with the paper ("an author of the Harbour Board's report")."""
    ahead = _HEADED.match(scene.place.text, source.start, paper)
    words = scene.words
    return ahead is not None and ahead.group(1).lower() in words.persons | words.titles | words.private


def voice(source: Source, scene: Scene) -> Speaker | None:
    """The body that speaks through an unnamed spokesperson, a statement or figures; None where no body is named."""
    place = scene.place
    said = _VOICE.search(place.text, source.start, source.end)
    if not said or _beside(source, said.start(), scene):
        return None
    for naming in place.people.within(source.start, source.end):
        actor = naming.actor
        if (
            naming.sort == "other"
            and naming.name
            and (actor is None or actor.kind in ("body", "group", "media", "bloc"))
        ):
            return msgspec.structs.replace(named(naming, scene.catalog, place, "body"), via="description")
    for m in around(place, source.start, source.end):
        ministry = _MINISTRY.match(place.text, m.end, source.end)
        if ministry is not None and m.actor.kind == "country":
            side = scene.catalog.side_of(m.actor, place.on)
            name = f"{m.actor.name}'s {ministry.group(1).title()}"
            return Speaker(name, "body", side, m.actor.name, "description")
    return None

"""The words for a source that give no name in, the speaker out: a spokesperson of a body, a paper, "the ministry",
officials and critics."""

from __future__ import annotations

import itertools
import re
from typing import Final

import msgspec

from services.extraction.domain import pointing
from services.extraction.domain.affiliation import around, named, owner
from services.extraction.domain.speaking import Scene, Source, Speaker
from services.extraction.domain.taking_up import taken_up
from services.extraction.domain.vocabulary import Vocabulary
from shared.contracts.common import SpeakerKind

INDEFINITE: Final = re.compile(
    r"(?:an?|one|two|three|four|some|several|many|most|another|other|multiple|few)\b", re.I
)
_DEFINITE: Final = re.compile(r"(?:the|this|that|these|those|his|her|their|its|both)\b", re.I)
_VERBS: Final = re.compile(
    r"\s+(?:said|says|issued|published|released|wrote|told|found|shows|showed|suggests|inspected)\b.*", re.S
)
_ORGAN: Final = re.compile(
    r"^(?:government|administration|military|army|officials?|leadership|authorities|regime|side|delegation|"
    r"forces|armed forces|cabinet|"
    r"(?:\w+ )?ministry(?: of \w+(?: affairs)?)?|presidency|state)\b",
    re.I,
)
MOUTH: Final = re.compile(
    r"[’']s?\s+(?:\w+ )?(spokes\w+|office|aides?|advis[eo]rs?|lawyers?|attorneys?|team|campaign|family|allies|critics|"
    r"supporters|backers|opponents|defenders|parents|wife|husband|mother|father|sister|brother|son|daughter|widow|representatives?)\b",
    re.I,
)
_CUT: Final = re.compile(r"\s*(?:[,(–—]|\bwho\b|\bwhich\b|\bthat\b|\bciting\b).*", re.S)
_PLACED: Final = re.compile(
    r"\s(?:of|for|from|at|in|to|by|on|about|between|with|familiar|briefed|who|which|whose)\s|,"
)
_VOICE: Final = re.compile(
    r"\b(?:spokes\w+|representatives?|statement|data|estimates|figures|statistics|report|brief|research|map|readout"
    r"|press release|release|study|survey|poll|analysis|website|memo)\b",
    re.I,
)
_OWN: Final = re.compile(
    r"(his|her)\s+(?:\w+ )?(spokes\w+|office|aides?|advis[eo]rs?|lawyers?|attorneys?|team|campaign|family|allies"
    r"|critics|supporters|backers|opponents|defenders|parents|wife|husband|mother|father|sister|brother|son|daughter|widow)$",
    re.I,
)
_PRESIDENTIAL: Final = "United States"  # whose government is called an administration
_PAPERS: Final = frozenset({"documents", "filings", "polls", "records", "reports", "studies", "surveys"})
_LEADING: Final = re.compile(r"(?:the )?((?:[\w-]+ ){1,4}(?:of|from))(?: the)? ", re.I)
_BETWEEN: Final = re.compile(r",? (?:and )?(?:the )?")
_MINISTRY: Final = re.compile(r"(?:[’']s)? (\w+ ministry)\b", re.I)
_ABOUT: Final = re.compile(r"\b(?:about|against|into|on|over)\b")
_PERCENT: Final = re.compile(r"^(?:[\w-]+ )?(?:[\d.]+ ?%|[\w.-]+ percent) of (?:the )?(?=\w)", re.I)
_SIDES: Final = frozenset(
    {"allies", "backers", "critics", "defenders", "family", "opponents", "supporters", "team"}
)
_OWN_PAPER: Final = re.compile(r"(his|her|its|their)\s+(?:[\w-]+ ){0,2}([\w-]+)", re.I)
_SITE: Final = re.compile(r"(?:web)?site|page|account|channel|blog")
_WHOSE: Final = {"his": "his", "her": "her", "its": "it", "their": "they"}
_TITLES_MOUTH: Final = re.compile(
    r"([\w ]+)[’']s?\s+(?:official |chief )?(spokes\w+|office|aide|adviser|lawyer)\b"
)
_PARTIES: Final = re.compile(
    r"^(?:two |three |four |five )?(?:[\w-]+ )?(?:countries|nations|leaders|sides|governments|allies|powers|ministers"
    r"|parties|pair|trio|lawmakers|senators)$"
)
_RECENT: Final = re.compile(r"^(?:new|newly elected|current|outgoing)\s+")
_ARMED: Final = frozenset({"military", "army", "armed forces"})
_OF_STATE: Final = frozenset(
    {
        "administration", "army", "authorities", "bloc", "cabinet", "country", "delegation", "forces", "government",
        "kingdom", "leadership", "military", "ministry", "nation", "presidency", "regime", "republic", "side", "state",
    }
)  # fmt: skip
"""What can stand for a country; a court or its papers cannot, whatever country was named last."""
_STATE: Final = frozenset(
    {"government", "military", "army", "administration", "authorities", "armed forces", "regime"}
)


def described(source: Source, bare: str, scene: Scene) -> Speaker:
    """A source of which only a description is given."""
    place, words, past = scene.place, scene.words, scene.past
    whose = owner(source, place, scene.catalog)
    bare = _PERCENT.sub("", _VERBS.sub("", bare))
    low = bare.lower()
    last = _PLACED.split(low)[0].split(" ")[-1]
    opening = (
        place.text.rfind(" ", 0, max(0, source.start - 1)) + 1
    )  # a determiner that the model left out counts
    definite = any(_DEFINITE.match(place.text, at) for at in (source.start, opening))
    for found in (
        _mouthpiece(source, scene),
        _mouth_of_title(source, low, scene),
        _voice(source, scene),
        _administration(source, low, scene),
        _bare_organ(source, low, scene),
    ):
        if found is not None:
            return found
    if definite or (last in words.persons and not INDEFINITE.match(place.text, source.start)):
        again = _again(source, low, last, whose, scene)
        if again is not None:
            return again
    if last in words.anonymous_heads or (source.kind == "anonymous" and last not in words.papers):
        if " " not in bare:
            for earlier in reversed(past.speakers[-12:]):
                if earlier.kind == "anonymous" and earlier.name and last.rstrip("s") in earlier.name.lower():
                    return msgspec.structs.replace(earlier, via="description")
        return Speaker(_CUT.sub("", bare) or bare, "anonymous", whose or "anonymous", whose, "description")
    organ = _organ(source, scene)
    if organ is not None and source.kind != "group":
        return organ
    if last in words.papers:
        inside = place.people.within(source.start, source.end)
        if inside and not _ABOUT.search(place.text, source.start, inside[-1].start):
            return named(inside[-1], scene.catalog, place, source.kind)
    if (
        (bare[:1].islower() or last in words.papers)
        and not INDEFINITE.match(place.text, source.start)
        and (source.kind in ("person", "body", "country", "media") or last in words.papers)
        and (whose is None or source.kind == "person")
        and last not in words.media
        and (definite or not last.endswith("s") or last not in _PAPERS)
    ):
        persons = True if source.kind == "person" else None if last in words.papers else False
        speaker, chance = pointing.ranked(source, "", scene, persons=persons)
        if speaker is not None and chance > 0.3 and _can_be(speaker, last, words):
            return speaker
    name = _listed(source, scene) or _CUT.sub("", bare) or bare
    kind = source.kind if source.kind != "person" else "anonymous"
    return Speaker(
        name, kind, whose or name, whose or (name if kind in ("body", "media") else None), "description"
    )


def _listed(source: Source, scene: Scene) -> str | None:
    """ "The leaders of Arland, Borduria and Delta" with the whole list, in full names."""
    text, some = scene.place.text, scene.place.people.within(source.start, source.end)
    if len(some) < 2 or some[-1].end < source.end - 1:
        return None
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(some)]
    lead = _LEADING.fullmatch(text, source.start, some[0].start)
    if lead is None or not all(_BETWEEN.fullmatch(gap) for gap in gaps) or "and" not in gaps[-1]:
        return None
    return f"{lead.group(1)} {', '.join(n.name for n in some[:-1])} and {some[-1].name}"


def _can_be(speaker: Speaker, last: str, words: Vocabulary) -> bool:
    """Only words for a state stand for a country, only papers and media for a medium."""
    if speaker.kind == "country":
        return last in _OF_STATE
    return speaker.kind != "media" or last in words.papers or last not in _OF_STATE


def _again(source: Source, low: str, last: str, whose: str | None, scene: Scene) -> Speaker | None:
    """A definite description takes up somebody whom the article has told of: "the ministry", "the official", "the
    statement"."""
    words, past = scene.words, scene.past
    if last in words.utterances and " " not in low and past.speakers:
        return msgspec.structs.replace(past.speakers[-1], via="description")
    if _PARTIES.search(low):
        for earlier in reversed(past.speakers[-12:]):
            if earlier.kind == "group" and earlier.name and " and " in earlier.name:
                return msgspec.structs.replace(earlier, via="description")
    role = last in words.kin or last.startswith("spokes") or (last in words.persons - words.titles)
    able = set(scene.place.people.titled.get(last, ())) if role else set()
    if able:
        speaker, _ = pointing.ranked(source, "", scene, persons=True, able=able)
        if speaker is not None:
            return msgspec.structs.replace(speaker, via="description")
    if last.startswith("spokes") and " " not in low:
        for told, earlier in reversed(past.described.items()):
            if "spokes" in told and earlier.name:
                return msgspec.structs.replace(earlier, via="description")
        for earlier in reversed(past.speakers[-12:]):
            if earlier.kind in ("body", "group", "country"):
                return msgspec.structs.replace(earlier, via="description")
    if last in words.persons or (last in words.anonymous_heads and not last.endswith("s")):
        for earlier in reversed(past.speakers[-12:]):
            if earlier.kind == "anonymous" and earlier.name and last in earlier.name.lower():
                return msgspec.structs.replace(earlier, via="description")
        if last in words.persons or source.kind == "person":
            speaker, chance = pointing.ranked(source, "", scene, persons=True)
            if speaker is not None and chance > 0.3:
                return msgspec.structs.replace(speaker, via="description")
    taken = taken_up(source, low, last, scene)
    if taken is not None and source.kind != "person":
        return taken
    if " " not in low and last in words.bodies:
        body = scene.place.people.body(last, source.start)
        if body is not None:
            return named(body, scene.catalog, scene.place, source.kind)
    return None


def _mouthpiece(source: Source, scene: Scene) -> Speaker | None:
    """ "May's spokesman" speaks for her; a title can stand for the name."""
    place = scene.place
    for naming in place.people.within(source.start, source.end):
        found = MOUTH.match(place.text, naming.end)
        if found and found.end() <= source.end + 1 and naming.sort == "person":
            whom = named(naming, scene.catalog, place, "person")
            word = found.group(1)
            kind = _mouth_kind(word)
            return Speaker(f"{whom.name}'s {word}", kind, whom.side, whom.affiliation, "description")
    return None


def of_pronoun(source: Source, scene: Scene) -> Speaker | None:
    """ "His lawyer" speaks for the one whom "his" means."""
    text = scene.place.text[source.start : source.end]
    paper = _OWN_PAPER.fullmatch(text)
    if paper is not None and (
        paper.group(2).lower() in scene.words.papers or _SITE.fullmatch(paper.group(2))
    ):
        whose = pointing.pronoun(source, _WHOSE[paper.group(1).lower()], scene)
        return None if whose.name is None else msgspec.structs.replace(whose, via="description")
    found = _OWN.match(text)
    if found is None:
        return None
    low = found.group(1).lower()
    whom = pointing.pronoun(source, low, scene)
    if whom.kind != "person" or whom.name is None:
        return None
    word = found.group(2)
    return Speaker(f"{whom.name}'s {word}", _mouth_kind(word), whom.side, whom.affiliation, "description")


def _mouth_kind(word: str) -> SpeakerKind:
    if word in _SIDES:
        return "group"
    return "anonymous" if word.endswith("s") else "body" if word in ("office", "campaign") else "person"


def _mouth_of_title(source: Source, low: str, scene: Scene) -> Speaker | None:
    """ "The prime minister's office" of the one whom the article means by the title."""
    found = _TITLES_MOUTH.match(low)
    whom = by_title(source, found.group(1), scene) if found else None
    if found is None or whom is None:
        return None
    return msgspec.structs.replace(whom, name=f"{whom.name}'s {found.group(2)}", via="description")


def by_title(source: Source, low: str, scene: Scene) -> Speaker | None:
    """Whom a bare title means: one of those to whom the article gives it, or who held it that day among those it
    names."""
    place = scene.place
    low = _RECENT.sub("", re.split(r"[,(]| who ", low)[0].strip())
    able = {
        actor.name
        for actor in place.people.actors
        if actor.kind == "person"
        and any(
            r.held(place.on) and low in (r.title.lower(), *(a.lower() for a in r.also)) for r in actor.roles
        )
    }
    able = able or set(place.people.titled.get(low, ()))
    if not able:
        return None
    speaker, _ = pointing.ranked(source, "", scene, persons=True, able=able)
    return None if speaker is None else msgspec.structs.replace(speaker, via="title")


def _administration(source: Source, low: str, scene: Scene) -> Speaker | None:
    """A president's administration goes by the surname; "the administration" is that of the one in office, or the
    last that was named."""
    place = scene.place
    if not low.endswith("administration") or source.kind == "anonymous":
        return None
    whose = [n for n in place.people.within(source.start, source.end) if n.sort == "person"]
    if not whose and low == "administration":
        whose = [
            n
            for n in place.people.namings
            if n.actor is not None
            and any(
                r.title == "President" and r.of == _PRESIDENTIAL and r.held(place.on) for r in n.actor.roles
            )
        ]
        named_before = place.people.body(low, source.start)
        if not whose and named_before is not None:
            return msgspec.structs.replace(
                named(named_before, scene.catalog, place, "body"), via="description"
            )
    if not whose:
        return None
    side = named(whose[-1], scene.catalog, place, "person")
    name = whose[-1].name.rsplit(" ", 1)[-1] + " administration"
    return Speaker(name, "body", side.side, side.affiliation or side.name, "description")


def _bare_organ(source: Source, low: str, scene: Scene) -> Speaker | None:
    """ "The government" of one of the countries that the article names."""
    if low not in _STATE:
        return None
    place = scene.place
    if low in _ARMED and (body := place.people.body(low, source.start)) and body.start < source.start:
        return msgspec.structs.replace(named(body, scene.catalog, place, source.kind), via="description")
    able = {actor.name for actor in place.people.actors if actor.kind == "country"}
    speaker, _ = pointing.ranked(source, low, scene, persons=False, able=able)
    return None if speaker is None else msgspec.structs.replace(speaker, via="description")


def _voice(source: Source, scene: Scene) -> Speaker | None:
    """An unnamed spokesperson, a statement or figures of a body speak as the body."""
    place = scene.place
    said = _VOICE.search(place.text, source.start, source.end)
    if not said:
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


def _organ(source: Source, scene: Scene) -> Speaker | None:
    """A state's government, army or ministry for which the catalog has no name of its own speaks as the state."""
    place = scene.place
    for m in around(place, source.start, source.end):
        if m.end <= source.end and m.actor.kind in ("country", "bloc"):
            rest = re.sub(r"^[’']s?\s*", "", place.text[m.end : source.end]).strip(" -")
            if _ORGAN.match(rest) and not re.match(r"officials?\b", rest, re.I):
                side = scene.catalog.side_of(m.actor, place.on)
                return Speaker(m.actor.name, "country", side, m.actor.name, "catalog")
    return None

"""Finds whom a definite description takes up from earlier in the article ("the official", "the statement")."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.coreference.antecedents import named_antecedent
from services.extraction.domain.speakers.coreference.nationals import nationals
from services.extraction.domain.speakers.coreference.pairs import named_pair
from services.extraction.domain.speakers.representation.forces import pair_of_countries
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog.namesakes import OF_MEN, OF_WOMEN

_SURE: Final = 0.45  # probability from which a person is meant by a description
WRITER: Final = "author"  # mostly whoever wrote the article or the book that it is about
_PARTIES: Final = re.compile(
    r"^(?:two |three |four |five )?(?:[\w-]+ )?(?:countries|nations|leaders|men|women|presidents|sides"
    r"|companies|firms|governments|allies|powers|ministers|parties|pair|trio|lawmakers|senators)$"
)
_WORD: Final = re.compile(r"\w+")
_OFFICES: Final = frozenset(
    {
        "ambassador",
        "chancellor",
        "governor",
        "judge",
        "king",
        "mayor",
        "minister",
        "pope",
        "premier",
        "queen",
        "secretary",
        "senator",
    }
)
_BODIES: Final = frozenset(
    {
        "agency", "bank", "commission", "committee", "council", "court", "department", "hospital", "ministry",
        "parliament", "plant", "police", "school", "senate", "university",
    }
)  # fmt: skip
_STRICT: Final = frozenset({"navy", "police"})
_SAME: Final = frozenset({"same", "very"})
_OF_STATE: Final = frozenset(
    {
        "administration", "army", "authorities", "bloc", "cabinet", "country", "delegation", "forces", "government",
        "kingdom", "leadership", "military", "ministry", "nation", "presidency", "regime", "republic", "side", "state",
    }
)  # fmt: skip
"""Nouns that can mean a country; a court or its papers cannot, whatever country was named last."""


def antecedent(source: Source, bare: str, last: str, definite: bool, scene: Scene) -> Speaker | None:
    """The speaker already told of whom a definite description means ("the ministry", "the official", "the statement");
    None where nobody fits. `bare` is the source without determiners, `last` its head noun in lower case; without a
    determiner (`definite` is false) only those are meant of whom the article or the catalog tells so."""
    words, past, low = scene.words, scene.past, bare.lower()
    if last in words.utterances and " " not in low and past.speakers:
        return msgspec.structs.replace(past.speakers[-1], via="description")
    if _PARTIES.search(low):
        both = named_pair(source, scene)
        if both is not None:
            return both
        for earlier in reversed(past.speakers[-12:]):
            if earlier.kind == "group" and earlier.name and " and " in earlier.name:
                return msgspec.structs.replace(earlier, via="description")
        both = pair_of_countries(source, scene)
        if both is not None:
            return both
    unnamed = _unnamed(bare, last, scene)
    if unnamed is not None:
        return unnamed
    role = (
        last in words.kin | words.aides or last.startswith("spokes") or last in words.persons - words.titles
    )
    able = set(scene.place.people.titled.get(last, ())) if role else set()
    own = nationals(source, last, scene)
    able = able if own is None else able & own
    if able:
        speaker, _ = pronouns.ranked(source, "", scene, persons=True, able=able)
        if speaker is not None:
            return msgspec.structs.replace(speaker, via="description")
    if last.startswith("spokes") and " " not in low:
        for told, earlier in reversed(past.described.items()):
            if "spokes" in told and earlier.name and earlier.name not in source.barred:
                return msgspec.structs.replace(earlier, via="description")
        for earlier in reversed(past.speakers[-12:]):
            if earlier.kind in ("body", "group", "country"):
                return msgspec.structs.replace(earlier, via="description")
    if last in words.staff | words.kin:
        return None  # nobody is taken for one whom the article does not call so
    one = source.kind == "person" and last in words.anonymous_heads and not last.endswith("s")
    holders = may_be(source, last, scene) if last in words.persons or one else None
    if (last in words.persons or one) and last != WRITER and (definite or holders is not None):
        speaker, chance = pronouns.ranked(source, "", scene, persons=True, able=holders)
        if speaker is not None and chance > _SURE:
            return msgspec.structs.replace(speaker, via="description")
    taken = named_antecedent(source, low, last, scene)
    if taken is not None and source.kind != "person":
        return taken
    if " " not in low and last in words.bodies:
        body = scene.place.people.body(last, source.start)
        if body is not None:
            return named(body, scene.catalog, scene.place, source.kind)
    return None


def _unnamed(bare: str, last: str, scene: Scene) -> Speaker | None:
    """The last unnamed source given by the same noun, or by one for the same work ("the aide" is the adviser who spoke
    before), if the other words agree ("the Arlandic adviser" is not a Bordurian one). The fuller of the two
    descriptions is kept."""
    words = scene.words
    if last not in words.persons | words.staff and (last not in words.anonymous_heads or last.endswith("s")):
        return None
    nouns = words.aides if last in words.aides else {last}
    which = set(bare.lower().split(" ")[:-1]) - _SAME
    for earlier in reversed(scene.past.speakers[-12:]):
        if earlier.kind != "anonymous" or not earlier.name:
            continue
        noun = next((noun for noun in nouns if called(earlier.name, noun)), None)
        if noun is None or not same_number(earlier.name, noun):
            continue
        told = set(earlier.name.lower().split(" "))
        if which <= told:
            return msgspec.structs.replace(earlier, via="description")
        if told <= which | {last}:
            return msgspec.structs.replace(earlier, name=bare, via="description")
    return None


def same_number(name: str, noun: str) -> bool:
    """Whether noun and description agree in number: "the official" is not one of "two officials"."""
    stem = noun.rstrip("s")
    told = next((word for word in _WORD.findall(name.lower()) if word.startswith(stem)), noun)
    return told.endswith("s") == noun.endswith("s")


def called(name: str, noun: str) -> bool:
    """Whether a word of the description begins with the noun: "the Democrat" may be a "Democratic strategist", "the
    man" not a "woman"."""
    return any(word.startswith(noun) for word in _WORD.findall(name.lower()))


def may_be(source: Source, last: str, scene: Scene) -> set[str] | None:
    """Names of those whom the noun can mean by office, by sex and by the country beside it; None where it rules out
    nobody."""
    some = (_may_hold(last, scene), _may_go_by(last, scene), nationals(source, last, scene))
    told = [names for names in some if names is not None]
    return set.intersection(*told) if told else None


def _may_go_by(last: str, scene: Scene) -> set[str] | None:
    """Names of those who can be "the woman" or "the man", by "Mr." or "Mrs.", the catalog's pronoun or the first
    name."""
    words, people = scene.words, scene.place.people
    if last not in words.women and last not in words.men:
        return None
    pronoun, others = ("she", OF_MEN) if last in words.women else ("he", OF_WOMEN)
    barred = {name for title in others for name in people.titled.get(title, ())}
    return {
        n.name
        for n in people.namings
        if n.sort == "person" and n.name not in barred and not pronouns.wrong_pronoun(n, pronoun, words)
    }


def _may_hold(last: str, scene: Scene) -> set[str] | None:
    """Names of those whom the word for an office does not rule out: no head of state is "the official", and whoever is
    known by another office is not "the governor". None where the word rules out nobody."""
    people = scene.place.people
    if last not in _OFFICES and last != "official":
        return None
    out = set()
    for n in people.namings:
        roles = n.actor.roles if n.actor is not None else ()
        if last == "official":
            fits = not any(role.rank == 1 for role in roles)
        else:
            fits = any(last in title.lower() for role in roles for title in (role.title, *role.also))
        if n.sort == "person" and fits:
            out.add(n.name)
    if last != "official":
        for title, holders in people.titled.items():
            if title.rsplit(" ", 1)[-1][:3] == last[:3]:  # "Gov. Novotny" is "the governor"
                out.update(holders)
    return out


def can_be(speaker: Speaker, last: str, words: Vocabulary) -> bool:
    """Whether the speaker can be meant by the noun: only words for a state mean a country, only those for media a
    medium."""
    if speaker.kind == "country":
        return last in _OF_STATE
    if last in _STRICT and last not in (speaker.name or "").lower().split(" "):
        return False  # no other body is "the police"
    if speaker.kind in ("body", "group") and last in _BODIES:
        parts = set((speaker.name or "").lower().split(" "))
        if parts & _BODIES and last not in parts:
            return False  # "the department" is no ministry
    return speaker.kind != "media" or last in words.papers or last not in _OF_STATE

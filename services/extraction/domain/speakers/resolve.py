"""Resolves the words for a source to a speaker: canonical name, kind, and for whom they speak.

The readings are tried in a fixed order, and the first that answers decides; whoever fits none is described by the words
themselves.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.encoder.offsets import tokens
from services.extraction.domain.speakers import coordinated_names
from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.coreference import pairs, plural_they, pronouns
from services.extraction.domain.speakers.coreference.antecedents import inner_source, speaker_behind
from services.extraction.domain.speakers.coreference.armed_groups import armed_group
from services.extraction.domain.speakers.coreference.joint_subjects import joint_subject
from services.extraction.domain.speakers.coreference.named_below import named_below
from services.extraction.domain.speakers.heads import MEMBER, head_of
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.names.stripping import strip
from services.extraction.domain.speakers.representation.mouthpieces import MOUTH, of_pronoun, office_of_head
from services.extraction.domain.speakers.representation.offices import by_title, governed
from services.extraction.domain.speakers.representation.own_organs import own_organ
from services.extraction.domain.speakers.representation.seated import seated
from services.extraction.domain.speakers.representation.state_media import state_media
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker, nobody
from services.extraction.domain.speakers.unnamed import coordinated_nouns, groups
from services.extraction.domain.speakers.unnamed.described import INDEFINITE, described

_WHICH: Final = re.compile(
    r"(?!(?:of|for|from|by)\b)[a-zA-Z][a-z-]+(?: (?!(?:of|for|from|by|and)\b)[a-z-]+){0,2}"
)
_TELLING: Final = frozenset({"other", "some"})  # how many there are tells no more
_SHORTENED: Final = re.compile(r"(?<=[a-z])[’'](?:re|d|ve|ll|m)$")  # "they’re"
_BY: Final = re.compile(r"(?:by|from) (?=\w)")
_POSSESSIVE: Final = re.compile(r"(?<=[a-z]{3})[’']s?$")
_ADDRESSED: Final = re.compile(
    r"(?:Madam|Mr\.?) (?:Chair(?:man|woman)?|President|Secretary[ -]General|Speaker),"
)
"""Those to whom a speech is made ("Mr. President, we reject it")."""
_CAPITALS: Final = frozenset({"US", "WHO"})  # no pronouns where they are written so
_PEOPLE: Final = re.compile(
    r"(?:some|many|most|other|few|several|ordinary|young|two|three|four|[\d,.]+|dozens of|hundreds of|thousands of) "
    r"((?:[A-Z]\w+ )?[A-Z]\w+s)",
)  # "some Bordurians" are not Borduria


def resolve(source: Source, scene: Scene) -> Speaker:
    """The speaker that `source` means."""
    cut = MOUTH.match(scene.place.text, source.end)
    if cut:  # the model took the owner alone: "Quill" of "Quill's lawyer"
        source = msgspec.structs.replace(source, end=cut.end())
    by = _BY.match(scene.place.text, source.start, source.end)
    if by:
        source = msgspec.structs.replace(source, start=by.end())
    owned = _POSSESSIVE.search(scene.place.text, source.start, source.end)
    if owned:  # "the forum's" of "the forum's statement"
        source = msgspec.structs.replace(source, end=owned.start())
    words, past, text = scene.words, scene.past, scene.place.text[source.start : source.end]
    if _ADDRESSED.match(scene.place.text, source.start):
        return (
            msgspec.structs.replace(past.speakers[-1], via="continued")
            if past.speakers
            else nobody("addressed")
        )
    bare = strip(text, words)
    low = _SHORTENED.sub("", bare.lower())
    if (low in words.pronouns_one or low in words.pronouns_any or not bare) and bare not in _CAPITALS:
        crowd = _crowd(source, low, scene)
        return pronouns.pronoun(source, low, scene) if crowd is None else crowd
    two = pairs.bare_pair(source, scene)
    if two is not None:
        return two
    country = _country(source, scene)
    if country is not None:
        return country
    state = (
        state_media(source, scene)
        or seated(source, scene)
        or own_organ(source, scene)
        or armed_group(source, scene)
    )
    if state is not None:
        return state
    below = named_below(source, scene)
    if below is not None:
        return below
    inner = inner_source(source, scene)
    if inner is not None:
        speaker = speaker_behind(source, inner[1], resolve(inner[0], scene))
        if speaker is not None:
            return speaker
    together = coordinated_names.together(source, scene) or coordinated_nouns.with_pronoun(source, scene)
    if together is not None:
        return together
    nouns = coordinated_nouns.nouns(source, bare, scene)
    if nouns is not None:
        return nouns
    alone = groups.end_of_group(scene.place.text, source.start, source.end)
    if alone < source.end:
        return resolve(msgspec.structs.replace(source, end=alone), scene)
    own = of_pronoun(source, scene)
    if own is not None:
        return own
    rule = governed(source, scene) or office_of_head(bare, scene)
    if rule is not None:
        return rule
    head = None if MEMBER.search(bare) and text[:4].lower() == "the " else head_of(source, scene)
    if head is not None:
        speaker = named(head, scene.catalog, scene.place, source.kind)
        return _of_the_party(source, head, speaker, scene)
    if not INDEFINITE.match(text):
        titled = by_title(source, low, scene)
        if titled is not None:
            return titled
    earlier = past.described.get(low) if source.kind != "anonymous" else None
    if earlier is not None and earlier.name not in source.barred:
        return earlier
    return described(source, bare, scene)


def _crowd(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The speaker for a group without a name that "they" refers to; None where it refers to none."""
    if low != "they":
        return None
    who = plural_they.antecedent((source.start, source.end), source.line, scene)
    if who is None or joint_subject(source, scene) is not None:
        return None
    told = Source(*who, tokens(scene.place.encoding, who) or source.tokens, source.line, "group", source.cue)
    return msgspec.structs.replace(resolve(told, scene), via="pronoun")


def _country(source: Source, scene: Scene) -> Speaker | None:
    """The country that the source names and nothing else, whatever name runs into it ("By Jan Novotny Arland said").
    "Some Bordurians" are a group of their own, not the country."""
    place = scene.place
    for m in around(place, source.start, source.end):
        if m.actor.kind != "country":
            continue
        if m.start == source.start and m.end >= source.end and m.via in ("name", "alias"):
            run = [
                n
                for n in place.people.about(source.start, source.end)
                if n.start < m.start and n.end >= m.end
            ]
            if run and run[-1].sort == "person" and run[-1].actor is None:
                side = scene.catalog.side_of(m.actor, place.on)
                return Speaker(m.actor.name, "country", side, m.actor.name, "catalog")
        if any(n.start <= m.start and n.sort == "person" for n in place.people.within(m.start, m.end)):
            continue  # a surname that is a country's or its people's too
        people = _PEOPLE.fullmatch(place.text, source.start, source.end)
        if people is not None and people.start(1) == m.start and m.via == "demonym":
            name = strip(people.group(), scene.words)
            return Speaker(name, "group", name, None, "description")
    return None


def _of_the_party(source: Source, head: Naming, speaker: Speaker, scene: Scene) -> Speaker:
    """Members of a party, with the words that say which of them ("moderate Democrats", "some Democrats")."""
    if head.actor is None or speaker.name == head.actor.name or head.start <= source.start:
        return speaker
    before = scene.place.text[source.start : head.start].strip()
    which = before if before.lower() == "some" else strip(before + " ", scene.words)
    if which.lower() in scene.words.determiners - _TELLING or not _WHICH.fullmatch(which):
        return speaker
    return msgspec.structs.replace(speaker, name=f"{which} {speaker.name}", via="description")

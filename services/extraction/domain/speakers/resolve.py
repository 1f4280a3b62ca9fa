"""The words for a source in, the speaker out: canonical name, what kind of speaker, and for whom they speak."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.encoder.offsets import tokens
from services.extraction.domain.speakers import coordinated, crowds, groups, joint, pointing
from services.extraction.domain.speakers.affiliation import named
from services.extraction.domain.speakers.described import INDEFINITE, described
from services.extraction.domain.speakers.joint import JOINED
from services.extraction.domain.speakers.leads import named_below
from services.extraction.domain.speakers.mouthpieces import MOUTH, of_pronoun
from services.extraction.domain.speakers.offices import by_title, governed
from services.extraction.domain.speakers.organs import around
from services.extraction.domain.speakers.outlets import CLASS_BEFORE, state_media
from services.extraction.domain.speakers.people import Naming
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker
from services.extraction.domain.speakers.taking_up import behind, peeled
from services.extraction.domain.vocabulary import Vocabulary

_HEADED: Final = re.compile(r"\bof (?:the )?(?:[a-z-]+ |[\w.]+[’']s? ){0,3}$")
_OWNER: Final = re.compile(r"^(?:[’']s?\s+\w|-[a-z])")  # "Arland's", "Arland-based"
_FOR: Final = re.compile(
    r"\b(?:of|for|from|at|with|by|to|in|on|near|about|against|inside|within|under)\s+(?:the\s+|a\s+|both\s+)?$",
    re.I,
)
_WHO: Final = re.compile(r"^[^,(]*?\b[A-Za-z]{3,} who(?:m|se)?\b(?!.*\b(?:as|called|named|is|was) $)", re.S)
_SAYING: Final = re.compile(
    r"\s+(?:said|says|wrote|told|issued|published|released|found|shows|showed|suggests)\b"
)
_AFTER_NAME: Final = re.compile(r"^(?:[’']s?\b)?[\s.,]*")
_CLASS: Final = re.compile(
    r"(?:part(?:y|ies)|group|movement|newspaper|tabloid|daily|magazine|blog|news agency|agency|website|network|channel"
    r"|broadcaster|company|think tank)\b"
)
_WHICH: Final = re.compile(
    r"(?!(?:of|for|from|by)\b)[a-zA-Z][a-z-]+(?: (?!(?:of|for|from|by|and)\b)[a-z-]+){0,2}"
)
_BEHIND: Final = re.compile(
    r"(?:after|as|at|before|by|during|for|from|in|of|on|that|to|which|who|with)\b(?! (?:the )?[A-Z])"
)  # "the Harbour Institute in Arport", "Harbour Works in a statement": they qualify no noun
_PLURAL: Final = re.compile(r"^[A-Z][a-z]+s$")  # "Democrats in Arport"
_STAFF: Final = re.compile(
    r" (?:(?!and\b|or\b|for\b|in\b|of\b)[a-z-]+ ){0,2}?(?:advis|aide|all(?:y|ies)\b|appointee|associate|attorney|backer"
    r"|camp\b|campaign|critic|defender|delegate|detractor|donor|fans?\b|insider|lawyer|loyalist|manager|official|operative"
    r"|opponent|pollster|representative|spokes|staff|strategist|supporter|surrogate|team|voter)"
)  # "Quill loyalists", "the Quill campaign manager"
_TELLING: Final = frozenset({"other", "some"})  # how many there are tells no more
_ALONE: Final = re.compile(
    r"(?:those|many|some|most|others?) (?:who|in|on|around|at|inside|within|close|opposed|familiar|surveyed|polled"
    r"|interviewed|outside)\b|those \w{3,}(?:ing|ed)\b",
    re.I,
)  # "those surveyed": there is no noun
_DOTTED: Final = re.compile(r"\b(?:[A-Z]\.){2,}")
_MEMBER: Final = re.compile(
    r"\b(?:Republican|Democrat|Conservative)$"
)  # "the Arland Republican" is one person
_SHORTENED: Final = re.compile(r"(?<=[a-z])[’'](?:re|d|ve|ll|m)$")  # "they’re"
_BY: Final = re.compile(r"(?:by|from) (?=\w)")
_POSSESSIVE: Final = re.compile(r"(?<=[a-z]{3})[’']s?$")
_PAUSE: Final = re.compile(r"[,(]")
_TRAIL: Final = re.compile(r"[\s,.;:’'\"“”]+$")
_OVERRUN: Final = re.compile(
    r"(?<=\w)(?:,? (?:who|which|that|on|in|at|by|are|is|was|were|have|has|had|also|its|daily))+$"
)
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
    bare = strip(text, words)
    low = _SHORTENED.sub("", bare.lower())
    if (low in words.pronouns_one or low in words.pronouns_any or not bare) and bare not in _CAPITALS:
        crowd = _crowd(source, low, scene)
        return pointing.pronoun(source, low, scene) if crowd is None else crowd
    country = _country(source, scene)
    if country is not None:
        return country
    state = state_media(source, scene)
    if state is not None:
        return state
    below = named_below(source, scene)
    if below is not None:
        return below
    inner = peeled(source, scene)
    if inner is not None:
        speaker = behind(source, inner[1], resolve(inner[0], scene))
        if speaker is not None:
            return speaker
    together = joint.together(source, scene) or coordinated.with_pronoun(source, scene)
    if together is not None:
        return together
    nouns = coordinated.nouns(source, bare, scene)
    if nouns is not None:
        return nouns
    alone = groups.of_which(scene.place.text, source.start, source.end)
    if alone < source.end:
        return resolve(msgspec.structs.replace(source, end=alone), scene)
    own = of_pronoun(source, scene)
    if own is not None:
        return own
    rule = governed(source, scene)
    if rule is not None:
        return rule
    head = None if _MEMBER.search(bare) and text[:4].lower() == "the " else _head(source, scene)
    if head is not None:
        speaker = named(head, scene.catalog, scene.place, source.kind)
        return _of_the_party(source, head, speaker, scene)
    if not INDEFINITE.match(text):
        titled = by_title(source, low, scene)
        if titled is not None:
            return titled
    if low in past.described and source.kind != "anonymous":
        return past.described[low]
    return described(source, bare, scene)


def _crowd(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The people whom "they" takes up, as the speaker that their words mean."""
    if low != "they":
        return None
    who = crowds.before((source.start, source.end), source.line, scene)
    if who is None or joint.ahead(source, scene) is not None:
        return None
    told = Source(*who, tokens(scene.place.encoding, who) or source.tokens, source.line, "group", source.cue)
    return msgspec.structs.replace(resolve(told, scene), via="pronoun")


def _country(source: Source, scene: Scene) -> Speaker | None:
    """A country that the source names and nothing else, whatever name runs into it ("By Jan Novotny Arland said");
    some of its people are not the country."""
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
    """The members of a party with what tells which of them ("moderate Democrats", "some Democrats")."""
    if head.actor is None or speaker.name == head.actor.name or head.start <= source.start:
        return speaker
    before = scene.place.text[source.start : head.start].strip()
    which = before if before.lower() == "some" else strip(before + " ", scene.words)
    if which.lower() in scene.words.determiners - _TELLING or not _WHICH.fullmatch(which):
        return speaker
    return msgspec.structs.replace(speaker, name=f"{which} {speaker.name}", via="description")


def strip(text: str, words: Vocabulary) -> str:
    """Without leading determiners and trailing marks."""
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), " ".join(text.split()))
    text = _OVERRUN.sub("", _TRAIL.sub("", text.strip(' ,.;:"“”‘')))
    while not _ALONE.match(text):
        for size in (3, 2, 1):
            parts = text.split(" ", size)
            if len(parts) > size and " ".join(parts[:size]).lower() in words.determiners:
                text = parts[size]
                break
        else:
            return text
    return text


def _head(source: Source, scene: Scene) -> Naming | None:
    """The naming that is the head of the source's words, not one that merely owns or qualifies it."""
    text = scene.place.text
    inside = scene.place.people.about(source.start, source.end)
    stop = next(
        (
            cut.start()
            for cut in _PAUSE.finditer(text, source.start, source.end)
            if not any(n.start < cut.start() < n.end for n in inside)
        ),
        -1,
    )
    parts = [(source.start, stop), (stop, source.end)] if stop > 0 else [(source.start, source.end)]
    passed: Naming | None = None
    best: Naming | None = None
    for start, end in parts:
        member = _MEMBER.search(text[start:end].rstrip()) is not None
        for naming in scene.place.people.about(start, end):
            before, after = text[source.start : max(source.start, naming.start)], text[naming.end : end]
            if (
                _OWNER.match(after)
                or (naming.sort == "other" and CLASS_BEFORE.match(after))
                or (naming.sort == "other" and before.endswith("-"))
                or _FOR.search(before)
                or (best is None and _WHO.match(before))
                or (
                    passed is not None
                    and passed.sort == naming.sort
                    and JOINED.fullmatch(text[passed.end : naming.start])
                )
            ):
                passed = naming
                continue
            if naming.sort == "other" and _qualifies(after, naming):
                continue  # "US officials": the name qualifies what follows
            if naming.sort == "person" and _STAFF.match(after):
                continue
            if member and naming.sort != "person":
                continue  # "The No. 2 House Democrat, Ada Quill": one of the party, not the party
            if (
                best is None
                or naming.sort == "person"
                or (best.sort != "person" and naming.end > best.end and naming.start <= best.start)
            ):
                best = naming
        if best is not None and (
            best.sort == "person" or end == source.end or not _named_behind(source, best, scene)
        ):
            return best
    return best


def _named_behind(source: Source, best: Naming, scene: Scene) -> bool:
    """Whether the person stands behind who they are ("the head of the busy Harbour Board, Ada Quill")."""
    text = scene.place.text
    if source.kind != "person" and not _HEADED.search(text, source.start, best.start):
        return False
    return any(
        n.sort == "person"
        and not _FOR.search(text, source.start, n.start)
        and not _OWNER.match(text[n.end : source.end])
        for n in scene.place.people.about(best.end, source.end)
    )


def _qualifies(after: str, naming: Naming) -> bool:
    rest = _AFTER_NAME.sub("", after)
    if not rest or not rest[0].islower() or after[:1] != " " or _SAYING.match(after):
        return False
    if _BEHIND.match(rest) and not _PLURAL.search(naming.name):
        return False
    country = naming.actor is not None and naming.actor.kind in ("country", "bloc", "person")
    return country or not _CLASS.match(rest)

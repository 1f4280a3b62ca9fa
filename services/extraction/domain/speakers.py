"""The words for a source in, the speaker out: canonical name, what kind of speaker, and for whom they speak."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.encoding import Encoder, Encoding, Floats
from services.extraction.domain.people import Naming, People
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Catalog, Mention
from shared.contracts.common import SpeakerKind

Span = tuple[int, int]

_OWNER: Final = re.compile(r"^[’']s?\s+\w")
_FOR: Final = re.compile(
    r"\b(?:of|for|from|at|with|by|to|in|on|near|against|inside|within|under)\s+(?:the\s+|a\s+)?$", re.I
)
_VERBS: Final = re.compile(
    r"\s+(?:said|says|issued|published|released|wrote|told|found|shows|showed|suggests|inspected)\b.*", re.S
)
_ORGAN: Final = re.compile(
    r"^(?:government|administration|military|army|officials?|leadership|authorities|regime|side|delegation|"
    r"forces|armed forces|cabinet|"
    r"(?:\w+ )?ministry(?: of \w+(?: affairs)?)?|presidency|state)\b",
    re.I,
)
_MOUTH: Final = re.compile(
    r"[’']s?\s+(?:\w+ )?(spokes\w+|office|aide|adviser|lawyer|attorney|team|campaign|family|allies|critics)\b",
    re.I,
)
_CUT: Final = re.compile(r"\s*(?:[,(–—]|\bwho\b|\bwhich\b|\bthat\b|\bciting\b|\bfamiliar\b).*", re.S)
_DOTTED: Final = re.compile(r"\b(?:[A-Z]\.){2,}")
_PAUSE: Final = re.compile(r"[,(]")
_TRAIL: Final = re.compile(r"[\s,.;:’'\"“”]+$")
_INDEFINITE: Final = re.compile(
    r"(?:an?|one|two|three|four|some|several|many|most|another|other|multiple|few)\b", re.I
)
_VOICE: Final = re.compile(
    r"\b(?:spokes\w+|statement|data|figures|report|readout|press release|release|study|survey|poll|website|memo)\b",
    re.I,
)
_AHEAD: Final = 60  # word pieces after the mention in which it may still be named
_MOST: Final = 50  # candidates looked at
_TITLES_MOUTH: Final = re.compile(
    r"([\w ]+)[’']s?\s+(?:official |chief )?(spokes\w+|office|aide|adviser|lawyer)\b"
)
_STATE: Final = frozenset(
    {"government", "military", "army", "administration", "authorities", "armed forces", "regime"}
)
_PLURAL: Final = frozenset({"they", "them", "their", "we", "us", "our", "both"})


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks: canonical name (None: nobody is named), kind, principal, for whom, and how it was found."""

    name: str | None
    kind: SpeakerKind
    side: str
    affiliation: str | None
    via: str


class Place(msgspec.Struct, frozen=True):
    """What resolving a source needs to know: the article as read so far."""

    text: str
    on: date
    people: People
    mentions: tuple[Mention, ...]
    encoding: Encoding
    naming_tokens: tuple[Span, ...]
    keys: Floats  # one vector a naming, to which mentions point
    lines: tuple[int, ...]  # line (sentence number) of each naming


class Source(msgspec.Struct, frozen=True):
    """The words for the source: where in text and word pieces, in which sentence, and the kind that the model
    expects."""

    start: int
    end: int
    tokens: Span
    line: int
    kind: SpeakerKind


class Past(msgspec.Struct):
    """What earlier statements told; grows while an article is read from beginning to end."""

    spans: list[Span] = []
    speakers: list[Speaker] = []
    described: dict[str, Speaker] = {}


def resolve(
    source: Source, place: Place, past: Past, encoder: Encoder, catalog: Catalog, words: Vocabulary
) -> Speaker:
    """The speaker that `source` means."""
    text = place.text[source.start : source.end]
    bare = strip(text, words)
    low = bare.lower()
    if low in words.pronouns_one or low in words.pronouns_any or not bare:
        return _pointed(source, low, place, past, encoder, catalog, words)
    head = _head(source, place, words)
    if isinstance(head, Naming):
        return named(head, catalog, place, source.kind)
    if not _INDEFINITE.match(text):
        titled = _by_title(source, low, place, past, encoder, catalog, words)
        if titled is not None:
            return titled
    if low in past.described and source.kind != "anonymous":
        return past.described[low]
    return _described(source, bare, place, past, encoder, catalog, words)


def strip(text: str, words: Vocabulary) -> str:
    """Without leading determiners and trailing marks."""
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), " ".join(text.split()))
    text = _TRAIL.sub("", text.strip(' ,.;:"“”‘'))
    while True:
        for size in (3, 2, 1):
            parts = text.split(" ", size)
            if len(parts) > size and " ".join(parts[:size]).lower() in words.determiners:
                text = parts[size]
                break
        else:
            return text


def _head(source: Source, place: Place, words: Vocabulary) -> Naming | None:
    """The naming that is the head of the source's words, not one that merely owns or qualifies it."""
    text = place.text
    cut = _PAUSE.search(text, source.start, source.end)
    stop = cut.start() if cut else -1
    parts = [(source.start, stop), (stop, source.end)] if stop > 0 else [(source.start, source.end)]
    for start, end in parts:
        best: Naming | None = None
        for naming in place.people.within(start, end):
            before, after = text[source.start : naming.start], text[naming.end : end]
            if _OWNER.match(after) or _FOR.search(before):
                continue
            rest = after.strip(" ’'s.,")
            if (
                naming.sort == "other"
                and rest
                and rest[0].islower()
                and after[:1] == " "
                and not _VERBS.match(after)
            ):
                continue  # "US officials": the name qualifies what follows
            if naming.sort == "person" and re.match(
                r" (?:spokes|aide|advis|lawyer|official|ally|allies|campaign)", after
            ):
                continue
            if (
                best is None
                or naming.sort == "person"
                or (best.sort != "person" and naming.end > best.end and naming.start <= best.start)
            ):
                best = naming
        if best is not None:
            return best
    return None


def named(naming: Naming, catalog: Catalog, place: Place, kind: SpeakerKind) -> Speaker:
    """A speaker that is named."""
    actor = naming.actor
    if actor is not None:
        side = catalog.side_of(actor, place.on)
        sort = "group" if actor.kind == "bloc" else actor.kind
        return Speaker(
            actor.name, sort, side, side if side != actor.name or actor.kind != "person" else None, "catalog"
        )
    affiliation = _affiliation(naming, place, catalog)
    if naming.sort == "person":
        return Speaker(naming.name, "person", affiliation or naming.name, affiliation, "article")
    return Speaker(
        naming.name,
        kind if kind != "person" else "body",
        affiliation or naming.name,
        affiliation or naming.name,
        "article",
    )


def _affiliation(naming: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country or body beside the first naming of a person: before it as in "Russian lawmaker X", or in the
    apposition after."""
    same = [n for n in place.people.namings if n.name == naming.name][:3]
    for n in same or [naming]:
        near = [
            m
            for m in place.mentions
            if m.actor.kind != "person" and m.actor.kind != "media" and n.start - 50 < m.start < n.end + 90
        ]
        for m in near:
            gap = (
                place.text[m.end : n.start]
                if m.end <= n.start
                else place.text[n.end : m.start]
                if m.start >= n.end
                else ""
            )
            if re.search(r"[.;:!?\n”\"]\s", gap) or (
                m.start >= n.end and not gap.lstrip().startswith((",", "of", "from", "for", "(", "—", "–"))
            ):
                continue
            if m.end <= n.start and re.search(r"\b(?:and|said|told|with|met|by|,)\b|,", gap):
                continue
            return catalog.side_of(m.actor, place.on)
    return None


def _by_title(
    source: Source, low: str, place: Place, past: Past, encoder: Encoder, catalog: Catalog, words: Vocabulary
) -> Speaker | None:
    """Whom a bare title means: one of those to whom the article gives it, or who held it that day among those it
    names."""
    low = re.split(r"[,(]| who ", low)[0].strip()
    able: set[str] = set()
    for n in place.people.namings:
        actor = n.actor
        if actor is None or actor.kind != "person" or n.name in able:
            continue
        if any(
            r.held(place.on) and low in (r.title.lower(), *(a.lower() for a in r.also)) for r in actor.roles
        ):
            able.add(n.name)
    able = able or set(place.people.titled.get(low, ()))
    if not able:
        return None
    speaker, _ = _ranked(source, "", place, past, encoder, catalog, words, persons=True, able=able)
    return None if speaker is None else msgspec.structs.replace(speaker, via="title")


def _owner(source: Source, place: Place, catalog: Catalog) -> str | None:
    """For whom a described source speaks: the first actor named in its words."""
    for m in place.mentions:
        if m.start >= source.start and m.end <= source.end + 1 and m.actor.kind != "media":
            return catalog.side_of(m.actor, place.on)
    return None


def _described(
    source: Source, bare: str, place: Place, past: Past, encoder: Encoder, catalog: Catalog, words: Vocabulary
) -> Speaker:
    """A source of which only a description is given."""
    owner = _owner(source, place, catalog)
    bare = _VERBS.sub("", bare)
    low = bare.lower()
    first = re.split(r"\s(?:of|for|from|at|in|to|by|on|about|between|with|familiar|briefed)\s", low)[0]
    last = first.split(" ")[-1]
    anonymous = last in words.anonymous_heads or (source.kind == "anonymous" and last not in words.papers)
    paper = last in words.papers
    mouth = _mouthpiece(source, place, catalog)
    if mouth is None and (found := _TITLES_MOUTH.match(low)) is not None:
        whom = _by_title(source, found.group(1), place, past, encoder, catalog, words)
        mouth = whom and msgspec.structs.replace(
            whom, name=f"{whom.name}'s {found.group(2)}", via="description"
        )
    if mouth is not None:
        return mouth
    voice = _voice(source, place, catalog)
    if voice is not None:
        return voice
    organ = _bare_organ(source, low, place, past, encoder, catalog, words)
    if organ is not None:
        return organ
    if anonymous:
        if " " not in bare:
            for earlier in reversed(past.speakers[-12:]):
                if earlier.kind == "anonymous" and earlier.name and last.rstrip("s") in earlier.name.lower():
                    return msgspec.structs.replace(earlier, via="description")
        return Speaker(bare, "anonymous", owner or "anonymous", owner, "description")
    organ = _organ(source, place, catalog)
    if organ is not None and source.kind != "group":
        return organ
    if (
        " " not in bare
        and source.kind in ("body", "group", "media", "country")
        and last in place.people.fullest
        and bare[:1].islower()
    ):
        name = place.people.fullest[last]
        return Speaker(name, source.kind, owner or name, owner or name, "article")
    if " " not in bare and bare.isupper() and low in place.people.fullest:
        name = place.people.fullest[low]
        return Speaker(name, source.kind, owner or name, owner or name, "article")
    if paper:
        inside = place.people.within(source.start, source.end)
        if inside:
            return named(inside[-1], catalog, place, source.kind)
    alone = bare[:1].islower() or paper
    persons = True if source.kind == "person" else None if paper else False
    if (
        alone
        and not _INDEFINITE.match(place.text[source.start : source.end])
        and (source.kind in ("person", "body", "country", "media") or paper)
        and (owner is None or source.kind == "person")
    ):
        speaker, chance = _ranked(source, "", place, past, encoder, catalog, words, persons=persons)
        if speaker is not None and chance > 0.3:
            return speaker
    name = _CUT.sub("", bare) or bare
    kind = source.kind if source.kind != "person" else "anonymous"
    return Speaker(
        name, kind, owner or name, owner or (name if kind in ("body", "media") else None), "description"
    )


def _mouthpiece(source: Source, place: Place, catalog: Catalog) -> Speaker | None:
    """ "May's spokesman" speaks for her; a title can stand for the name."""
    for naming in place.people.within(source.start, source.end):
        found = _MOUTH.match(place.text, naming.end)
        if found and found.end() <= source.end + 1 and naming.sort == "person":
            whom = named(naming, catalog, place, "person")
            return Speaker(
                f"{whom.name}'s {found.group(1)}", "person", whom.side, whom.affiliation, "description"
            )
    return None


def _bare_organ(
    source: Source, low: str, place: Place, past: Past, encoder: Encoder, catalog: Catalog, words: Vocabulary
) -> Speaker | None:
    """ "The government" of one of the countries that the article names."""
    if low not in _STATE:
        return None
    able = {n.name for n in place.people.namings if n.actor is not None and n.actor.kind == "country"}
    able |= {m.actor.name for m in place.mentions if m.actor.kind == "country"}
    speaker, _ = _ranked(source, low, place, past, encoder, catalog, words, persons=False, able=able)
    return None if speaker is None else msgspec.structs.replace(speaker, via="description")


def _voice(source: Source, place: Place, catalog: Catalog) -> Speaker | None:
    """An unnamed spokesperson, a statement or figures of a body speak as the body."""
    text = place.text[source.start : source.end]
    if not _VOICE.search(text):
        return None
    for naming in place.people.within(source.start, source.end):
        actor = naming.actor
        if (
            naming.sort == "other"
            and naming.name
            and (actor is None or actor.kind in ("body", "group", "media"))
        ):
            return msgspec.structs.replace(named(naming, catalog, place, "body"), via="description")
    return None


def _organ(source: Source, place: Place, catalog: Catalog) -> Speaker | None:
    """A state's government, army or ministry for which the catalog has no name of its own speaks as the state."""
    for m in place.mentions:
        if m.start >= source.start and m.end <= source.end and m.actor.kind in ("country", "bloc"):
            rest = re.sub(r"^[’']s?\s*", "", place.text[m.end : source.end]).strip(" -")
            if _ORGAN.match(rest) and not re.match(r"officials?\b", rest, re.I):
                return Speaker(
                    m.actor.name, "country", catalog.side_of(m.actor, place.on), m.actor.name, "catalog"
                )
    return None


def _pointed(
    source: Source, low: str, place: Place, past: Past, encoder: Encoder, catalog: Catalog, words: Vocabulary
) -> Speaker:
    """A pronoun."""
    last = past.speakers[-1] if past.speakers else None
    if low in words.pronouns_one:
        if source.kind == "anonymous" and last is not None and last.kind == "anonymous":
            return msgspec.structs.replace(last, via="pronoun")
        speaker, _ = _ranked(source, low, place, past, encoder, catalog, words, persons=True)
    else:
        if last is not None and last.kind == source.kind and last.kind in ("anonymous", "group"):
            return msgspec.structs.replace(last, via="pronoun")
        speaker, _ = _ranked(
            source, low, place, past, encoder, catalog, words, persons=None if low not in _PLURAL else False
        )
        if speaker is None or (low in _PLURAL and last is not None and last.kind in ("group", "anonymous")):
            speaker = last
    if speaker is not None:
        return msgspec.structs.replace(speaker, via="pronoun")
    return last or Speaker(None, source.kind, "anonymous", None, "none")


def _ranked(
    source: Source,
    low: str,
    place: Place,
    past: Past,
    encoder: Encoder,
    catalog: Catalog,
    words: Vocabulary,
    persons: bool | None,
    able: set[str] | None = None,
) -> tuple[Speaker | None, float]:
    """Whom the model takes the mention for, among everybody named so far, and with what probability."""
    namings, tokens = place.people.namings, place.naming_tokens
    start, end = source.tokens
    some: list[int] = []
    for i in range(bisect.bisect_left(tokens, (end + _AHEAD, 0)) - 1, -1, -1):
        a, b = tokens[i]
        n = namings[i]
        if (
            a < b
            and not (a < end and b > start)
            and (persons is None or (n.sort == "person") == persons)
            and not _wrong_pronoun(n, low, words)
            and (able is None or n.name in able)
        ):
            some.append(i)
            if len(some) == _MOST:
                break
    if not some:
        return None, 0.0
    some.reverse()
    query = place.encoding.links[start:end, 4 * 64 : 5 * 64].mean(0)
    keys = place.keys[some]
    told = [_told(namings[i], past) for i in some]
    score: Floats = (
        keys @ query
        + encoder.near[[distance(source.line - place.lines[i]) for i in some]]
        + encoder.told[told]
    )
    chance = np.exp(score - score.max())
    chance /= chance.sum()
    total: dict[str, float] = {}
    for i, value in zip(some, chance, strict=True):
        total[namings[i].name] = total.get(namings[i].name, 0.0) + float(value)
    best = max(total, key=lambda name: total[name])
    chosen = next(namings[i] for i in reversed(some) if namings[i].name == best)
    return named(chosen, catalog, place, source.kind), total[best]


def naming_keys(encoding: Encoding, tokens: Sequence[Span]) -> Floats:
    """The mean of the name vectors of each naming's word pieces."""
    sums = np.zeros((len(encoding.links) + 1, 64), np.float32)
    np.cumsum(encoding.links[:, 5 * 64 : 6 * 64], axis=0, out=sums[1:])
    if not tokens:
        return sums[:0]
    ends = np.array(tokens)
    out: Floats = (sums[ends[:, 1]] - sums[ends[:, 0]]) / np.maximum(ends[:, 1:] - ends[:, :1], 1)
    return out.astype(np.float32)


def _wrong_pronoun(naming: Naming, low: str, words: Vocabulary) -> bool:
    she, he = low in ("she", "her", "herself"), low in ("he", "his", "him", "himself")
    if not (she or he) or naming.sort != "person":
        return False
    actor = naming.actor
    if actor is not None and actor.pronoun is not None:
        return actor.pronoun == ("he" if she else "she")
    first = naming.name.split(" ")[0].lower()
    return first in (words.he if she else words.she)


def _told(naming: Naming, past: Past) -> int:
    """1 if the naming lies in the source of the statement before, 2 of an earlier one, else 0."""
    for back, (start, end) in enumerate(reversed(past.spans[-_MOST:])):
        if start < naming.end and naming.start < end:
            return 1 if back == 0 else 2
    return 0


def distance(lines: int) -> int:
    """Bucket of a distance in sentences; the candidate stands later where it is negative."""
    return 0 if lines < 0 else min(lines, 4) + 1 if lines < 5 else 6 if lines < 9 else 7


def side_of_anonymous() -> str:
    """The side of speakers of whom nothing is known."""
    return "anonymous"


__all__: Sequence[str] = ("Past", "Place", "Source", "Speaker", "named", "resolve", "strip")

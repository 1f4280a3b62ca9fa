"""Resolves a source that is only described: a paper, "the ministry", officials, critics.

The description is tried as a mouthpiece, an organ, a document and a definite description; where none of these fits, the
speaker is called by the words themselves.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named, owner
from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.coreference.documents import (
    maker,
    maker_of_statement,
    speaks_for_itself,
)
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.representation.bare_mouths import mouth_of_body, office_named
from services.extraction.domain.speakers.representation.forces import force
from services.extraction.domain.speakers.representation.mouthpieces import mouth_of_title, mouthpiece, voice
from services.extraction.domain.speakers.representation.offices import administration, bare_organ, organ
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker
from services.extraction.domain.speakers.unnamed import groups
from services.extraction.domain.speakers.unnamed.definite import (
    WRITER,
    antecedent,
    called,
    can_be,
    may_be,
    same_number,
)
from services.extraction.domain.speakers.unnamed.insiders import fuller_words, insider, one_of

INDEFINITE: Final = re.compile(
    r"(?:an?|one|two|three|four|some|several|many|most|another|other|multiple|few)\b", re.I
)
_ONE_OF: Final = re.compile(r"(?:one|another|each) of (?:the|these|those)\b", re.I)
_DEFINITE: Final = re.compile(r"(?:the|this|that|these|those|his|her|their|its|both)\b", re.I)
_VERBS: Final = re.compile(
    r"\s+(?:said|says|issued|published|released|wrote|told|found|shows|showed|suggests|inspected)\b.*", re.S
)
_CUT: Final = re.compile(r"\s*(?:[,(–—]|\bwho\b|\bwhich\b|\bthat\b|\bciting\b).*", re.S)
_WHO: Final = re.compile(r"[\w-]+(?: [\w-]+)? who ", re.I)
_HIDDEN: Final = re.compile(
    r"\bwho (?:asked|declined|insisted|is not|requested|spoke|was granted|was not|wasn[’']t|were granted|were not"
    r"|would)\b"
)
_CUT_AFTER_WHO: Final = re.compile(
    r"\s*(?:[,(–—]|\b(?:after|because|before|during|since|when|while|which|that|citing)\b).*", re.S
)
_PLACED: Final = re.compile(
    r"\s(?:of|for|from|at|in|to|by|on|about|between|with|familiar|briefed|who|which|whose)\s|,"
)
# What tells how an official knows is no part of who it is; "people familiar with the talks" have nothing else.
_KNOWING: Final = re.compile(
    r"(?<=\w)\s+(?:(?:briefed|familiar|involved)\b|with (?:direct )?knowledge\b).*", re.S
)
_UNTOLD: Final = frozenset({"individuals", "people", "person", "source", "sources", "those"})
_TELLING: Final = re.compile(r",? (?:that|which)\b")  # "the report, which found": it is told of here
_ALIKE: Final = 0.3
_SURE: Final = 0.7  # probability from which a description means somebody whom nothing else shows to be meant
_OFFICIAL: Final = frozenset(
    {
        "administration",
        "congressional",
        "defence",
        "defense",
        "government",
        "intelligence",
        "military",
        "ministry",
        "official",
    }
)
_LEADING: Final = re.compile(r"(?:the )?((?:[\w-]+ ){1,4}(?:of|from|in|at))(?P<the> the)? ", re.I)
_HELPERS: Final = frozenset({"", "also", "had", "have", "have since"})
_ARTICLE: Final = re.compile(
    r"(?:European Union|Kremlin|Netherlands|Pentagon|Philippines|Taliban|United (?:Arab|Kingdom|Nations|States)"
    r"|Vatican)\b"
)
"""Names that have an article within a list ("leaders of Arland and the United States")."""
_BETWEEN: Final = re.compile(r",? (?:and )?(?:the )?")
_ABOUT: Final = re.compile(r"\b(?:about|against|into|on|over)\b")
_PERCENT: Final = re.compile(r"^(?:[\w-]+ )?(?:[\d.]+ ?%|[\w.-]+ percent) of (?:the )?(?=\w)", re.I)


def described(source: Source, bare: str, scene: Scene) -> Speaker:
    """The speaker of a source of which only a description is given; `bare` is the source without determiners."""
    place, words, past = scene.place, scene.words, scene.past
    whose = owner(source, place, scene.catalog)
    bare = _PERCENT.sub("", _VERBS.sub("", bare))
    low = bare.lower()
    last = _PLACED.split(low)[0].split(" ")[-1]
    if last in words.private:
        whose = None  # "Arlandic analysts" do not speak for Arland
    opening = (
        place.text.rfind(" ", 0, max(0, source.start - 1)) + 1
    )  # a determiner that the model left out counts
    definite = any(_DEFINITE.match(place.text, at) for at in (source.start, opening))
    for found in (
        mouthpiece(source, scene),
        mouth_of_title(source, low, scene),
        voice(source, scene),
        administration(source, low, scene),
        force(source, low, scene),
        bare_organ(source, low, scene),
        maker_of_statement(source, low, scene),
        office_named(source, low, scene),
        mouth_of_body(source, low, scene),
    ):
        if found is not None:
            return found
    made = maker(source, last, scene) if definite else None
    if made is not None:
        return made
    relative = last in words.papers and _TELLING.match(place.text, source.end) is not None
    record = (relative or speaks_for_itself(last, words)) and not scene.place.people.within(
        source.start, source.end
    )
    if not record and (
        definite or (last in words.persons and not INDEFINITE.match(place.text, source.start))
    ):
        before = antecedent(source, bare, last, definite, scene)
        if before is not None:
            return before
    if last in words.anonymous_heads or (source.kind == "anonymous" and last not in words.papers):
        if " " not in bare:
            one = _ONE_OF.match(place.text, source.start)
            same = insider(last, scene) if definite or one else None
            if same is not None:
                told = one_of(same.name or "", "people") if one else same.name
                return msgspec.structs.replace(same, name=told, via="description")
            for earlier in reversed(past.speakers[-12:]):
                if (
                    earlier.kind != "anonymous"
                    or not earlier.name
                    or not called(earlier.name, last.rstrip("s"))
                ):
                    continue
                if same_number(earlier.name, last):
                    told = one_of(earlier.name, last) if one else earlier.name
                    return msgspec.structs.replace(earlier, name=told, via="description")
            bare = (fuller_words(source, last, scene) or bare) if definite else bare
        name = groups.group_name(source, _unnamed(bare), place.text)
        return Speaker(name, "anonymous", whose or "anonymous", whose, "description")
    state = organ(source, scene)
    if state is not None and source.kind != "group":
        return state
    if last in words.papers:
        inside = place.people.within(source.start, source.end)
        about = inside and _ABOUT.search(place.text, source.start, inside[-1].start)
        if inside and not about and not _foreign(inside[-1], source, scene):
            return named(inside[-1], scene.catalog, place, source.kind)
    several = last.endswith("s") and last.removesuffix("s") in words.persons | words.anonymous_heads
    if (
        not record
        and not several
        and last not in words.staff
        and last != WRITER
        and definite
        and (bare[:1].islower() or last in words.papers)
        and (source.kind in ("person", "body", "country", "media") or last in words.papers)
        and (whose is None or source.kind == "person")
        and last not in words.media
        and last not in words.private
    ):
        persons = True if source.kind == "person" else None if last in words.papers else False
        able = may_be(source, last, scene) if persons else None
        speaker, chance = pronouns.ranked(source, "", scene, persons=persons, able=able)
        if speaker is not None and chance > _least(bare, speaker) and can_be(speaker, last, words):
            return speaker
    name = _listed(source, scene) or groups.group_name(source, _CUT.sub("", bare) or bare, place.text)
    kind = source.kind if source.kind != "person" else "group" if several else "anonymous"
    own = name if kind in ("body", "media") and place.people.within(source.start, source.end) else None
    return Speaker(name, kind, whose or name, whose or own, "description")


def _least(bare: str, speaker: Speaker) -> float:
    """The probability from which the description means the speaker: a lower one where the name says the same ("the
    health department" for a Department of Health)."""
    told = set(bare.lower().split(" ")) & set((speaker.name or "").lower().split(" "))
    return _ALIKE if told else _SURE


def _unnamed(bare: str) -> str:
    """Who it is, without how they know it; of "people" and "sources" that is kept, since nothing else describes
    them."""
    who = _KNOWING.sub("", bare)
    if _PLACED.split(who)[0].rsplit(" ", 1)[-1].lower() not in _UNTOLD:
        return _CUT.sub("", who) or bare
    if _WHO.match(bare) and not _HIDDEN.search(bare):
        return _CUT_AFTER_WHO.sub("", bare)
    return _CUT.sub("", bare) or bare


def _foreign(n: Naming, source: Source, scene: Scene) -> bool:
    """Whether a country only says where the makers of a paper are ("an Arlandic trade institute's report")."""
    rest = scene.place.text[n.end : source.end].split()
    return (
        n.actor is not None
        and n.actor.kind == "country"
        and len(rest) > 1
        and not _OFFICIAL.intersection(rest)
    )


def _listed(source: Source, scene: Scene) -> str | None:
    """ "The leaders of Arland, Borduria and Delta" with the whole list, in full names."""
    text, some = scene.place.text, scene.place.people.within(source.start, source.end)
    if len(some) < 2 or text[some[-1].end : source.end].strip(" ,") not in _HELPERS:
        return None
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(some)]
    lead = _LEADING.fullmatch(text, source.start, some[0].start)
    if lead is None or not all(_BETWEEN.fullmatch(gap) for gap in gaps) or "and" not in gaps[-1]:
        return None
    told = [f"the {n.name}" if _ARTICLE.match(n.name) else n.name for n in some]
    if lead.group("the") is None:
        told[0] = some[0].name
    return f"{lead.group(1)} {', '.join(told[:-1])} and {told[-1]}"

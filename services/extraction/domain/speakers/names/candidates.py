"""Makes a candidate name of a run of capitalised words: the name without its titles, and whether it is a person's.

Looks only at the run, the catalog's mentions in it and the words beside it; `full_forms` links candidates to each
other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.speakers.names.naming import PARTISANS, Sort, body_like, folded
from services.extraction.domain.speakers.names.posts import behind_office, behind_post
from services.extraction.domain.speakers.names.titles import Core, proper
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Actor, Mention
from shared.catalog.namesakes import of_kin

_PART: Final = re.compile(r"[^ ]+")
_PARTICLES: Final = frozenset(
    {"de", "del", "della", "di", "da", "dos", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "bint", "ibn",
     "ben", "bar", "ter", "af", "zu", "abu", "st"}
)  # fmt: skip
_SUFFIX: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_NICKNAME: Final = re.compile(r" [“\"‘']\w+[”\"’'] ")
_INITIAL: Final = re.compile(r" (?:[A-Z]\.)+ | [A-Z] ")
_BEFORE: Final = re.compile(r"([\w-]+) $")
_MEMBERS: Final = re.compile(
    rf"(?:[\w.-]+ )*?(?:{PARTISANS}|(?:lawmakers|senators|leaders|members|legislators))"
)  # a party by its members
_MODEL: Final = re.compile(
    r"[a-z] (?!(?:II|III|IV|JR|SR)$)[A-Z]{2,3}$"
)  # a thing or body with a sort behind its name
_LETTERS: Final = re.compile(r"[A-Z]{2,}(?: [A-Z]{2,3})+")
_DOTTED: Final = re.compile(r"^(?:[A-Z]\.){2,}")
_OF: Final = (" of ", " of the ", " for ", " for the ")
_AGED: Final = re.compile(r", \d\d[,.]")


class NameCandidate(msgspec.Struct, frozen=True):
    """What a run names by its own words: the name without titles, its words folded, and whether a title stands before
    it."""

    start: int
    end: int
    name: str
    sort: Sort
    parts: tuple[str, ...]
    titled: bool = False
    honour: str = ""
    actor: Actor | None = None
    kin: bool = False
    """Whether it is introduced as somebody's kin ("his wife Eva Novotny")."""
    demonym: bool = False
    """Whether the words are those for somebody of a country, which can be a surname too."""


def candidate(
    text: str, start: int, end: int, inside: Sequence[Mention], words: Vocabulary, common: frozenset[str]
) -> NameCandidate | None:
    """What the run names by itself; `inside` are the catalog's mentions in it, `common` the article's words in small
    letters. None where it is a title alone."""
    office = [m for m in inside if m.via == "title" and m.start <= start + 4 and m.end >= end]
    if office:
        return _of_actor(text, start, end, office[0].actor)
    found = proper(text, start, end, words)
    behind = behind_post(text, found, words)
    if behind:
        return candidate(text, behind, end, [m for m in inside if m.start >= behind], words, common)
    persons = [m for m in inside if m.actor.kind == "person" and m.via != "title"]
    if persons and (actor := _person(text, start, end, persons[-1], found)) is not None:
        return _of_actor(text, start, end, actor)
    whole = next(
        (m for m in inside if m.end >= end and m.actor.kind != "person" and _all_but_owner(m, start, inside)),
        None,
    )
    if whole is not None:
        of_country = _of_actor(text, start, end, whole.actor)
        return msgspec.structs.replace(of_country, demonym=whole.via == "demonym" and whole.start == start)
    if found.start >= found.end:
        word = folded(text[start:end])  # "Justice said" may be one whose full name is given elsewhere
        alone = word in words.surnames
        return NameCandidate(start, end, text[start:end], "other", (word,)) if alone else None
    for m in inside:  # "Secretary of State Brandt", where the title alone tells the first name
        last = folded(text[found.start : found.end])
        if m.via == "title" and m.end <= found.start and folded(m.actor.name.rsplit(" ", 1)[-1]) == last:
            return _of_actor(text, start, end, m.actor)
    found = behind_office(text, start, _without_country(text, found, inside, words), words)
    name = _NICKNAME.sub(" ", " ".join(text[found.start : found.end].split()))
    parts = tuple(folded(p) for p in name.split(" "))
    titled = found.titled or _titled_before(text, start, words)
    by_office = (
        found.titled
        and text.endswith(_OF, start, found.start)
        and not (parts[0] in words.he or parts[0] in words.she)
    )
    if by_office:  # "Inspector General for Harbour Works"
        return _body(start, end, " ".join(text[start:end].split()), words)
    if _person_like(text, found, name, parts, titled, words, common):
        kin = of_kin(text, start)
        return NameCandidate(start, end, name, "person", parts, titled, found.honour, kin=kin)
    body = " ".join(text[start:end].split()) if not found.titled else name
    return _body(start, end, body, words)


def _all_but_owner(mention: Mention, start: int, inside: Sequence[Mention]) -> bool:
    """Whether the mention is the whole run, or all but the surname before it of the one who heads the body ("the
    Quill White House")."""
    if mention.start <= start:
        return True
    return mention.actor.kind == "body" and any(
        m.actor.kind == "person" and m.start <= start and m.end + 1 == mention.start for m in inside
    )


def _body(start: int, end: int, name: str, words: Vocabulary) -> NameCandidate:
    parts = name.split(" ")
    if len(parts) > 1 and folded(parts[-1]) in words.company_forms:
        name = " ".join(parts[:-1]).rstrip(",")
    name = _DOTTED.sub(lambda found: found.group().replace(".", ""), name)
    return NameCandidate(start, end, name, "other", tuple(folded(p) for p in name.split(" ")))


def by_members(text: str, start: int, end: int, actor: Actor) -> str | None:
    """The members of a party, as the text puts them ("Republican lawmakers"), for they are not the whole party; else
    None."""
    if (
        actor.kind not in ("body", "group")
        or "Party" not in actor.name
        or not _MEMBERS.fullmatch(text, start, end)
    ):
        return None
    return text[start].upper() + text[start + 1 : end]


def _of_actor(text: str, start: int, end: int, actor: Actor) -> NameCandidate:
    members = by_members(text, start, end, actor)
    if members is not None:
        return NameCandidate(start, end, members, "other", (folded(members),), False, "", actor)
    parts = tuple(folded(p) for p in (actor.name if actor.kind == "person" else text[start:end]).split(" "))
    return NameCandidate(
        start, end, actor.name, "person" if actor.kind == "person" else "other", parts, False, "", actor
    )


def _person(text: str, start: int, end: int, mention: Mention, found: Core) -> Actor | None:
    """The catalog's person, unless the run gives the surname another first name, or goes on after the name."""
    rest = text[mention.end : end].strip(" ’'s.\"”")
    if mention.end < end - 2 and rest and not rest.startswith(("of ", "Jr", "Sr")):
        return None
    if rest.startswith("Jr") and text[mention.start : mention.end] == mention.actor.name:
        return None  # "Jan Novotny Jr." is the son of Jan Novotny
    if mention.via == "surname" and found.start < mention.start:
        given = folded(text[found.start : mention.start].strip())
        if given and given.split(" ")[0] not in {folded(p) for p in mention.actor.name.split(" ")}:
            return None
    return mention.actor


def _without_country(text: str, found: Core, inside: Sequence[Mention], words: Vocabulary) -> Core:
    """Without a country, party or body before the name of a person ("Bordurian Jan Novotny")."""
    for m in inside:
        if m.actor.kind == "person" or m.start > found.start or not found.start < m.end < found.end:
            continue
        after = m.end
        while after < found.end and not text[after].isalnum():
            after += 1
        rest = [folded(w) for w in text[after : found.end].split(" ")]
        given = rest[0] in words.he or rest[0] in words.she
        if given or (m.via == "demonym" and len(rest) > 1 and not any(body_like(w, words) for w in rest)):
            return msgspec.structs.replace(found, start=after)
    return found


def _titled_before(text: str, start: int, words: Vocabulary) -> bool:
    """Whether the word before, in lower case, is a person's title or trade ("analyst Jan Novotny")."""
    before = _BEFORE.search(text, max(0, start - 24), start)
    word = before.group(1).lower() if before else ""
    return word in words.titles and word not in words.modifiers and word not in ("head", "chief", "leader")


def _person_like(
    text: str,
    found: Core,
    name: str,
    parts: tuple[str, ...],
    titled: bool,
    words: Vocabulary,
    common: frozenset[str],
) -> bool:
    heavy = [p for p in parts if p not in _PARTICLES and p not in _SUFFIX]
    given = len(heavy) > 1 and (
        heavy[0] in words.he or heavy[0] in words.she
    )  # "Bill" is no law in "Senator Bill Novotny"
    if not words.bodies.isdisjoint(heavy[given:]) or not heavy or len(heavy) > 5 or "&" in name:
        return False
    if any(c.isdigit() for c in name) or any(w in ("of", "for", "the", "and") for w in parts):
        return False
    if len(heavy) == 1:
        return titled and len(parts) < 3
    if (_MODEL.search(name) and not name.isupper()) or _LETTERS.fullmatch(name):
        return False  # "Harbour EV", "Delta Roadster SUV"
    if titled or parts[0] in words.he or parts[0] in words.she or _INITIAL.search(name):
        return True
    if _AGED.match(text, found.end):
        return True
    if any(w.isupper() and len(w) > 3 for w in name.split(" ")):
        return False
    return len(heavy) < 5 and not any(p in common for p in heavy)

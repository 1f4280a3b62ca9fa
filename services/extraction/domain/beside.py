"""The words beside a person's name in, the country or body for which the person speaks out.

A country speaks only through those who hold an office of it ("Arlandic lawmaker Jan Novotny", "Jan Novotny, envoy of
Arland"). Whoever studies a country, lives there or once held an office of it does not speak for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from services.extraction.domain.naming import Naming, folded
from services.extraction.domain.organs import around, state_of
from services.extraction.domain.speaking import Place
from shared.catalog import Catalog, Mention

_LEAD: Final = 90  # characters before a name in which its titles stand
_TAIL: Final = 150  # characters after a name in which an apposition goes on
_LEAD_STOP: Final = re.compile(
    r"[;:!?()\n\"“”—–]|(?:(?<=[a-z]{4})|(?<=\d))\.\s|,(?!\s?$)"
    r"|\b(?:added|and|as|asked|but|by|from|in|met|on|said|says|than|that|told|when|while|with)\s",
    re.I,
)
_TAIL_OPEN: Final = re.compile(
    r"(?: \([^)\n]{1,40}\))?(?:, | \(| — | – |,? (?=who (?:is|works|teaches|heads|leads|runs)\b))"
)
_AGE: Final = re.compile(r"(?:aged )?\d\d, |who (?:is |heads |leads |runs )?")
_TAIL_STOP: Final = re.compile(
    r"[;:!?()\n\"“”—–]|\.\s(?<![A-Z]\.\s)|\.$|\b(?:added|said|says|told|wrote|tells|warned|argued|explained|noted|has|have|had"
    r"|was|were|whose|which|that|when|where|while)\b"
)
_LINK: Final = re.compile(
    r",? and (?:is )?(?=(?:an?|the|now|current(?:ly)?|also|its?) )|, (?=(?:an?|the|now|currently) )"
    r"|,? (?:and )?(?=former )"
)
_HEADED: Final = re.compile(
    r"\b(?:of|at|for|with|heads|leads|runs|from|in)\s+(?:the |an? )?(?:[a-z][a-z’'-]+ ){0,4}$"
)
_PREPOSITION: Final = re.compile(r"\b(?:of|at|for|with|from|in|to|on|who)\b")
_FROM: Final = re.compile(r"\b(?:from|in) (?:the )?$")
_STAFF: Final = re.compile(
    r"(?:spokes\w+|advis[eo]r|aide|envoy|lawyer|attorney|secretary|chief of staff) (?:of|for|to) (?:\w+ ){0,3}$"
)
_DIRECT: Final = re.compile(r" (?:of|at|from|with) (?:the )?")
_PLACED: Final = re.compile(r"-(?:[a-z]+ed|born|era|held|led|run)$")
_GAP: Final = re.compile(r"(?P<own>[’']s?)? ?(?P<role>(?:[\w&’'.-]+ ){0,6}?(?:[\w&’'.-]+)?)(?:, ?| )?")
_PAST: Final = frozenset(
    {"ex", "former", "formerly", "late", "once", "onetime", "one-time", "retired", "then"}
)
_LOCAL: Final = frozenset({"gov", "governor", "mayor"})
_AGAINST: Final = frozenset(
    {"dissident", "exiled", "human", "opposition", "rebel", "rights", "separatist", "tribal", "union"}
)
_ON: Final = re.compile(r"(?:-| (?!(?:and|as|at|for|has|in|is|on|or|said|says|told|was|who|wrote)\b)[a-z])")
_TRADE: Final = re.compile(r"^spokes|(?:[eo]r|ist|ant|ian|man|woman)$")
_ORGAN: Final = re.compile(
    r"(?:[’']s?)? (?:[a-z-]+ ){0,5}?(?:agency|army|cabinet|bank|court|department|embassy|government|military|ministry"
    r"|forces|mission|navy|parliament|police|regulator|senate)\b"
)
_RANKED: Final = frozenset({"rear", "ret", "staff", "vice"})
_EXECUTIVE: Final = frozenset(
    {
        "ceo", "cfo", "coo", "cto", "chief", "director", "executive", "financial", "general", "head", "legal",
        "managing", "marketing", "officer", "operating", "operations", "policy", "president", "product", "technology",
    }
)  # fmt: skip
"""Words of the titles in a company, capitalised as in "Harbour Works Chief Operating Officer Jan Novotny"."""


def employer(n: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country or body that the words around one naming of a person give."""
    start = _name_start(n, place)
    found = (
        _in_title(n, start, place, catalog)
        or _in_front(n, place, catalog)
        or _after(n, start, place, catalog)
    )
    return None if found == n.name else found


def _name_start(n: Naming, place: Place) -> int:
    """Where the name proper begins after its titles."""
    parts = n.name.split(" ")
    for part in (parts[0], parts[-1]):
        at = place.text.find(part, n.start, n.end)
        if at >= 0:
            return at
    return n.start


def _in_title(n: Naming, start: int, place: Place, catalog: Catalog) -> str | None:
    """ "Bordurian Foreign Minister Jan Novotny", "Harbour Works CEO Jan Novotny": what stands before the title."""
    words, before = place.words, place.text[n.start : start].split(" ")
    roles: list[str] = []
    kept = [word for word in before if word]
    ends = {m.end for m in around(place, n.start, start) if m.via != "title"}
    while kept:
        word = folded(kept[-1])
        if n.start + len(" ".join(kept)) in ends and word not in words.titles:
            break  # "White House Director Jan Novotny"
        if not (
            word in words.titles or word in words.persons or word in words.departments or word in words.modifiers
            or word in _EXECUTIVE or word in _RANKED or (roles and word in ("of", "for", "and", "&"))
        ):  # fmt: skip
            break
        roles.append(word)
        kept.pop()
    if kept and kept[0] in ("of", "for"):
        return None
    owner = " ".join(kept)
    if not owner or not roles or folded(kept[0]) in _PAST:
        return None
    end = n.start + len(owner)
    inside = [m for m in around(place, n.start, end) if m.end <= end + 2]
    if any(m.actor.kind == "person" for m in inside) or "by" in kept:
        return None
    last = inside[-1] if inside else None
    if last is not None and last.actor.kind in ("country", "bloc"):
        whole = last.start <= n.start + 1 and last.end >= end - 2
        office = words.state_roles.intersection(roles) - _EXECUTIVE
        if whole or ((office or last.via == "demonym") and folded(kept[-1]) not in words.bodies):
            return _state(last, roles, place, catalog)
    if last is not None and last.actor.kind not in ("country", "bloc") and last.end >= end - 2:
        return catalog.side_of(last.actor, place.on)
    body = Naming(n.start, end, re.sub(r"[’']s?$", "", owner), "other")
    if len(kept) == 1 and not (owner.isupper() or body.name in place.people.named):
        return None
    return state_of(body, place, catalog) or body.name


def _state(m: Mention, roles: list[str], place: Place, catalog: Catalog) -> str | None:
    """The country where one of the words is an office of a state that is held now."""
    ahead = [folded(word) for word in place.text[max(0, m.start - 24) : m.start].split(" ")[-3:] if word]
    if not place.words.state_roles.intersection(roles) or _AGAINST.intersection(roles):
        return None
    if m.via == "metonym" and _LOCAL.intersection(roles):
        return None  # "Arport Governor Jan Novotny"
    if _PAST.intersection(roles) or _PAST.intersection(ahead):
        return None
    return catalog.side_of(m.actor, place.on)


def _in_front(n: Naming, place: Place, catalog: Catalog) -> str | None:
    """ "Bordurian lawmaker", "Radio Delta's", "Harbour Works economist" in front of the run of the name."""
    begin = max(0, n.start - _LEAD)
    for stop in _LEAD_STOP.finditer(place.text, begin, n.start):
        begin = stop.end()
    title = [folded(word) for word in place.text[n.start : _name_start(n, place)].split(" ") if word]
    for start, end, m, other in _owners(begin, n.start, place):
        if place.text[max(0, start - 4) : start].endswith(" to "):
            continue  # "ambassador to Borduria"
        gap = _GAP.fullmatch(place.text, end, n.start)
        if gap is None:
            return None
        roles = [folded(word) for word in gap.group("role").split(" ") if word] + title
        if m is not None:
            return _state(m, roles, place, catalog)
        if other is None or not (roles or gap.group("own")):
            return None
        if _PAST.intersection(roles):
            return None
        if gap.group("own") or any(_is_role(role, place) for role in roles):
            return _body(other, place, catalog)
        return None
    return None


def _is_role(word: str, place: Place) -> bool:
    words = place.words
    known = word in words.persons or word in words.titles or word in words.anonymous_heads
    return known or _TRADE.search(word) is not None


def _owners(begin: int, end: int, place: Place) -> Iterator[tuple[int, int, Mention | None, Naming | None]]:
    """Countries and bodies named in [begin, end), the last one first; a country within a body's name is the body."""
    others = [
        o
        for o in place.people.within(begin, end)
        if o.sort == "other"
        and o.end <= end
        and not _PLACED.search(o.name)
        and place.text[o.start - 1] != "@"
    ]
    found: list[tuple[int, int, Mention | None, Naming | None]] = []
    for m in around(place, begin, end):
        if m.actor.kind in ("country", "bloc") and m.end <= end:
            within = any(
                o.start <= m.start
                and m.end <= o.end
                and (o.actor is None or o.actor.kind not in ("country", "bloc"))
                for o in others
            )
            if not within:
                found.append((m.start, m.end, m, None))
    for o in others:
        if o.actor is None or o.actor.kind not in ("country", "bloc"):
            found.append((o.start, o.end, None, o))
    return iter(sorted(found, key=lambda one: (-one[1], one[0])))


def _body(other: Naming, place: Place, catalog: Catalog) -> str | None:
    if other.actor is not None:
        return catalog.side_of(other.actor, place.on)
    return state_of(other, place, catalog) or other.name


def _after(n: Naming, start: int, place: Place, catalog: Catalog) -> str | None:
    """ "Jan Novotny, envoy of Arland", "Jan Novotny of the Harbour Board", "Jan Novotny, a fellow at Delta House"."""
    text = place.text
    direct = _DIRECT.match(text, n.end)
    if direct is not None:
        other = next(
            (o for o in place.people.within(direct.end(), direct.end() + _LEAD) if o.start == direct.end()),
            None,
        )
        ends = other is not None and not _ON.match(text, other.end)
        if (
            other is not None
            and ends
            and other.sort == "other"
            and start == n.start
            and _is_body(other, place)
        ):
            return _body(other, place, catalog)
    opened = _TAIL_OPEN.match(text, n.end)
    if opened is None:
        return None
    begin = opened.end()
    age = _AGE.match(text, begin)
    begin = age.end() if age else begin
    stop = _TAIL_STOP.search(text, begin, begin + _TAIL)
    end = stop.start() if stop else min(len(text), begin + _TAIL)
    at = begin
    for link in [*_LINK.finditer(text, begin + 1, end), None]:
        until = link.start() if link else end
        found = _in_apposition(at, until, place, catalog)
        if found is not None:
            return found
        at = link.end() if link else end
    return None


def _is_body(other: Naming, place: Place) -> bool:
    """Whether the name is a body's rather than a place's."""
    if other.actor is not None:
        return other.actor.kind not in ("country", "bloc")
    parts = other.name.split(" ")
    return (
        other.name.isupper()
        or any(folded(part) in place.words.bodies for part in parts)
        or (len(parts) > 2 and " of " not in other.name)
    )


def _in_apposition(begin: int, end: int, place: Place, catalog: Catalog) -> str | None:
    text, words = place.text, place.words
    first = _PREPOSITION.search(text, begin, end)
    head = first.start() if first else end
    roles = [folded(word) for word in text[begin:head].split(" ") if word]
    roles = [role.removesuffix("'s") for role in roles]
    if not roles or _PAST.intersection(roles):
        return None
    own = [one for one in _owners(begin, end, place) if one[1] <= head]
    for _, stop, m, other in own:
        if text[stop : stop + 1] == "-":
            continue
        if m is not None:
            state = _state(m, roles, place, catalog)
            if state is not None:
                return state
        elif other is not None and _is_role(roles[-1], place):
            return _body(other, place, catalog)
    for whom in place.people.within(head, end):  # "an adviser to Quill"
        if whom.actor is not None and whom.sort == "person" and _STAFF.search(text, begin, whom.start):
            return catalog.side_of(whom.actor, place.on)
    for start, stop, m, other in reversed(list(_owners(head, end, place))):
        through = next(
            (c.start for c in around(place, begin, start) if c.end in (start - 3, start - 2)), start
        )
        if not _HEADED.search(text, begin, through) or text[start - 1 : start] == "-":
            continue  # "at the Harbour Board", "at Arland's Harbour Board"
        if m is not None:
            organ = _ORGAN.match(text, stop, end)
            ends = not _ON.match(text, stop)
            if organ or (m.actor.kind == "bloc" and ends and m.via in ("name", "alias")):
                return catalog.side_of(m.actor, place.on)
            if ends and m.via != "demonym" and words.state_roles.intersection(roles):
                return _state(m, roles, place, catalog)
        elif (
            other is not None
            and text[stop : stop + 1] != "-"
            and (_is_body(other, place) or not _FROM.search(text, max(0, start - 12), start))
        ):
            return _body(other, place, catalog)
    return None

"""Reads from the words after a person's name the country or body for which the person speaks.

"Jan Novotny, envoy of Arland" speaks for Arland, "Jan Novotny of the Harbour Board" for the board. Words before the
name are read in `modifiers`.
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.affiliation.possessors import PAST, body, is_role, owners, state
from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.names.naming import Naming, folded
from services.extraction.domain.speakers.speaking import Place
from shared.catalog import Catalog

_NEAR: Final = 90  # characters in which a body's name ends
_TAIL: Final = 150  # characters after a name in which an apposition goes on
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
_ON: Final = re.compile(r"(?:-| (?!(?:and|as|at|for|has|in|is|on|or|said|says|told|was|who|wrote)\b)[a-z])")
_ORGAN: Final = re.compile(
    r"(?:[’']s?)? (?:[a-z-]+ ){0,5}?(?:agency|army|cabinet|bank|court|delegation|department|embassy|government|military"
    r"|ministry|forces|mission|navy|negotiating team|parliament|police|regulator|senate)\b"
)


def after(n: Naming, start: int, place: Place, catalog: Catalog) -> str | None:
    """The country or body that the words after the naming `n` give, None where they give none.

    Examples: "Jan Novotny, envoy of Arland", "Jan Novotny of the Harbour Board", "Jan Novotny, a fellow at Delta
    House". `start` is where the name proper begins, behind its titles.
    """
    text = place.text
    direct = _DIRECT.match(text, n.end)
    if direct is not None:
        other = next(
            (o for o in place.people.within(direct.end(), direct.end() + _NEAR) if o.start == direct.end()),
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
            return body(other, place, catalog)
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
    if not roles or PAST.intersection(roles):
        return None
    own = [one for one in owners(begin, end, place) if one[1] <= head]
    for _, stop, m, other in own:
        if text[stop : stop + 1] == "-":
            continue
        if m is not None:
            found = state(m, roles, place, catalog)
            if found is not None:
                return found
        elif other is not None and is_role(roles[-1], place):
            return body(other, place, catalog)
    for whom in place.people.within(head, end):  # "an adviser to Quill"
        if whom.actor is not None and whom.sort == "person" and _STAFF.search(text, begin, whom.start):
            return catalog.side_of(whom.actor, place.on)
    for start, stop, m, other in reversed(list(owners(head, end, place))):
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
                return state(m, roles, place, catalog)
        elif (
            other is not None
            and text[stop : stop + 1] != "-"
            and (_is_body(other, place) or not _FROM.search(text, max(0, start - 12), start))
        ):
            return body(other, place, catalog)
    return None

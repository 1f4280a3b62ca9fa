"""Finds the place where a step was taken ("met in Riyadh")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties.sides import TOPIC
from shared.catalog import Mention
from shared.contracts.common import Span
from shared.language import english

_KIND: Final = r"(?:capital|port|city|town|resort|village)(?: city)?(?P<of> of)?,?"
PART: Final = (
    r"(?:(?!\w+day\b)[A-Z][\w’'-]+|(?:el|al|ash|a|an|as)-[A-Z][\w’'-]+|(?:de|del|al|el|es|da|do)(?= [A-Z]))"
)
"""A further word of a place's name, with the articles that stay small in it ("Sharm el-Sheikh", "Dar es Salaam")."""
_PLACE: Final = re.compile(
    rf"\b(?:in|at|near|to) (?:the |a )?(?:(?:[a-z]+ ){{0,2}}{_KIND} )?(?P<place>(?:[A-Z][\w’'.-]+)(?: {PART})*)"
)
_CITY_AFTER: Final = re.compile(rf"\s{_KIND}\s(?P<city>[A-Z][\w’'-]+(?: {PART})*)")
_NOT_PLACES: Final = re.compile(
    rf"^(?:{english.MONTH}|{english.WEEKDAY}|U\.?S|EU|U\.?N|United Nations|Mr|Mrs|Ms|President|Prime|Congress"
    r"|Parliament|God|English|Trump|Twitter|Group|G-?\d+)\b|^(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_NO_PLACES: Final = frozenset({"person", "media", "bloc"})
"""Kinds of actors whose names are not places: they meet, or report ("a NATO summit"). Their seats are places."""
_TOLD_TO: Final = re.compile(
    r"\b(?:according|told|tell(?:s|ing)?|sa(?:id|ys?|ying)|sp(?:oke|eaks?|eaking|oken)|talk(?:s|ed|ing)?|wr(?:ote|iting|itten)|added"
    r"|confirmed)\s$"
)
"""Before "to" with the name of an addressee ("spoke to")."""
_MATTERS: Final = re.compile(
    r"\b(?:everything|anything|matters|issues|topics|subjects|themes|rang(?:e|es|ed|ing))\b[^.;:]{0,30}\bfrom\b[^.;:]{0,80}$"
)
"""Before a matter talked about ("everything from trade to Peru")."""
_QUOTED: Final = re.compile(r"“[^”\n]*”|(?<!\w)\"[^\"\n]*\"(?!\w)")
_FORMAT: Final = re.compile(
    r"\s(?:[a-z]+\s)?(?:formats?|process|group(?:ing)?|mechanism|framework)\b", re.IGNORECASE
)
"""After a name for those who meet, or for how they do ("in the Normandy format")."""
_FORMATS: Final = re.compile(r"\s(?:Format|Process|Group(?:ing)?|Mechanism|Framework)$")
_APART: Final = re.compile(r"\b(?:amid|(?<!such )as(?! (?:well|part|an?)\b))\s")
"""Between the clause of the deed and another before it."""
_GOING: Final = re.compile(
    r"\b(?:met|meet\w*|gather\w*|arriv\w+|visit\w*|talks|summit|host\w*|travel\w*|flew|flown|fly|welcom\w+|receiv\w+"
    r"|negotiat\w+|conven\w+|delegat\w+|held|conference|attend\w*|join\w*)\b",
    re.IGNORECASE,
)
"""In that other clause, words that may name the place of the deed, too ("arrived in Lima as ...")."""


def place(text: str, span: Span, mentions: Sequence[Mention], deed: Span) -> str | None:
    """The place named nearest to the deed, None where none is; `mentions` are the actors that the sentence names.

    Not a person, an outlet, a bloc, a month or a country that is only spoken of. A place given by an adjective ("in the
    Saudi capital") has no name, so None.
    """
    taken = [(m.start, m.end) for m in mentions if m.actor.kind in _NO_PLACES and m.via != "metonym"]
    taken += [found.span() for found in _QUOTED.finditer(text, *span) if not _meet(found.span(), deed)]
    best: tuple[int, str | None] | None = None
    for found in _PLACE.finditer(text, *span):
        name = found["place"].rstrip(".,'’")
        start = found.start("place")
        end = start + len(name)
        if _NOT_PLACES.match(name) or any(s <= start < e for s, e in taken):
            continue
        if (
            _FORMAT.match(text, end)
            or _FORMATS.search(name)
            or _of_other_clause(text, span, (start, end), deed)
        ):
            continue
        if TOPIC.search(text[max(0, start - 30) : start]):
            continue
        if text.startswith("to ", found.start()) and any(
            each.search(text, span[0], found.start()) for each in (_TOLD_TO, _MATTERS)
        ):
            continue
        if re.search(rf"(?<![\w’'-]){re.escape(name.lower())}(?![\w-])", text):
            # What the article writes small as well ("the War", "the war") is no place.
            continue
        where: str | None = name.removesuffix("'s").removesuffix("’s")
        city = _CITY_AFTER.match(text, end)
        if any(m.via == "demonym" and m.start <= start < m.end and end <= m.end + 2 for m in mentions):
            where = city["city"] if city else None
        elif city and city["of"]:
            where = city["city"]
        far = max(0, deed[0] - end, start - deed[1])
        if best is None or far < best[0]:
            best = far, where
    return best[1] if best else None


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _of_other_clause(text: str, span: Span, name: Span, deed: Span) -> bool:
    """Whether a name before the deed belongs to something else ("the yen slid in Tokyo amid talk of a meeting")."""
    # Where no words are known that name the deed, it is all of the sentence.
    end = deed[1] if deed[0] <= name[0] < deed[1] else max(name[1], deed[0])
    apart = _APART.search(text, name[1], end) is not None
    return apart and _GOING.search(text, span[0], name[0]) is None

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
    rf"\b(?:[Ii]n|at|near|to) (?:the |a )?(?:(?:[a-z]+ ){{0,2}}{_KIND} )?(?P<place>(?:[A-Z][\w’'.-]+)(?: {PART})*)"
)
_CITY_AFTER: Final = re.compile(rf"\s{_KIND}\s(?P<city>[A-Z][\w’'-]+(?: {PART})*)")
_NOT_PLACES: Final = re.compile(
    rf"^(?:{english.MONTH}|{english.WEEKDAY}|U\.?S|EU|U\.?N|United Nations|Mr|Mrs|Ms|President|Prime|Congress"
    r"|Parliament|Conference|Forum|Summit|God|English|Trump|Twitter|Group|G-?\d+)\b|^(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
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
_OF_OTHERS: Final = re.compile(
    r"\b(?:embass(?:y|ies)|consulates?|(?:military |air |naval )?bases?|troops|soldiers|forces|reporters|journalists"
    r"|lawmakers|senators|supporters|protest(?:s|ers)|elections?|attacks?|strikes|investments?|interests|citizens|civilians|compan(?:y|ies)|workers"
    r"|prisoners|fighters|militants|rebels|born|jailed|killed|arrested|detained|imprisoned)\s$"
)
"""Before "in" with the name of a place where something else is ("the embassy in Lima")."""
_AT: Final = re.compile(r"\bat (?:the |an? |its |their |his |her )?(?:[\w’'-]+ ){0,3}$")
"""Before what they meet at ("at the embassy in Lima")."""
_ACCESS: Final = re.compile(
    r"\b(?:access|attention|approach|threats?|answer|commitment|opposition|contribution|exports?|aid|right|addition|response"
    r"|regard|respect|thanks|due|close|related)\s$",
    re.IGNORECASE,
)
"""Before "to" with what is no goal of a journey ("access to Justice")."""
_WHO: Final = re.compile(r"\b(?:who|whose)\b")
_GOES_ON: Final = re.compile(
    r"\b(?:then|before|and|later)\s(?:[\w-]+\s){0,3}?(?:go(?:es|ing)?|went|travel\w*|fl(?:y|ies|ew|ying|own)|head(?:s|ed|ing)?"
    r"|leav(?:e|es|ing)|left|continu\w+|mov(?:e|es|ed|ing)|return\w*|depart\w*)\b"
)
"""Between the deed and where somebody goes after it ("met the emir and then flew to Lima")."""
_NEXT_CLAUSE: Final = re.compile(r"[,;:]|\s(?:and|before|after|while|when|as)\s")
_ADJECTIVE: Final = re.compile(r"-[a-z]{3,}$")
"""The end of what only says whose something is ("Peruvian-brokered")."""
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
    best: tuple[tuple[bool, int], str | None] | None = None
    for found in _PLACE.finditer(text, *span):
        name = found["place"].rstrip(".,'’")
        start = found.start("place")
        end = start + len(name)
        if _NOT_PLACES.match(name) or _ADJECTIVE.search(name) or any(s <= start < e for s, e in taken):
            continue
        if _elsewhere(text, span[0], found.start()):
            continue
        if start >= deed[1] and any(each.search(text, deed[1], start) for each in (_WHO, _GOES_ON)):
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
        # Behind the deed and in its clause it is surely the deed's ("after landing in Lima, he met the emir in Cuzco").
        apart = start < deed[1] or _NEXT_CLAUSE.search(text, deed[1], start) is not None
        far = apart, max(0, deed[0] - end, start - deed[1])
        if best is None or far < best[0]:
            best = far, where
    return best[1] if best else None


def _elsewhere(text: str, start: int, preposition: int) -> bool:
    """Whether the words before a preposition make the place behind it that of something else, or no place at all."""
    if text.startswith("to ", preposition):
        return _ACCESS.search(text, start, preposition) is not None
    other = _OF_OTHERS.search(text, start, preposition)
    return other is not None and _AT.search(text, start, other.start()) is None


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _of_other_clause(text: str, span: Span, name: Span, deed: Span) -> bool:
    """Whether a name before the deed belongs to something else ("the yen slid in Tokyo amid talk of a meeting")."""
    # Where no words are known that name the deed, it is all of the sentence.
    end = deed[1] if deed[0] <= name[0] < deed[1] else max(name[1], deed[0])
    apart = _APART.search(text, name[1], end) is not None
    return apart and _GOING.search(text, span[0], name[0]) is None

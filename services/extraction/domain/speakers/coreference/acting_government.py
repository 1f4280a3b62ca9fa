"""Finds the country that a bare "the government" belongs to.

It is the country that is the subject earlier in the same sentence, else in one of the few sentences before. Countries
named inside quotations do not count.
"""

from __future__ import annotations

import bisect
import re
from typing import Final

from services.extraction.domain.speakers import salience
from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Place, Source
from shared.catalog import Mention

_BACK: Final = 4  # sentences in which a country acts that a bare organ can be of
_ORGAN: Final = re.compile(
    r"(?:[’']s?)? (?:[a-z]+ )?(?:administration|army|authorities|cabinet|government|military|ministry|parliament"
    r"|regime)\b"
)


def acting(source: Source, place: Place, back: int = _BACK) -> Naming | None:
    """The naming of the country that last acts before the words for its organ; None if none does in the last `back`
    sentences."""
    for line in range(source.line, max(0, source.line - back), -1):
        begin = place.begins[line - 1]
        end = source.start if line == source.line else place.begins[line]
        for mention in around(place, begin, end):
            country = _country(mention, place)
            if country is not None and _acts(country, begin, place):
                return country
    return None


def _country(mention: Mention, place: Place) -> Naming | None:
    """The words for a country, with its organ."""
    if mention.actor.kind != "country":
        return None
    organ = _ORGAN.match(place.text, mention.end)
    if organ is None and mention.via == "demonym":
        return None
    end = mention.end if organ is None else organ.end()
    return Naming(mention.start, end, mention.actor.name, "other", mention.actor)


def _acts(country: Naming, begin: int, place: Place) -> bool:
    at = bisect.bisect_right(place.quote_ends, country.start)
    if at < len(place.quotes) and place.quotes[at].start <= country.start:
        return False
    standing = salience.standing(place.text, country, begin, place.quotes, place.quote_ends)
    return salience.subject(place.text, country, standing)

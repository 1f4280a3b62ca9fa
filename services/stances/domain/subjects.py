"""Puts a side's name into a sentence: "the United States imposes", "the Taliban resume their attacks"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_BODIES: Final = (
    "Agency|Alliance|Army|Assembly|Authority|Bank|Caucus|Club|Commission|Committee|Congress"
    "|Coordination|Council|Court|Forces|Forum|Foundation|Front|Fund|Government|Group|House|Kingdom|Left"
    "|League|Movements?|Nations|Organi[sz]ation|Parliament|Party|Programme|Rally|Region|Republic"
    "|Reserve|Senate|Union|opposition"
)
"""What bodies are called by a common noun, which wants an article."""
_WITH_ARTICLE: Final = re.compile(
    rf"^(?:.*\b)?(?:{_BODIES})(?: (?:of|for)\b.*)?$"
    r"|^United (?:States|Arab Emirates)$|^(?:Bahamas|Gambia|Maldives|Netherlands|Philippines|Vatican)$"
    r"|^(?:Taliban|Houthis|Islamic State|Bundesbank|Bundestag|Eurogroup|Knesset|Kuomintang|Majlis|Sejm|State Duma"
    r"|Verkhovna Rada|Japanese Diet|Liberal Democrats|E3|EU|UN|PKK|FARC|ELN|IMF|WHO|WTO)$"
)
_MANY: Final = re.compile(
    r"(?:^| )(?:Taliban|Houthis|Forces|Democrats|Republicans|rebels|separatists)$", re.I
)


class Subject(NamedTuple):
    """A side as the subject of a sentence, with what agrees with it."""

    name: str
    """With its article, as within a sentence."""
    agreeing: dict[str, str]
    """What `{s}`, `{es}`, `{it}`, `{its}`, `{is}` and `{was}` of a wording stand for."""

    @property
    def opening(self) -> str:
        """The name as it opens a sentence."""
        return self.name[:1].upper() + self.name[1:]


def subject(side: str) -> Subject:
    """`the European Union` … `it`; `the Taliban` … `they`; `China` … `it`."""
    many = bool(_MANY.search(side))
    agreeing = (
        {"s": "", "es": "", "it": "they", "its": "their", "is": "are", "was": "were"}
        if many
        else {"s": "s", "es": "es", "it": "it", "its": "its", "is": "is", "was": "was"}
    )
    if side.startswith("The "):
        return Subject(f"the {side[4:]}", agreeing)
    return Subject(f"the {side}" if _WITH_ARTICLE.match(side) else side, agreeing)

"""Finds who takes a step, by the names in its clause: the first before the verb, or the one after "by"."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from shared.catalog import Catalog, Matcher

_PLACE: Final = re.compile(
    r"(?:^|\W)(?:in|on|against|from|to|with|for|of|at|into|near|between|towards?|over|than)(?: the)? $",
    re.IGNORECASE,
)
"""What stands behind these has it done to it, or is where it is done."""
_GOODS: Final = re.compile(
    r"(?:['’]s?)?(?:[ -][\w-]+)?[ -](?:goods|imports?|products|exports?|compan(?:y|ies)|firms|steel|cars|border|"
    r"adviser|aide)\b",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r"(?:['’]s?)? ?(?:(?:is|was|are|were|has|have|will|administration) )*")
_BY: Final = re.compile(r"(?:^|\W)by(?: the| [\w-]+)? $", re.IGNORECASE)
_SAID: Final = re.compile(
    r"\b(?:says?|said|told|tells?|tweet(?:s|ed)?|wrote|confirm(?:s|ed)?)\b", re.IGNORECASE
)
_JOINED: Final = re.compile(r",? ?(?:and |& )?(?:the )?|[-/–]")
_BOTH: Final = re.compile(
    r"\b(?:the two|both|two) (?:leaders|sides|countries|presidents|governments|nations|economies|men|parties)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_CAPITALS: Final = 0.7
"""Share of a title's words with a capital from which capitals show no names."""


class Names:
    """Who is named in a clause, by the catalog and the day. Made once and kept by the caller."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._matcher = Matcher(catalog)

    def doers(self, clause: str, at: int, parties: Collection[str], on: date) -> tuple[str, ...]:
        """The parties that do what the words from `at` on tell; none where no party is named for it, or where they are
        about what is another's ("eliminating the island's duties")."""
        found = self._doers(clause, at, parties, on)
        for start, end, party in self._mentioned(clause, parties, on):
            if start >= at and party not in found and clause[end : end + 2] in ("'s", "’s"):
                return ()
        if not found and len(parties) == 2 and _BOTH.search(clause[:at]):
            return tuple(sorted(parties))
        return found

    def _doers(self, clause: str, at: int, parties: Collection[str], on: date) -> tuple[str, ...]:
        named = self.named(clause, parties, on)
        if by := next(
            (party for start, _, party in named if start >= at and _BY.search(clause[:start])), None
        ):
            return (by,)
        before = [each for each in named if each[0] < at]
        # "A pledge tied to the island lifting its tolls": whoever stands right before the deed does it.
        if before and _BESIDE.fullmatch(clause[before[-1][1] : at]):
            last = len(before) - 1
        else:
            said = max((found.end() for found in _SAID.finditer(clause[:at])), default=0)
            acting = [i for i, (start, *_) in enumerate(before) if not _PLACE.search(clause[:start])]
            told = [i for i in acting if before[i][0] >= said] or acting
            if not told:
                return ()
            last = told[0]
            while last + 1 < len(before) and _JOINED.fullmatch(clause[before[last][1] : before[last + 1][0]]):
                last += 1
        first = last
        while first and _JOINED.fullmatch(clause[before[first - 1][1] : before[first][0]]):
            first -= 1
        return tuple(dict.fromkeys(party for *_, party in before[first : last + 1]))

    def named(self, clause: str, parties: Collection[str], on: date) -> list[tuple[int, int, str]]:
        """Where a name stands that is one of the parties' that day, and whose; not where only its goods are meant."""
        return [each for each in self._mentioned(clause, parties, on) if not _GOODS.match(clause, each[1])]

    def _mentioned(self, clause: str, parties: Collection[str], on: date) -> list[tuple[int, int, str]]:
        return [each for each in self._all(clause, on) if each[2] in parties]

    def _all(self, clause: str, on: date) -> list[tuple[int, int, str]]:
        return [
            (mention.start, mention.end, self.catalog.side_of(mention.actor, on))
            for mention in self._matcher.mentions(clause, on)
        ]

    def headline(self, title: str, on: date) -> str:
        """The title with capitals for names alone, where every word has one."""
        words = [found for found in _WORD.finditer(title) if len(found.group()) > 3]
        if sum(found.group()[0].isupper() for found in words) < _CAPITALS * len(words):
            return title
        known = [(m.start, m.end) for m in self._matcher.mentions(title, on)]

        def lowered(found: re.Match[str]) -> str:
            word = found.group()
            named = any(start <= found.start() < end for start, end in known)
            return word if named or self._matcher.mentions(word, on) else word.lower()

        return _WORD.sub(lowered, title)

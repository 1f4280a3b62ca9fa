"""Computes features for how the sides in a statement are known to stand on a question.

Sides known to want something mostly say so again, in whatever words; only words to the contrary outweigh that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from services.extraction.domain.judging.bearing import GROUPS, Said
from services.extraction.domain.judging.leanings import Case
from shared.catalog import Question

_OF_STANDS: Final = re.compile(r"usual|(?:^|&)named[+-]")
"""In the names of the numbers that `features` gives."""


def features(
    question: Question, said: Said, named: Collection[str], told: Mapping[str, float]
) -> Mapping[str, float]:
    """Features by name, zeros left out; names that end in + or - speak for or against.

    `named` are the sides in the words, `told` the features of `bearing.features`.
    """
    group = GROUPS.get(said.position, said.position)
    own = question.usual(said.side)
    others = sum(question.usual(side) for side in named if side != said.side)
    out = {"usual:unknown": float(own == 0)}
    for sign, mark, contrary in ((1, "+", "-"), (-1, "-", "+")):
        holds, meets = float(own == sign), float(others * sign > 0)
        out |= {
            f"usual{mark}": holds,
            f"{group}&usual{mark}": holds,
            f"named{mark}": meets,
            f"{group}&named{mark}": meets,
            f"usual&told{mark}": holds * told.get(f"told{mark}", 0.0),
            f"usual&untold{mark}": holds * told.get(f"told{contrary}", 0.0),
            f"usual&raw{mark}": holds * told.get(f"raw{mark}", 0.0),
        }
    return {name: value for name, value in out.items() if value}


def contrary(question: Question, said: Said, told: Mapping[str, float]) -> int:
    """The direction (1 for, -1 against) in which a side speaks of its own deed throughout, if against its usual stand;
    else 0."""
    own = question.usual(said.side)
    mark, other = ("-", "+") if own > 0 else ("+", "-")
    if not own or told.get(f"only_words{other}"):
        return 0
    return -own if all(told.get(name) for name in ("own", f"all_told{mark}", f"governed{mark}")) else 0


def blanked(case: Case) -> Case:
    """The same as if nothing were known of where sides stand: neither their usual stands, nor what was learnt of the
    side that speaks, nor the words that sides use of the question."""
    kept = {name: value for name, value in case.features.items() if not _OF_STANDS.search(name)}
    return Case({**kept, "usual:unknown": 1.0}, question=case.question, phrases=case.phrases)

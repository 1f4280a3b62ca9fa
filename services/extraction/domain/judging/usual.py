"""A statement and a question come in; how the sides in it are known to stand on the question goes out, as numbers.

Who is known to want a thing mostly says so again, in whatever words; only words that say the contrary outweigh that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from services.extraction.domain.judging.bearing import GROUPS, Said
from shared.catalog import Question


def features(
    question: Question, said: Said, named: Collection[str], told: Mapping[str, float]
) -> Mapping[str, float]:
    """Numbers by name, nought left out; those that end in + or - speak for or against. `named` are the sides in the
    words, `told` the numbers of `bearing.features`."""
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

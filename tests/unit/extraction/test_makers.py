"""Which party makes a demand or a threat that a statement tells."""

from __future__ import annotations

from datetime import date

import pytest

from services.extraction.domain.makers import maker
from services.extraction.domain.milestones.model import ReadMilestone
from shared.catalog import Matcher, load

DAY = date(2025, 5, 20)


@pytest.mark.parametrize(
    ("words", "teller", "expected"),
    [
        ("Chile must leave the border zone at once, Peru demanded", "Peru", None),
        ("Peru demanded that Chile leave the border zone", "Peru", "Peru"),
        ("The Peruvian minister said they had warned Chile", "Peru", "Peru"),
        ("The Peruvian minister warned Chile of a blockade", "Chile", None),
        ("They must leave the border zone at once", "Peru", "Peru"),
        ("They must leave the border zone at once", None, None),
        ("Brazil said that Peru must leave the border zone", "Brazil", None),
    ],
)
def test_the_teller_makes_it_where_no_other_party_is_named_before(
    words: str, teller: str | None, expected: str | None
) -> None:
    """One that is warned can tell of it."""
    catalog = load()
    read = ReadMilestone(
        type="threat_or_ultimatum", status="happened", parties=("Chile", "Peru"), mediators=(), people=(),
        spans=((0, len(words)),), date=None, rule="learned", confidence=0.6, teller=teller,
    )  # fmt: skip
    assert expected == maker(read, Matcher(catalog).mentions(words, DAY), catalog)

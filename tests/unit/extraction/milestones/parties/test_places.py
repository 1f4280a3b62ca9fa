"""Where a step was taken: the place named beside it, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from services.extraction.domain.milestones.parties import places
from shared.catalog import Matcher, load

MATCHER = Matcher(load())


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The ministers met in Geneva on Monday. The war goes on.", "Geneva"),
        ("He promised an END to the War when the ministers met. The war goes on.", None),
        ("The ministers met in May.", None),
        ("The ministers met in Doha Monday.", "Doha"),
        ("The ministers met in Sharm el-Sheikh on Monday.", "Sharm el-Sheikh"),
        ("The ministers met in the resort of Sharm el Sheikh on Monday.", "Sharm el Sheikh"),
        ("The ministers met in the Red Sea resort of Sharm el-Sheikh.", "Sharm el-Sheikh"),
        ("The ministers met in the Amur-Mekong format on Monday.", None),
        ("The ministers met in the Normandy Format in Paris.", "Paris"),
        ("The ministers met in the Amur-Mekong working group.", None),
        ("Shares slid in Lima amid talk of what came of it when the ministers met on Monday.", None),
        ("Crowds arrived in Lima as the ministers met on Monday.", "Lima"),
        ("The ministers met in Sept. for talks.", None),
        ("The ministers met on Tuesday, according to Bergland Radio.", None),
        ("The ministers met on Monday, one of them told The Bergland Times, and parted.", None),
        ("The ministers met in the United Nations building.", None),
        ("The ministers met to talk of everything from trade to fishing to Peru.", None),
        ("The ministers met to talk of everything from trade to fishing in Lima.", "Lima"),
        ("The ministers met and said “we will go to Lima” on Monday.", None),
        ("“The ministers met in Lima on Monday,” she said.", "Lima"),
        ("The ministers met in Mar del Plata on Monday.", "Mar del Plata"),
        ("The ministers met in the alpine town of Davos, Switzerland, on Monday.", "Davos"),
        ("Shortly after landing in Lima, the ministers met the emir in Cuzco.", "Cuzco"),
        ("In Lima, the ministers met the emir and spoke of bread.", "Lima"),
        ("The ministers met and agreed to a Peruvian-brokered truce in the Ostia-run valley.", None),
        ("The ministers met to speak of the opening of an embassy in Lima.", None),
        ("The ministers met at the embassy in Lima.", "Lima"),
        ("The ministers met and spoke of access to Justice for all.", None),
        ("The ministers met at a Conference on Access to Justice.", None),
        ("The ministers met the envoy who had signed the pact in Lima.", None),
        ("The ministers met on Monday and then flew to Lima.", None),
        ("The ministers met, as one of them told reporters in Lima.", None),
    ],
)
def test_place_of_a_meeting(text: str, where: str | None) -> None:
    """What the article writes small as well is no place, nor is a month."""
    sentence = (0, text.index(".") + 1)
    at = text.index("met")
    assert places.place(text, sentence, (), (at, at + 3)) == where


def test_a_place_of_another_clause_where_the_deed_is_not_known() -> None:
    """The sentence tells of a meeting, and its words do not say where that is told."""
    text = "The yen slid in Tokyo amid talk of what the ministers might say to each other on Friday."
    sentence = (0, len(text))
    assert places.place(text, sentence, (), sentence) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The ministers met on Monday at a NATO summit.", None),
        ("The ministers met on Monday at NATO headquarters in Brussels.", "Brussels"),
        ("The ministers met on Monday and sent word to Reuters.", None),
        ("The ministers met on Monday at the White House.", "White House"),
    ],
)
def test_who_meets_or_tells_of_it_is_no_place(text: str, where: str | None) -> None:
    """Names of blocs, bodies and outlets that the catalog knows are none."""
    at = text.index("met")
    mentions = MATCHER.mentions(text, date(2025, 2, 12))
    assert places.place(text, (0, len(text)), mentions, (at, at + 3)) == where

"""A club's summit is its own; aid is let in for who brings it."""

from datetime import date

import pytest

from services.extraction.domain.milestones.parties import gatherings, relief
from services.extraction.domain.milestones.parties.sides import ACTS, sides
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 12)


def named(text):
    return sides(text, MATCHER.mentions(text, DAY), CATALOG, DAY)


@pytest.mark.parametrize(
    ("text", "club"),
    [
        ("The NATO summit in The Hague ended on Wednesday.", ("NATO",)),
        ("Finance ministers of the Group of Seven will meet in Banff in May.", ("G7",)),
        ("Macron will attend a meeting of the G20 in Brazil.", ("G20",)),
        ("Macron met Modi at the G7 summit in Biarritz.", ()),
        ("Macron said after talks with Modi at the G20 summit that he was glad.", ()),
        ("The G7 condemned the attack.", ()),
    ],
)
def test_whose_summit_it_is(text, club):
    """Where others meet each other there, it is not the club's."""
    assert club == gatherings.of_club(text, (0, len(text)), (0, len(text)), named(text))


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Israel allowed trucks with food into the territory.", ("Israel", "United Nations")),
        ("On Monday, Israel announced it would let in aid.", ("Israel", "United Nations")),
        ("Kallas said that Israel had allowed some aid in.", ("Israel", "United Nations")),
        (
            "The United Nations got permission from Israel to send in trucks with aid, Egypt said.",
            ("Israel", "United Nations"),
        ),
        ("Israel allowed food in after Egypt had asked for it.", ("Israel", "United Nations")),
        ("Israel and Egypt let in aid.", ()),
        ("Iran let inspectors see where the aid had gone.", ()),
        ("Aid was let in.", ()),
    ],
)
def test_who_lets_aid_in(text, both):
    """With whom, if the sentence names nobody else."""
    assert both == relief.let_in(text, (0, len(text)), named(text))


@pytest.mark.parametrize("opening", ["On Monday, ", "Meanwhile, ", "Yesterday, "])
def test_a_country_after_the_first_words_of_a_sentence_acts(opening):
    """They are no town in it."""
    assert named(f"{opening}Japan let them in.")[0].weight >= ACTS
    assert named("They met in Osaka, Japan.")[0].weight < ACTS


@pytest.mark.parametrize(
    ("text", "name", "acts"),
    [
        ("JERUSALEM – Peru lifted its duties.", "Israel", False),
        ("Jerusalem lifted its duties – all of them.", "Israel", True),
        ("He met the Argentine pontiff.", "Argentina", False),
        ("He met the Argentine president.", "Argentina", True),
        ("EU member states agreed on it.", "European Union", True),
        ("It is an EU member state.", "European Union", False),
    ],
)
def test_who_acts(text, name, acts):
    """The town of a dateline does not, nor a pope's country, nor a club of which somebody is a member."""
    assert acts == any(side.name == name and side.weight >= ACTS for side in named(text))

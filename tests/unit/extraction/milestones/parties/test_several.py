"""Several encounters, or deeds of both sides, that one article reports are told apart."""

from datetime import date

import pytest

from services.extraction.domain.milestones.parties import doers, several
from services.extraction.domain.milestones.parties.sides import sides
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 12)


def named(text):
    return sides(text, MATCHER.mentions(text, DAY), CATALOG, DAY)


def together(text, type_):
    here = named(text)
    parties = sorted({side.name for side in here})
    return [set(each.parties) for each in several.apart(text, (0, len(text)), type_, here, parties)]


@pytest.mark.parametrize(
    ("text", "type_", "apart"),
    [
        (
            "Peru's president spoke by phone on Monday with the leaders of Chile and Bolivia, according to Brazil.",
            "call_held",
            [{"Peru", "Chile"}, {"Peru", "Bolivia"}],
        ),
        (
            "Peru's premier talked to Chile's president, and also with Bolivia's foreign minister.",
            "call_held",
            [{"Peru", "Chile"}, {"Peru", "Bolivia"}],
        ),
        (
            "Peru's president will meet with Chile's premier on Monday, then meet with Bolivia's on Tuesday.",
            "meeting_scheduled",
            [{"Peru", "Chile"}, {"Peru", "Bolivia"}],
        ),
        (
            "The leaders of Chile and Bolivia held separate talks with Peru.",
            "meeting_held",
            [{"Chile", "Peru"}, {"Bolivia", "Peru"}],
        ),
        ("Peru held a conference call with Chile and Bolivia.", "call_held", []),
        ("Peru's president met Chile's and Bolivia's premiers in Lima.", "meeting_held", []),
        (
            "Peru's president spoke with Chile's premier and plans to speak with Bolivia's.",
            "call_held",
            [{"Peru", "Chile"}, {"Peru", "Bolivia"}],
        ),
        (
            "Peru's president, after speaking to Chile's premier, would call Bolivia's premier.",
            "call_held",
            [{"Peru", "Chile"}, {"Peru", "Bolivia"}],
        ),
        (
            "Peru's president spoke to Chile's premier, who spoke with the Bolivian president.",
            "call_held",
            [{"Peru", "Chile"}, {"Chile", "Bolivia"}],
        ),
        (
            "Peru's president held talks with Chile's premier and is expected to meet in the port with Bolivia's.",
            "meeting_held",
            [{"Peru", "Chile"}],
        ),
        (
            "Peru's president held talks with Chile's premier and is expected to meet in the port with Bolivia's.",
            "meeting_scheduled",
            [{"Peru", "Bolivia"}],
        ),
        (
            "Peru's president met Chile's premier, and Brazil's met Bolivia's.",
            "meeting_held",
            [{"Peru", "Chile"}, {"Brazil", "Bolivia"}],
        ),
        (
            "Talks went on between Peru and Chile in the port, and between Brazil and Bolivia in the capital.",
            "talks_round_held",
            [{"Peru", "Chile"}, {"Brazil", "Bolivia"}],
        ),
        (
            "A meeting between Brazil, Peru and Chile followed talks between Peruvian and Bolivian envoys in the port.",
            "talks_round_held",
            [{"Peru", "Bolivia"}],
        ),
        ("Peru held talks between Chile and Bolivia.", "talks_round_held", []),
        (
            "Donald Trump will meet with Xi Jinping and Vladimir Putin at the annual summit.",
            "meeting_scheduled",
            [{"United States", "China"}, {"United States", "Russia"}],
        ),
        ("The Peruvian envoy was meeting Chilean and Bolivian officials at a summit.", "meeting_held", []),
        (
            "Peru's president will meet Chile's premier, and will travel to Bolivia to talk with Bolivia's king.",
            "meeting_scheduled",
            [{"Peru", "Chile"}, {"Peru", "Bolivia"}],
        ),
        ("Chile and Bolivia held talks with Peru.", "meeting_held", []),
    ],
)
def test_each_encounter_has_its_own_parties(text, type_, apart):
    """Calls are with one at a time unless the words make them one; meetings are if their verbs or "separate" say so."""
    assert together(text, type_) == apart


@pytest.mark.parametrize(
    ("text", "deed", "type_", "who"),
    [
        ("Peru imposed duties on Chilean wine.", "imposed", doers.MEASURE, "Peru"),
        ("Chilean wine will face Peru's new tariffs.", "face", doers.MEASURE, "Peru"),
        ("Duties on goods from Chile took effect on Monday.", "took effect", doers.MEASURE, "Peru"),
        ("Peru and Chile spoke of new duties.", "duties", doers.MEASURE, None),
        ("Peru said that duties on Chilean wine took effect.", "took effect", doers.MEASURE, "Peru"),
        ("Chile answered with duties on wool.", "answered", doers.MEASURE, "Chile"),
        ("Peru demanded that Chile withdraw.", "demanded", "demand_or_condition_stated", "Peru"),
        ("Peru and Chile met in the port.", "met", "meeting_held", None),
    ],
)
def test_who_does_it_to_whom(text, deed, type_, who):
    """Whose measure it is shows by its verb, its owner, or by on whose goods it lies; else it is left open."""
    at = text.index(deed)
    found = doers.doer(text, (0, len(text)), type_, (at, at + len(deed)), named(text), ("Chile", "Peru"))
    assert found == who


def test_deeds_of_two_sides_are_apart():
    """What is known to be of different sides is not one deed; what is not known may be."""
    assert doers.apart("Peru", "Chile")
    assert not doers.apart("Peru", None)
    assert not doers.apart("Peru", "Peru")


def test_what_took_place_is_told_from_what_is_planned_in_one_sentence():
    """By the form of each encounter's own verb, if these differ."""
    text = "Peru's president met Chile's premier and is expected to meet Bolivia's."
    assert [each.done for each in several.apart(text, (0, len(text)), "meeting_held", named(text), ())] == [
        True
    ]
    text = "Peru's president met Chile's premier, and then met Bolivia's."
    found = several.apart(text, (0, len(text)), "meeting_held", named(text), ())
    assert [each.done for each in found] == [False, False]
    text = "Peru's president spoke with Chile's premier and plans to speak with Bolivia's."
    found = several.apart(text, (0, len(text)), "call_held", named(text), ())
    assert [(each.done, each.ahead) for each in found] == [(True, False), (False, True)]

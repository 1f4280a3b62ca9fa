"""A ministry that goes without its country is whose the text or the catalog lets one know."""

import re
from datetime import date

import pytest

from services.extraction.domain.deeds.names import Named
from services.extraction.domain.deeds.offices import with_offices
from services.extraction.domain.deeds.telling import tellings
from shared.catalog import Catalog, Negotiation

CATALOG = Catalog(
    negotiations=(
        Negotiation("two", "Two", ("United States", "Arland"), (), (), (), ()),
        Negotiation("elsewhere", "Elsewhere", ("Borland", "Arland"), (), (), (), ()),
    )
)
SIDES = {"Arland": "Arland", "Port Ar": "Arland", "Borland": "Borland", "Borlandian": "Borland"}


def offices(words: str, about: str) -> list[str]:
    named = [
        Named(m.start(), m.end(), SIDES[m.group()])
        for m in re.finditer(r"Arland|Port Ar|Borland(?:ian)?", words)
    ]
    return [n.side for n in with_offices(named, words, (about,), CATALOG) if n not in named]


@pytest.mark.parametrize(
    ("words", "about", "expected"),
    [
        ("The Ministry of Commerce imposed tariffs.", "two", ["Arland"]),
        ("The commerce ministry imposed tariffs.", "two", ["Arland"]),
        ("The State Department imposed curbs.", "two", ["United States"]),
        ("The Department of Commerce imposed curbs.", "two", ["United States"]),
        ("Port Ar’s commerce ministry imposed tariffs.", "elsewhere", ["Arland"]),
        ("The Borlandian commerce ministry imposed tariffs.", "two", ["Borland"]),
        ("The Ministry of Foreign Affairs of Borland called off talks.", "two", ["Borland"]),
        (
            "Borland’s trade ministry met. The trade ministry imposed tariffs.",
            "elsewhere",
            ["Borland", "Borland"],
        ),
        ("The trade ministry imposed tariffs.", "elsewhere", []),
        ("The Department of Foreign Affairs spoke.", "elsewhere", []),
    ],
)
def test_whose_ministry_it_is(words: str, about: str, expected: list[str]) -> None:
    assert offices(words, about) == expected


def test_a_ministry_named_with_its_seat_does_what_its_country_does() -> None:
    words = "The commerce ministry in Port Ar announced on Monday it would raise tariffs on wool."
    named = with_offices([Named(26, 33, "Arland")], words, (), CATALOG)
    assert [each.sides for each in tellings(words, named, date(2025, 3, 7))] == [("Arland",)]

"""A ban, a blacklist or a sanction names its object by its words, whichever firm it is."""

from datetime import date

import pytest

from services.extraction.domain.deeds.firms import firms
from services.extraction.domain.deeds.names import Named
from services.extraction.domain.deeds.telling import tellings
from services.extraction.domain.deeds.titles import plain
from shared.catalog import Catalog, Matcher


def sides(words: str, *names: str) -> list[Named]:
    return [Named(words.index(name), words.index(name) + len(name), name) for name in names if name in words]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("blacklists the chip maker Quillon", ["Quillon"]),
        ("bars Quillon Technologies Co from buying parts", ["Quillon"]),
        ("adds Quillon to its entity list", ["Quillon"]),
        ("put the phone maker Quillon on a trade blacklist", ["Quillon"]),
        ("adds Quillon, Tarm and the app Zilp to its “entity list”", ["Quillon", "Tarm", "Zilp"]),
        ("lifted the ban on Quillon and Tarm", ["Quillon", "Tarm"]),
        ("banned Arland companies from selling parts to Borland’s Quillon Group", ["Quillon"]),
        ("allow companies to sell parts to Quillon", ["Quillon"]),
        ("eases a ban on sales to Quillon", ["Quillon"]),
        ("granted Quillon a 90-day reprieve", ["Quillon"]),
        ("lift the Quillon ban", ["Quillon"]),
        ("eases the ban that it had imposed on the phone giant Quillon", ["Quillon"]),
        ("imposed sanctions on the bank of A&B Lund", ["A&B Lund"]),
    ],
)
def test_the_name_that_the_words_of_a_curb_govern(words: str, expected: list[str]) -> None:
    assert list(firms(words, sides(words, "Arland", "Borland"))) == expected


@pytest.mark.parametrize(
    "words",
    [
        "imposed sanctions on Borland",
        "imposed sanctions on Friday",
        "lifted the ban after Quillon paid a fine",
        "banned the import of cloth in March",
        "imposed sanctions, Quillon said",
        "eased curbs on the Commerce Department",
        "blacklisted a maker of chips",
        "eased curbs for the Easter week",
    ],
)
def test_a_side_a_day_or_a_bystander_is_no_object(words: str) -> None:
    assert firms(words, sides(words, "Arland", "Borland")) == ()


def test_a_firm_of_the_catalog_goes_by_its_name_there() -> None:
    words = "blacklisted Quillon Works"
    assert firms(words, [Named(12, 25, "Quillon", firm=True)]) == ("Quillon",)
    rebels = "eased an embargo on Borlandian rebels"
    assert firms(rebels, [Named(20, 37, "Free Borland", firm=True)]) == ("Free Borland",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Arland bars Quillon from buying parts",
        "Arland blacklists the chip maker Quillon",
        "Arland adds Quillon to its entity list",
    ],
)
def test_a_curb_is_told_with_the_firm_it_falls_on(sentence: str) -> None:
    (told,) = tellings(sentence, sides(sentence, "Arland"), date(2025, 3, 7), title=True)
    assert (told.kind, told.step, told.measure.things) == ("curbs", "imposed", ("Quillon",))


def test_a_curb_told_in_the_passive_is_that_of_whom_it_is_by() -> None:
    """And nobody's where they are not named."""
    sentence = "The chip maker Quillon was blacklisted on Friday by Arland."
    (told,) = tellings(sentence, sides(sentence, "Arland"), date(2025, 3, 7))
    assert (told.sides, told.step, told.measure.things) == (("Arland",), "imposed", ("Quillon",))
    court = "Arland said that Quillon was banned by a court."
    assert tellings(court, sides(court, "Arland"), date(2025, 3, 7)) == []


def test_a_title_in_capitals_keeps_the_names_that_its_text_has() -> None:
    """Not those that the text has in small letters, too."""
    text = "In spring, Quillon sold parts. The ban hits Quillon and its Parts business, and parts get dear."
    title = "Arland Bans Quillon From Selling Parts"
    assert (
        plain(title, Matcher(Catalog()), date(2025, 3, 7), text) == "arland bans Quillon from selling parts"
    )

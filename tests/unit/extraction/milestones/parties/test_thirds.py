"""A third who offers to mediate between two others, or to host them, is no party; nor is where a group is."""

from datetime import date

import pytest

from services.extraction.domain.milestones.steps import article
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 12)


def cast(text, type_):
    """The cast of a step that the last sentence tells."""
    sentences = split(text)
    known = article.known(text, "", DAY, MATCHER.mentions(text, DAY), (), sentences, CATALOG, ())
    return article.cast_at(known, len(sentences) - 1, sentences[-1], type_)


@pytest.mark.parametrize(
    ("sentence", "type_", "mediators"),
    [
        ("The premier said that Brazil was ready to mediate.", "mediation_offered_or_accepted", {"Brazil"}),
        ("Brazil said on Monday that it was willing to help broker a pact.", "meeting_proposed", {"Brazil"}),
        ("Brazil suggested it could host a meeting on the Chilean issue.", "meeting_proposed", {"Brazil"}),
        ("Turkey, which has offered to host peace talks, is waiting.", "meeting_proposed", {"Turkey"}),
        ("Turkey hosted indirect talks on Monday.", "talks_round_held", {"Turkey"}),
        (
            "The Brazilian president said he would head to the region to appeal for an end to the violence.",
            "mediation_offered_or_accepted",
            {"Brazil"},
        ),
    ],
)
def test_who_offers_to_mediate_or_to_host_others_is_no_party(sentence, type_, mediators):
    """The parties are the two whom the article is about, though the sentence names but one of them or none."""
    found = cast(f"Peru and Chile quarrel over the sea. {sentence}", type_)
    assert (set(found.parties), set(found.mediators)) == ({"Chile", "Peru"}, mediators)


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Brazil is ready to host talks with Chile.", "meeting_proposed"),
        ("Brazil will host the Chilean president.", "meeting_scheduled"),
        ("Brazil offered to meet the Chilean president for talks.", "meeting_proposed"),
    ],
)
def test_a_host_who_meets_his_guest_is_a_party(sentence, type_):
    """Who holds the talks himself does not mediate."""
    found = cast(f"Peru and Chile quarrel over the sea. {sentence}", type_)
    assert (set(found.parties), found.mediators) == ({"Brazil", "Chile"}, ())


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Peru held talks with Afghanistan's ruling Taliban.", {"Peru", "Taliban"}),
        ("Peru held talks with Afghan Taliban envoys.", {"Peru", "Taliban"}),
        ("Peru held talks with Yemen's Iran-backed Houthis.", {"Houthis", "Peru"}),
        ("Lebanon's president held talks with Hezbollah.", {"Hezbollah", "Lebanon"}),
        ("Peru's envoy held talks with Chile.", {"Chile", "Peru"}),
    ],
)
def test_the_country_where_a_group_is_takes_no_part(text, parties):
    """Nor does who backs it."""
    assert set(cast(text, "meeting_held").parties) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Brazil urged Chile to sit down with Peru.", {"Chile", "Peru"}),
        ("Brazil's president called on Peru and Chile to resume talks.", {"Chile", "Peru"}),
        ("Brazil has encouraged its Chilean allies to talk to Peru.", {"Chile", "Peru"}),
        (
            "Turkey urged Russia to return to the negotiating table in its war on Ukraine.",
            {"Russia", "Ukraine"},
        ),
        (
            "Turkey's president visited the port. He said that Russia should restart talks on Ukraine.",
            {"Russia", "Ukraine"},
        ),
        ("Brazil's president encouraged Peru to sit down with representatives of the protesters.", {"Peru"}),
        ("Brazil urged Chile to talk to him in the port.", {"Brazil", "Chile"}),
        ("The United States urged Iran to return to talks.", {"Iran", "United States"}),
    ],
)
def test_who_urges_others_to_talk_is_no_party(text, parties):
    """Unless they are to talk with him."""
    assert set(cast(text, "meeting_proposed").parties) == parties


def test_who_takes_a_measure_against_all():
    """Is its only party, unless others are named."""
    about = "Peru and Chile have a pact."
    assert cast("Peru put new duties on imported steel.", "sanctions_imposed_or_eased").parties == ("Peru",)
    assert cast(f"{about} Duties were laid on Peru.", "sanctions_imposed_or_eased").parties != ("Peru",)


def test_measures_of_european_countries_are_those_of_their_union():
    """Though not in a meeting, where they may be any."""
    text = "European allies slapped new duties on Peru."
    deed = (text.index("slapped"), text.index(" on Peru"))
    known = article.known(text, "", DAY, MATCHER.mentions(text, DAY), (), split(text), CATALOG, ())
    found = article.cast_at(known, 0, (0, len(text)), "sanctions_imposed_or_eased", deed)
    assert found.parties == ("European Union", "Peru")


def test_who_says_it_after_a_meeting_was_there():
    """Not whom he speaks of."""
    text = "Chile will hold a vote, the Peruvian president said on Monday after speaking with Putin."
    assert cast(text, "meeting_held").parties == ("Peru", "Russia")


def test_whoever_would_seek_a_meeting_is_the_subject_of_its_clause():
    """And not who tells of it."""
    text = "Peru's minister said that Chile would seek a meeting with China."
    assert set(cast(text, "meeting_proposed").parties) == {"Chile", "China"}

"""Which negotiations a sentence concerns: general words point to none without the right sides."""

from datetime import date

import pytest

from shared.catalog import Catalog, Matcher

ON = date(2025, 11, 20)


def stamped(catalog: Catalog, matcher: Matcher, text: str, on: date = ON) -> tuple[str, ...]:
    return catalog.stamp([each.actor for each in matcher.mentions(text, on)], text, on)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("London and Dublin speak of a new start after their summit", "us-russia-arms-control"),
        ("Washington tested a hypersonic glider over the Pacific", "us-russia-arms-control"),
        ("The White House presented its missile defense budget", "us-russia-arms-control"),
        ("The US president wants North Korea to scrap its nuclear weapons", "us-russia-arms-control"),
        ("The US president wants North Korea to scrap its nuclear weapons", "iran-nuclear"),
        ("The EU promised sanctions relief for Syria", "iran-nuclear"),
        ("Russia sold enriched uranium to the United States", "iran-nuclear"),
        ("The EU signed a trade deal with India", "us-reciprocal-tariffs"),
        ("Japan and Britain updated their trade deal", "us-reciprocal-tariffs"),
        ("Britain froze its trade talks with Israel", "us-reciprocal-tariffs"),
        ("Washington may put tariffs on Mexico over fentanyl", "us-china-trade"),
        ("Canada raised its tariffs on Chinese steel", "us-china-trade"),
        ("The US hopes that phase one of the Gaza plan holds", "us-china-trade"),
        ("Washington asked for an arms embargo on South Sudan", "cuba-us"),
        ("Turkey ended its trade ties with Israel", "abraham-accords"),
        ("Saudi Arabia and Syria normalised their relations", "abraham-accords"),
        ("The EU put sanctions on Minsk after a plane was forced to land", "ukraine-war"),
        ("A storm hit Odessa, Texas, the US weather service said", "ukraine-war"),
        ("The US raised tariffs on steel and aluminum from Brazil", "nafta"),
        ("Iran reopened its embassy in Damascus", "saudi-iran"),
        ("Saudi Arabia expects two million pilgrims for the hajj", "saudi-iran"),
        ("Cyprus and the Russian Federation signed a tax treaty", "cyprus"),
        ("The EU keeps its customs union with Turkey", "brexit"),
        ("The US moved detainees to Guantanamo", "us-taliban"),
        ("Pakistan's cricketers trained in Rawalpindi", "india-pakistan"),
        ("Armenia and France signed an arms contract", "armenia-azerbaijan"),
        ("Britain sent asylum seekers to Rwanda", "drc-rwanda"),
        ("The US put tariffs on coffee from Colombia", "colombia-farc"),
        ("Serbia bought gas from Hungary", "serbia-kosovo"),
        ("The US and the EU settled their quarrel over car tariffs", "ukraine-war"),
        ("NATO thanked the United States for its new base", "ukraine-war"),
        ("Russia and the United States swapped two prisoners", "ukraine-war"),
        ("South Korea and the United States signed a trade deal", "korea-nuclear"),
    ],
)
def test_a_general_word_beside_one_party_does_not_point_to_it(
    catalog: Catalog, matcher: Matcher, text: str, wrong: str
) -> None:
    """What anybody can have (a trade deal, nuclear weapons, an embargo) needs both sides, or the side it is about."""
    assert wrong not in stamped(catalog, matcher, text)


def test_creditors_of_many_are_not_about_one(catalog: Catalog, matcher: Matcher) -> None:
    """It turns on the debtor: what the creditors do for another is another matter."""
    assert () == stamped(catalog, matcher, "The Eurogroup agreed on a bailout for Cyprus", date(2013, 3, 25))
    assert ("greek-debt",) == stamped(
        catalog, matcher, "Greece asked the Eurogroup for a bailout", date(2015, 2, 1)
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The New START limits run out in February", "us-russia-arms-control"),
        ("Moscow left the New Start treaty", "us-russia-arms-control"),
        ("Russia and the United States spoke about nuclear weapons", "us-russia-arms-control"),
        ("Iran will go on enriching uranium", "iran-nuclear"),
        ("Tehran says that its nuclear work is peaceful", "iran-nuclear"),
        ("The US bombed the site at Fordow", "iran-nuclear"),
        ("North Korea fired an ICBM", "korea-nuclear"),
        ("The United States and Japan reached a trade deal", "us-reciprocal-tariffs"),
        ("Washington and Beijing agreed to curb fentanyl", "us-china-trade"),
        ("US tariffs on Chinese goods will rise", "us-china-trade"),
        ("The US wants to keep its embargo against Cuba", "cuba-us"),
        ("Saudi Arabia is ready for ties with Israel", "abraham-accords"),
        ("Israel hopes for ties with Arab states", "abraham-accords"),
        ("The Minsk agreements were never kept", "ukraine-war"),
        ("Russia left the grain deal", "ukraine-war"),
        ("Russia and Ukraine swapped prisoners", "ukraine-war"),
        ("Washington and Moscow spoke about peace in Ukraine", "ukraine-war"),
        ("The EU widened its sanctions against Russia", "ukraine-war"),
        ("Kim met the US president", "korea-nuclear"),
        ("The two Koreas, North Korea and South Korea, reopened a phone line", "korea-nuclear"),
        ("Iran and Saudi Arabia reopened their embassies", "saudi-iran"),
        ("Canada and the US spoke about dairy quotas", "nafta"),
        ("Azerbaijan sent Armenia the text of a peace treaty", "armenia-azerbaijan"),
        ("Armenia is ready to sign the peace treaty", "armenia-azerbaijan"),
        ("Rwanda denied that it arms rebels over the border", "drc-rwanda"),
        ("Colombia went back to peace talks", "colombia-farc"),
        ("Serbia spoke with Kosovo about licence plates", "serbia-kosovo"),
    ],
)
def test_the_right_sides_with_a_word_point_to_it(
    catalog: Catalog, matcher: Matcher, text: str, right: str
) -> None:
    """Both sides with a topic, or the side that it turns on with a word, or a name of its own."""
    assert right in stamped(catalog, matcher, text)

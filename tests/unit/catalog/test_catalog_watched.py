"""The negotiations that are watched: sentences that each must catch, and some beside the matter that it must not."""

from datetime import date

import pytest

from shared.catalog import Catalog, Matcher

LONGEST = 60
"""Characters."""
MEANT = [
    ("afghanistan-pakistan", "2025-10-20", "Kabul and Islamabad reopened the border crossing at Torkham."),
    ("argentina-debt", "2022-03-04", "Argentina and the International Monetary Fund agreed on a new loan."),
    ("catalonia", "2017-09-20", "Madrid will not allow the Catalan independence vote, Rajoy said."),
    ("china-india", "2020-07-06", "Chinese troops pulled back from the Galwan valley, India said."),
    ("cyprus", "2017-01-12", "The Turkish Cypriot leader wants a bizonal federation."),
    ("ethiopia-eritrea", "2018-06-06", "Ethiopia will hand the town of Badme to its neighbour."),
    ("eu-china-trade", "2024-10-30", "Beijing said that the EU must drop its anti-subsidy duties."),
    ("eu-mercosur", "2024-12-06", "The EU-Mercosur agreement is concluded, von der Leyen said."),
    (
        "eu-switzerland",
        "2021-05-26",
        "Switzerland told the EU that it will not sign the framework agreement.",
    ),
    ("eu-uk", "2025-05-19", "Britain and the EU extended their arrangement on fishing by twelve years."),
    ("eu-western-balkans", "2020-03-24", "The EU opens accession talks with Albania."),
    ("georgia-russia", "2014-11-24", "Moscow signed a treaty with Abkhazia."),
    ("greece-turkey", "2020-08-12", "Athens demanded that Turkey call the Oruc Reis back."),
    ("greek-debt", "2015-06-28", "Greece called a vote on the bailout."),
    ("greenland", "2025-03-28", "Copenhagen said that nobody will take over Greenland."),
    ("guyana-venezuela", "2023-12-14", "Georgetown insists that the court decides about the Essequibo."),
    ("haiti", "2024-06-25", "Kenyan police landed in Haiti to fight the gangs."),
    ("hong-kong", "2019-09-04", "Carrie Lam withdrew the extradition bill, Hong Kong radio said."),
    ("iraq-kurdistan", "2017-09-25", "Baghdad and Erbil did not agree on the referendum."),
    (
        "japan-south-korea",
        "2018-10-30",
        "Seoul's top court told the firm to pay for wartime forced labour in Japan.",
    ),
    ("kyrgyzstan-tajikistan", "2021-04-30", "Kyrgyzstan and Tajikistan agreed on a truce at their border."),
    ("macedonia-name", "2018-06-17", "Athens and Skopje signed the Prespa agreement."),
    ("mali", "2015-06-20", "The Tuareg groups signed the agreement with Bamako."),
    ("moldova-transnistria", "2024-02-28", "Tiraspol asked Russia for protection, Moldova said."),
    ("mozambique", "2019-08-06", "Renamo will hand in its weapons."),
    ("nile-dam", "2020-07-15", "Egypt wants a binding agreement about the filling of the dam."),
    ("northern-ireland", "2024-01-30", "The DUP agreed to a return to Stormont."),
    ("pandemic-treaty", "2025-05-20", "The assembly adopted the pandemic agreement."),
    ("philippines-peace", "2014-03-27", "Manila signed the Bangsamoro agreement."),
    ("plastics-treaty", "2024-12-01", "Saudi Arabia would not have a limit on plastic production."),
    ("qatar-blockade", "2017-06-05", "Bahrain cut its ties with Qatar."),
    ("somalia-somaliland", "2024-01-01", "Ethiopia signed a port deal with Hargeisa."),
    (
        "south-china-sea",
        "2024-06-17",
        "A Chinese ship rammed a boat at the Second Thomas Shoal, Manila said.",
    ),
    ("sri-lanka-debt", "2023-03-20", "The IMF approved a loan to Sri Lanka."),
    ("taiwan-strait", "2022-08-04", "Beijing practised a blockade of Taiwan."),
    ("thailand-cambodia", "2025-07-28", "Thailand and Cambodia agreed on a ceasefire."),
    ("us-bilateral-trade", "2019-09-25", "Washington and Tokyo signed a trade agreement."),
    ("western-sahara", "2020-11-13", "The Polisario said that it no longer keeps to the truce."),
]

BESIDE = [
    ("afghanistan-pakistan", "2025-10-20", "Pakistan and Afghanistan play for the cup on Sunday."),
    ("argentina-debt", "2022-03-04", "The International Monetary Fund lent money to Egypt."),
    ("catalonia", "2017-08-17", "Spanish police searched a flat in Barcelona after the attack."),
    ("china-india", "2020-07-06", "China and India buy more oil than last year."),
    ("cyprus", "2013-03-25", "Cyprus closed one of its banks."),
    ("ethiopia-eritrea", "2021-03-25", "Eritrean soldiers were seen in Tigray."),
    ("eu-china-trade", "2018-06-01", "The EU and China complained about tariffs on their steel."),
    ("eu-switzerland", "2015-03-20", "The EU's envoy met the Iranians in Switzerland."),
    ("eu-uk", "2022-02-24", "Britain and the EU condemned the invasion."),
    ("eu-western-balkans", "2022-06-23", "The EU made Ukraine a candidate for accession."),
    ("greece-turkey", "2015-11-24", "Ankara complained of Russian violations of its airspace."),
    ("greek-debt", "2016-03-08", "Greece sent ferries to the islands for the refugees."),
    ("greenland", "2016-05-01", "The ice on Greenland melts faster, American researchers found."),
    ("haiti", "2010-01-13", "An earthquake struck Haiti."),
    ("iraq-kurdistan", "2014-08-08", "Iraq asked the Peshmerga for help against Islamic State."),
    ("japan-south-korea", "2017-09-03", "Japan and South Korea condemned the missile test."),
    ("mali", "2018-07-15", "Mali won the match."),
    ("nile-dam", "2019-01-10", "Egypt wants more tourists to sail on the Nile."),
    ("northern-ireland", "2018-11-14", "The backstop keeps Northern Ireland in the customs union."),
    ("plastics-treaty", "2024-10-01", "The United States recycles little plastic."),
    ("qatar-blockade", "2018-12-05", "Saudi Arabia keeps its blockade of Yemen."),
    ("somalia-somaliland", "2017-10-14", "A bomb killed hundreds in Mogadishu, Somalia said."),
    ("south-china-sea", "2019-07-11", "The United States keeps freedom of navigation in the Gulf."),
    ("taiwan-strait", "2019-05-12", "The harbour is part of China's Belt and Road plan."),
    ("taiwan-strait", "2023-10-17", "Washington stopped the sale of chips to China that are made in Taiwan."),
    ("thailand-cambodia", "2025-04-02", "Thailand, Cambodia and Vietnam fear the tariffs."),
    ("us-bilateral-trade", "2025-06-01", "Washington and Tokyo seek a trade agreement."),
]


def stamped(catalog: Catalog, matcher: Matcher, on: str, text: str) -> tuple[str, ...]:
    day = date.fromisoformat(on)
    return catalog.stamp([each.actor for each in matcher.mentions(text, day)], text, day)


@pytest.mark.parametrize(("negotiation", "on", "text"), MEANT)
def test_what_a_negotiation_is_about(
    catalog: Catalog, matcher: Matcher, negotiation: str, on: str, text: str
) -> None:
    """A sentence on its matter is caught by its names, its words or its parties."""
    assert negotiation in stamped(catalog, matcher, on, text)


@pytest.mark.parametrize(("negotiation", "on", "text"), BESIDE)
def test_what_only_names_its_parties(
    catalog: Catalog, matcher: Matcher, negotiation: str, on: str, text: str
) -> None:
    """Parties have other business too; words of the matter may stand in another sense."""
    assert negotiation not in stamped(catalog, matcher, on, text)


def test_every_question_can_be_answered_by_its_parties(catalog: Catalog) -> None:
    """A question is on issues of its negotiation or nearer ones, and some party of it is among those who can answer."""
    for each in catalog.negotiations:
        taking_part = {*each.parties, *each.mediators}
        for question in each.questions:
            assert question.id.startswith(f"{each.id}.")
            assert taking_part.intersection(question.sides), question.id


def test_every_question_has_a_short_name_of_its_own_for_headlines(catalog: Catalog) -> None:
    """ "a harder line on …": a few words that begin within a sentence and end none."""
    shorts = [question.short for each in catalog.negotiations for question in each.questions]
    assert [short for short in shorts if not 0 < len(short) <= LONGEST or short.endswith(".")] == []
    assert len(set(shorts)) == len(shorts)

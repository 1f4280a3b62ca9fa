"""Under which negotiation a step is filed: all articles that tell one and the same step must agree."""

from __future__ import annotations

from datetime import date

import pytest

from services.extraction.domain.filing import catalogued, filed
from services.extraction.domain.milestones.model import ReadMilestone
from shared.catalog import Catalog, load
from shared.contracts.common import MilestoneType

DAY = date(2019, 5, 13)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def step(
    *parties: str, type_: MilestoneType = "sanctions_imposed_or_eased", place: str | None = None
) -> ReadMilestone:
    return ReadMilestone(
        type=type_, status="happened", parties=parties, mediators=(), people=(), spans=((0, 10),), date=None,
        rule="learned", confidence=0.6, place=place,
    )  # fmt: skip


def test_tariffs_between_two_are_not_the_matter_of_a_third_that_the_sentence_mentions(
    catalog: Catalog,
) -> None:
    words = (
        "China raised tariffs on American goods, days after Washington lifted tariffs on Canada and Mexico."
    )
    assert filed(catalog, step("China", "United States"), words, DAY, ["nafta"], ()) == ("us-china-trade",)


def test_a_place_name_does_not_make_a_step_another_negotiation_s(catalog: Catalog) -> None:
    words = (
        "The detainees left Guantanamo Bay, Cuba, when the Taliban and the United States swapped prisoners."
    )
    swap = step("Taliban", "United States", type_="prisoner_exchange_or_release")
    assert filed(catalog, swap, words, DAY, ["us-taliban"], ())[0] == "us-taliban"


def test_a_visit_is_no_round_of_the_war_that_it_is_also_about(catalog: Catalog) -> None:
    words = "Presidents of South Africa and the United States met; the war in Ukraine was on the agenda."
    met = step("South Africa", "United States", type_="meeting_held")
    assert filed(catalog, met, words, date(2025, 5, 21), ["ukraine-war"], ()) == (
        "South Africa|United States",
    )


def test_one_step_has_one_key_whatever_else_its_sentence_mentions(catalog: Catalog) -> None:
    """What others do on account of a war is told of under its two sides, and filed there besides."""
    deed = step("Israel", "United Kingdom")
    day = date(2025, 5, 20)
    plain = filed(catalog, deed, "Britain imposed sanctions on two Israeli ministers.", day, (), ())
    over = filed(
        catalog, deed, "Britain imposed sanctions on two Israeli ministers over Gaza.", day, ["gaza"], ()
    )
    assert ("Israel|United Kingdom",) == plain
    assert ("Israel|United Kingdom", "gaza") == over
    assert (None, "gaza") == (catalogued(catalog, plain), catalogued(catalog, over))


def test_who_only_mediates_has_dealings_of_its_own(catalog: Catalog) -> None:
    """A mediator and one side are a pair; a mediator beside both sides makes no other matter of it."""
    words = "They agreed on the hostages in Gaza."
    day = date(2025, 5, 20)
    deal: MilestoneType = "agreement_in_principle"
    found = filed(catalog, step("Israel", "United States", type_=deal), words, day, ["gaza"], ())
    assert ("Israel|United States", "gaza") == found
    three = step("Hamas", "Israel", "Qatar", type_=deal)
    assert "gaza" == filed(catalog, three, words, day, ["gaza"], ())[0]


def test_where_one_deals_with_each_of_the_others_apart_the_pair_is_the_key(catalog: Catalog) -> None:
    """Tariffs of one country on many: what is told of two of them is between these."""
    words = "Japan and the United States held trade talks on the reciprocal tariffs."
    talks = step("Japan", "United States", type_="talks_round_held")
    found = filed(catalog, talks, words, date(2025, 5, 20), (), ())
    assert ("Japan|United States", "us-reciprocal-tariffs") == found


def test_those_between_whom_it_is_come_before_those_who_only_mediate(catalog: Catalog) -> None:
    words = "Russia and Ukraine agreed on a ceasefire, and the war in Gaza was mentioned."
    found = filed(catalog, step("Russia", "Ukraine"), words, date(2025, 5, 20), ["gaza", "ukraine-war"], ())
    assert found[0] == "ukraine-war"


def test_who_mediates_elsewhere_takes_no_step_there(catalog: Catalog) -> None:
    words = "Russian and American diplomats will meet on Thursday, the minister said in Doha."
    met = step("Russia", "United States", type_="meeting_scheduled")
    about = ["ukraine-war", "us-taliban"]
    assert filed(catalog, met, words, date(2025, 2, 26), about, ()) == ("ukraine-war",)


def test_without_any_negotiation_the_pair_is_one(catalog: Catalog) -> None:
    met = step("Indonesia", "Japan", type_="meeting_held")
    assert filed(catalog, met, "They met.", DAY, (), ()) == ("Indonesia|Japan",)


def test_a_city_where_anybody_meets_makes_no_meeting_another_negotiation_s(catalog: Catalog) -> None:
    """Two articles tell one meeting, one of them where it was; both are about the same talks."""
    for place, about in (
        ("Geneva", "iran-nuclear"),
        ("Astana", "iran-nuclear"),
        ("Kyiv", "us-russia-arms-control"),
    ):
        parties = ("Iran", "United States") if about == "iran-nuclear" else ("Russia", "United States")
        met = step(*parties, type_="meeting_held", place=place)
        day = date(2025, 2, 18)
        there = filed(catalog, met, f"Their envoys met in {place}. {place}", day, [about], ())
        plain = filed(
            catalog, step(*parties, type_="meeting_held"), "The two delegations met.", day, [about], ()
        )
        assert (about,) == there == plain


def test_a_place_says_what_a_step_is_about_where_nothing_else_does(catalog: Catalog) -> None:
    met = step("Russia", "United States", type_="meeting_held", place="Kyiv")
    assert filed(catalog, met, "They met in Kyiv. Kyiv", date(2025, 2, 18), (), ()) == ("ukraine-war",)

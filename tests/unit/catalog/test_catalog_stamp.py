"""Which negotiations a sentence concerns: names and words point, two parties alone only where the article does."""

from datetime import date

from shared.catalog import Catalog, Negotiation

ON = date(2025, 2, 18)
WAR = Negotiation("war", "The valley war", ("Norland", "Estavia"), ("Westmark",), (), (), ("valley",))
TRADE = Negotiation(
    "trade", "Trade of the isles", ("Westmark", "Suland"), (), (), (), ("customs",), topics=("talks",)
)
CATALOG = Catalog(negotiations=(WAR, TRADE))


def test_a_party_and_a_word_are_enough() -> None:
    """Whatever the article is about."""
    assert ("trade",) == CATALOG.stamp(["Suland"], "Suland raised customs", ON, about=("war",))


def test_two_parties_and_a_topic_are_enough_where_nothing_else_is_known() -> None:
    """An article that says no more about its subject."""
    assert ("trade",) == CATALOG.stamp(["Westmark", "Suland"], "both must be at the talks", ON)


def test_two_parties_in_an_article_on_something_else_are_just_named_in_it() -> None:
    """That two countries trade does not make every sentence that names both one on their trade."""
    sides = ["Norland", "Westmark", "Suland"]
    assert () == CATALOG.stamp(sides, "Westmark and Suland must be at the talks", ON, about=("war",))
    assert ("trade",) == CATALOG.stamp(
        sides, "Westmark and Suland must be at the talks", ON, about=("war", "trade")
    )


def test_the_name_of_a_pact_names_its_parties() -> None:
    """Only where the catalog says that the names are a pact's, and only names, not words."""
    pact = Negotiation(
        "pact", "The isle pact", ("Norland", "Suland", "Westmark"), (), (), (), ("isle",), names=("isle pact",),
        pact=True,
    )  # fmt: skip
    catalog = Catalog(negotiations=(WAR, pact))
    assert catalog.pacts("They left the Isle Pact.") == (pact.parties,)
    assert catalog.pacts("They left the isle and the valley.") == ()


def test_where_it_turns_on_one_party_others_do_not_point_to_it() -> None:
    """A word, a topic or a pair without it is another matter; its name alone is enough."""
    isles = Negotiation(
        "isles", "Trade with Norland", ("Norland", "Suland", "Westmark"), (), (), (), ("customs",),
        names=("isle treaty",), topics=("talks",), core=("Norland",),
    )  # fmt: skip
    catalog = Catalog(negotiations=(isles,))
    assert () == catalog.stamp(["Suland"], "Suland raised customs", ON)
    assert () == catalog.stamp(["Suland", "Westmark"], "both must be at the talks", ON)
    assert ("isles",) == catalog.stamp(["Norland"], "Norland raised customs", ON)
    assert ("isles",) == catalog.stamp(["Norland", "Westmark"], "both must be at the talks", ON)
    assert ("isles",) == catalog.stamp([], "the isle treaty", ON)


def test_a_word_with_a_capital_is_found_as_it_is_written() -> None:
    """A treaty called like common words; a word without capitals is found in any case."""
    dawn = Negotiation("dawn", "Dawn", ("Norland", "Suland"), (), (), (), (), names=("New DAWN", "arms pact"))
    catalog = Catalog(negotiations=(dawn,))
    assert ("dawn",) == catalog.stamp([], "They left New DAWN.", ON)
    assert () == catalog.stamp([], "A new dawn, a New Dawn.", ON)
    assert ("dawn",) == catalog.stamp([], "The Arms Pact holds.", ON)


def test_a_pair_that_is_named_is_enough_and_no_other() -> None:
    """Two others of its parties have more business with each other than this."""
    war = Negotiation(
        "war", "War", ("Norland", "Estavia", "Westmark"), (), (), (), (), pair=(("Norland", "Estavia"),)
    )
    catalog = Catalog(negotiations=(war,))
    assert ("war",) == catalog.stamp(["Estavia", "Norland"], "They met.", ON)
    assert () == catalog.stamp(["Estavia", "Westmark"], "They met.", ON)

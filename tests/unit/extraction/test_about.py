"""Which negotiations an article is about, by its title and opening, or by what is named further down."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.article_context import Context
from shared.catalog import Actor, Catalog, Matcher, Negotiation
from shared.testing.builders import an_article

FURTHER_DOWN = "It rained in the capital. " * 30


def a_country(name: str) -> Actor:
    """Known by its name."""
    return Actor(name.lower(), name, "country", name)


CATALOG = Catalog(
    actors=tuple(map(a_country, ("Arland", "Borduria", "Valdonia", "Syldavia"))),
    negotiations=(
        Negotiation(
            id="delta-war",
            name="War over the delta",
            parties=("Arland", "Borduria", "Valdonia", "Syldavia"),
            mediators=(),
            issues=(),
            questions=(),
            words=("delta",),
            pair=(("Arland", "Borduria"),),
        ),
    ),
)


@pytest.mark.parametrize(
    ("opening", "behind", "about"),
    [
        ("Arland and Valdonia spoke by phone.", "Borduria was not told.", ("delta-war",)),
        ("Arland and Borduria met.", "", ("delta-war",)),
        ("Arland and Valdonia spoke by phone.", "Syldavia was not told.", ()),
        ("Syldavia and Valdonia agreed on tolls.", "Arland and Borduria took no part.", ()),
        ("Arland built a road.", "Borduria was not told.", ()),
    ],
)
def test_the_other_of_two_sides_may_be_named_further_down(
    opening: str, behind: str, about: tuple[str, ...]
) -> None:
    """Where one of them deals with a third; not where two others do, or one of them with nobody."""
    text = f"{opening} {FURTHER_DOWN}{behind}"
    article = an_article(title="News", text=text, published_at=datetime(2025, 5, 20, tzinfo=UTC))
    assert about == Context(article, CATALOG, Matcher(CATALOG)).about

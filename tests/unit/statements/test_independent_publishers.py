"""Who counts as a publisher of its own for a saying."""

from services.statements.domain.independence import independent
from shared.testing.builders import a_statement, an_article_ref


def telling(publisher: str, *credits: str, number: int = 0):
    article = an_article_ref(
        id=f"{publisher}-{number}", outlet=publisher, publisher=publisher, credits=credits
    )
    return a_statement(article=article, type="direct")


def test_an_outlet_that_carries_two_agencies_does_not_make_them_one() -> None:
    """Its copy of either is that agency's, and its own story is its own."""
    told = [
        telling("example-wire"),
        telling("other-wire"),
        telling("daily-example", "example-wire", number=1),
        telling("daily-example", "other-wire", number=2),
        telling("daily-example", number=3),
    ]
    assert independent(told, 0.7) == ("example-wire", "other-wire", "daily-example")

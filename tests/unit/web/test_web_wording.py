"""What alerts, dates and counts are called on the page."""

import pytest

from services.web.domain import wording
from shared.testing.builders import a_milestone_alert, a_statement_alert


def test_a_milestone_is_titled_without_the_words_it_quotes() -> None:
    """The words stand below the title, once."""
    alert = a_milestone_alert(headline="Russia and Ukraine meet in Riyadh – “They met on Monday, as both…”")
    assert "Russia and Ukraine meet in Riyadh" == wording.title(alert)
    assert "They met on Monday, as both…" == wording.quoted(alert)


def test_a_statement_keeps_its_words() -> None:
    """They are what it is about."""
    alert = a_statement_alert(headline="Russia (Sergei Lavrov): “it would attend”")
    assert "Russia (Sergei Lavrov): “it would attend”" == wording.title(alert)
    assert "" == wording.quoted(alert)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2025-02-12", "12 Feb 2025"),
        ("2025-02", "February 2025"),
        ("soon", "soon"),
        ("2025-02-31", "2025-02-31"),
    ],
)
def test_days_and_months_are_named(iso: str, words: str) -> None:
    """What is no date stays as it is."""
    assert words == wording.named(iso)

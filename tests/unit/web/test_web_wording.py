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


@pytest.mark.parametrize(
    ("type", "headline", "expected"),
    [
        ("parley.milestone.denied", "Denied: Ceasefire agreed", "Denied: Ceasefire agreed"),
        (
            "parley.milestone.confirmed",
            "Confirmed by both sides: They met",
            "Confirmed by both sides: They met",
        ),
        ("parley.alert.retracted", "Retracted: They met", "Retracted: They met"),
        ("parley.milestone.reported", "They met", "Milestone: They met"),
        ("parley.milestone.cancelled", "They meet", "Called off: They meet"),
    ],
)
def test_a_type_is_named_where_the_headline_does_not(type: str, headline: str, expected: str) -> None:
    """A reader of feeds sees no word twice."""
    assert expected == wording.entitled(a_milestone_alert(type=type, headline=headline))


def test_a_message_of_several_alerts_has_several_headlines() -> None:
    """One for each; the lines below them are no headlines."""
    message = "Russia: one\nNew statement\n\nUkraine: two\nNew statement\nhttp://127.0.0.1/x"
    assert ("Russia: one", "Ukraine: two") == wording.headlines(message)
    assert () == wording.headlines("")


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("They met on Monday", 18, "They met on Monday"),
        ("They met on Monday, in Riyadh", 22, "They met on Monday…"),
        ("They met. … Both stayed for long", 14, "They met. …"),
        ("They met … Both stayed for long", 14, "They met…"),
        ("Supercalifragilisticexpiali", 10, "Supercali…"),
    ],
)
def test_words_are_cut_with_one_ellipsis(text: str, longest: int, expected: str) -> None:
    """Between words, and never one behind another."""
    assert expected == wording.shortened(text, longest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("as_of must be a day", "as_of must be a day"), ("no such page", "No such page"), ("", "")],
)
def test_names_of_parameters_stay_as_they_are(text: str, expected: str) -> None:
    """There is no "As_of" that could be sent."""
    assert expected == wording.sentence(text)


def test_a_step_that_was_known_before_is_not_told_as_reported_for_the_first_time() -> None:
    """A plan that comes about, or is on again."""
    assert "first time" in wording.meaning(a_milestone_alert())
    assert "on again" in wording.meaning(a_milestone_alert(before="scheduled, meeting scheduled"))

"""Pages at the links of entries: whether they are the article, and what says that it was withdrawn."""

import pytest

from services.ingest.domain.page_checks import (
    belongs,
    is_labelled_withdrawn,
    leads_elsewhere,
    tells_of_withdrawal,
)

LINK = "https://e.org/world/talks-may-begin"


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (LINK, False), ("https://e.org/", True), ("https://e.org", True), ("https://e.org/subscribe?from=x", True),
        ("https://consent.e.org/v2/collectConsent", True), ("https://www.e.org/world/talks-may-begin", False),
        ("https://e.org/world/talks-begin", False), ("https://e.org/2025/subscribers-leave", False),
    ],
)  # fmt: skip
def test_where_a_link_leads(end: str, expected: bool) -> None:
    """Another address of the article is one; the home page is not."""
    assert expected == leads_elsewhere(LINK, end)
    assert not leads_elsewhere(end, end)


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ("Talks in Arport", "Ada Quill said no.", True),  # too few words to tell
        ("Arland and Borduria begin talks in Arport", "The talks of Arland began in Arport on Friday.", True),
        ("Arland and Borduria begin talks in Arport", "We and our partners use cookies.", False),
        ("Переговоры Арландии начались", "В Арпорте начались переговоры с Арландией.", True),
        ("和平会谈在首都开始，双方代表出席，谈判继续进行。", "代表们周五在首都见面。", True),
    ],
)
def test_a_page_belongs_to_its_entry_by_its_words(entry: str, text: str, expected: bool) -> None:
    """In any of their forms; scripts without blanks are left alone."""
    assert expected == belongs(entry, text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("WITHDRAWN: Talks begin", True), ("RETRACTED – Talks", True), ("(Withdrawn) Talks", True),
        ("Withdrawn: how Arland left Arport", False), ("Withdrawn troops return", False),
        ("WITHDRAWN TROOPS RETURN", False), ("Quill: I have withdrawn", False),
    ],
)  # fmt: skip
def test_titles_that_say_withdrawn(title: str, expected: bool) -> None:
    """A label of the outlet, not a word of the news."""
    assert expected == is_labelled_withdrawn(title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Example Wire has withdrawn this story because it was wrong.", True),
        ("This article has been retracted.", True),
        ("The story on the talks in Arport was withdrawn on Friday.", True),
        ("Arland has withdrawn its troops from Borduria.", False),
        ("Novotny retracted his words on the talks.", False),
        ("x" * 400 + " This article has been retracted.", False),
    ],
)
def test_notices_of_withdrawal(text: str, expected: bool) -> None:
    """In the first lines alone."""
    assert expected == tells_of_withdrawal(text)

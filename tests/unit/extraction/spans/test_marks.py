"""Quotations are whole, and each is in one statement only."""

import pytest

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.marks import whole
from services.extraction.domain.text.document import document
from tests.faults.bad_input import bounded


def read(text: str, *marked: str, nested: str = "") -> list[list[str]]:
    """Contents after the rule; one token a character, each of `marked` one statement."""
    offsets = [(i, i + 1) for i in range(len(text))]
    raws = [
        RawStatement(((text.index(m), text.index(m) + len(m)),), None, None, 0.9, 0.0, m == nested)
        for m in (*marked, *([nested] if nested else []))
    ]
    return [[text[a:b] for a, b in raw.content] for raw in whole(document("a1", text), offsets, raws)]


def test_quotation_is_made_whole() -> None:
    """A statement that stops inside a quotation is drawn out to its marks."""
    text = "“We will build the bridge together, whatever it costs,” the mayor said."
    assert [["We will build the bridge together, whatever it costs,"]] == read(text, "build the bridge")


def test_halves_of_one_quotation_are_one() -> None:
    """Who is quoted as quoting somebody still says one thing."""
    text = "“The mayor claims that the bridge is safe, but it is not,” she said."
    assert [["The mayor claims that the bridge is safe, but it is not,"]] == read(
        text, "The mayor claims", "the bridge is safe, but it is not"
    )


def test_report_inside_a_quotation_is_no_statement_of_its_own() -> None:
    """What is nested counts only where the article itself tells it."""
    text = "“The mayor said that the bridge is safe, but it is not,” she said."
    found = read(text, "The mayor said that the bridge is safe, but it is not,", nested="the bridge is safe")
    assert [["The mayor said that the bridge is safe, but it is not,"]] == found


def test_unquoted_beginning_stays() -> None:
    """A mixed statement keeps its words before the quotation."""
    text = "She said the bridge was “a gift to every child of this town” and left."
    assert [["the bridge was “a gift to every child of this town"]] == read(
        text, "the bridge was “a gift to every child"
    )


def test_overshoot_ends_before_the_quotation() -> None:
    """A few words of the next quotation do not belong to a statement that lies before it."""
    text = "She called it a gift. “We will build many more bridges in the years to come,” he said."
    assert [["it a gift. “"]] == read(text, "it a gift. “We")


@pytest.mark.parametrize(
    "text",
    [
        "He named the “Bridge of Sighs” and went on about the weather.",
        "The plan', he said, 'is good and ready to be carried out' soon.",
        'It was 5" long, he said, and 7" wide at the other end of it.',
    ],
)
def test_marks_that_decide_nothing(text: str) -> None:
    """Names in quotation marks, apostrophes and inches leave a statement as it is."""
    assert [[text[3:14]]] == read(text, text[3:14])


def test_quotations_and_statements_far_apart_cost_little() -> None:
    """A briefing may hold thousands of both."""
    one = "“We will build it all,” he said. "
    text, offsets = one * 2_000, [(i, i + 1) for i in range(len(one) * 2_000)]
    begins = range(0, len(text), len(one))
    raws = [RawStatement(((a + 1, a + 8),), None, None, 0.9, 0.0, False) for a in begins]
    article = document("a1", text)
    with bounded(3, 500):
        found = whole(article, offsets, raws)
    assert [((a + 1, a + 22),) for a in begins] == [raw.content for raw in found]

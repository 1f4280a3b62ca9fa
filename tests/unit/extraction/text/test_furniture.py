"""What the page put into a content is taken out of it."""

from __future__ import annotations

import pytest

from services.extraction.domain.text.furniture import opened, without

SAID = "The bridge will stay closed until the river falls"


@pytest.mark.parametrize(
    ("before", "content", "left"),
    [
        ("", f"By Ann Lee and Bo Dahl {SAID}", SAID),
        ("Reporting from Harstad, ", f"Norway {SAID}", SAID),
        ("", f"MAYOR OF RIVER TOWN IN TROUBLE {SAID}", SAID),
        ("ALSO READ: ", f'Mills and rivers - Lee "{SAID}', f'"{SAID}'),
    ],
)
def test_bylines_datelines_and_links_are_cut(before: str, content: str, left: str) -> None:
    """They stand before the words of the speaker."""
    text = f"{before}{content}, she said."
    kept = without(text, (len(before), len(before) + len(content)))
    assert kept is not None
    assert text[kept[0] : kept[1]] == left


def test_a_list_of_teasers_is_nobody_s() -> None:
    """Headlines of other articles are not said in this one."""
    text = "Mill burns. Continue reading … River falls. Continue reading …"
    assert without(text, (0, len(text))) is None


@pytest.mark.parametrize(
    "content", [SAID, "NATO and the EU agree on it", "WE WILL NOT CLOSE IT", "By June it is open"]
)
def test_words_stay(content: str) -> None:
    """Names in capitals and shouting are words."""
    assert without(content, (0, len(content))) == (0, len(content))


def test_many_capitals_cost_no_time() -> None:
    """Linear, whatever stands there."""
    text = "A-B.C/" * 20_000
    assert without(text, (0, len(text))) == (0, len(text))


@pytest.mark.parametrize(
    "before",
    [
        "(Ann Lee/Agency via Getty Images/File) ",
        "[Photo: Harbour Board] ",
        "(Ann Lee/The Harbour Press) ",
        "(Harbour Board Photo) MAYOR SLAMS MILL, CALLS IT ‘ROTTEN’ AND OLD ",
    ],
)
def test_a_sentence_begins_after_the_credit_of_a_picture(before: str) -> None:
    """And after the heading of another piece."""
    text = f"{before}{SAID}, she said."
    assert opened(text, (0, len(text))) == (len(before), len(text))


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        (
            "By Ann Lee Reporting from Port Arland ",
            "The two mayors agreed on a plan for the mill on Tuesday.",
        ),
        ("By Ann Lee ", "After a long call between the two mayors the mill stays shut."),
        (
            "MAYOR SLAMS MILL OVER FAILED TALKS, CALLS IT ‘ROTTEN’\xa0 ",
            "A truck drives from the mill to the harbour on Tuesday.",
        ),
    ],
)
def test_a_sentence_begins_after_byline_and_heading(before: str, rest: str) -> None:
    """Also where the sentence opens with a short word."""
    text = f"{before}{rest}"
    assert opened(text, (0, len(text))) == (len(before), len(text))


@pytest.mark.parametrize("text", ["(The mill burnt in May.) It reopens today.", "NATO met. (Getty Images)"])
def test_other_brackets_stay(text: str) -> None:
    """They are the writer's."""
    assert opened(text, (0, len(text))) == (0, len(text))

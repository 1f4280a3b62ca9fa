"""Text of articles as pages print it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.web.domain.printable import printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text stays", "plain text stays"),
        ("the “treaty” of Kōbe – naïve", "the “treaty” of Kōbe – naïve"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("a\u2066b\u2069c\u200ed\u200fe\u061cf", "abcdef"),
        ("in\u200bvisi\u00adble\ufeff", "invisible"),
        ("nul\x00 bell\x07 escape\x1b[31m", "nul bell escape[31m"),
        ("tab\tand\nline stay", "tab\tand\nline stay"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("half\ud800pair", "half\ufffdpair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("tagged\U000e0041\U000e007f", "tagged"),
    ],
)
def test_removes_what_acts_and_keeps_what_is_read(text: str, expected: str) -> None:
    """Overrides, controls and invisible characters go; words, lines and joiners stay."""
    assert expected == printable(text)


def test_a_flood_of_marks_is_cut() -> None:
    """A letter keeps at most four combining marks, so that it does not cover its neighbours."""
    assert "z" + "\u0301" * 4 + "!" == printable("z" + "\u0301" * 500 + "!")


@given(st.text(alphabet=st.characters(codec=None)))
def test_whatever_comes_can_be_sent_and_is_settled(text: str) -> None:
    """The result encodes as UTF-8 and making it printable again changes nothing."""
    once = printable(text)
    once.encode("utf-8")
    assert once == printable(once)

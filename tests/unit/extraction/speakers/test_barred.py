"""Whom a quotation names is not whom "he" or "the spokesman" behind it means."""

import pytest

FIRST = "[s:Peter Novotny] [q:said] [c:the talks would go on next week]. "


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Karl Lindqvist was tired. “[c:Karl Lindqvist has lied to us],” [s:he] [q:said].", "Peter Novotny"),
        ("“[c:We will not wait for Lindqvist any longer],” [s:he] [q:added]. Karl Lindqvist was tired.",
         "Peter Novotny"),
        ("Karl Lindqvist was tired. “[c:Nobody can wait longer],” [s:he] [q:said].", "Karl Lindqvist"),
        ("Karl Lindqvist was tired. [c:Karl Lindqvist could not wait], [s:Lindqvist] [q:said].", "Karl Lindqvist"),
        ("“[c:Karl Lindqvist will never wait for you],” [s:Karl Lindqvist] [q:said].", "Karl Lindqvist"),
    ],
)  # fmt: skip
def test_whom_a_quotation_names(reads, text: str, who: str) -> None:
    """Nobody speaks of himself by his name behind a pronoun; a source that is named stays."""
    assert who == reads(FIRST + text).statements[-1].speaker

"""Whoever came in as the subject of the sentence before, since anybody spoke, is "he" or "she"."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
FIRST = f"[s:Peter Novotny] {SAID}. "
WORDS = "“[c:We have waited long enough for an answer],”"


def speaker(reading) -> str | None:
    """Who spoke last."""
    return reading.statements[-1].speaker


@pytest.mark.parametrize(
    "text",
    [
        f"Harbour envoy Karl Lindqvist flew home at noon. [s:He] {SAID}.",
        f"In Arport, Karl Lindqvist met the crews. [s:He] {SAID}.",
        f"Karl Lindqvist, who had come by ferry, was tired. {WORDS} [s:he] [q:said].",
        f"Karl Lindqvist, the harbour envoy, heard of it late. {WORDS} [s:he] [q:said].",
        "Karl Lindqvist was tired. “[c:We have waited long enough. Nobody can wait longer],” [s:he] [q:said].",
        f"The foreign minister, Karl Lindqvist, did not come. [s:He] {SAID}.",
    ],
)  # fmt: skip
def test_a_new_subject_speaks(reads, text: str) -> None:
    """With a relative clause or an apposition, before a quotation of more sentences, with a title before the name."""
    assert "Karl Lindqvist" == speaker(reads(FIRST + text))


@pytest.mark.parametrize(
    "text",
    [
        f"They waited for Karl Lindqvist. [s:He] {SAID}.",
        f"Crews of Karl Lindqvist came in. [s:He] {SAID}.",
        f"“Karl Lindqvist was late.” [s:He] {SAID}.",
        f"Karl Lindqvist was tired. It rained all day. [s:He] {SAID}.",
        f"Karl Lindqvist was tired.\n\n[s:He] {SAID}.",
        "[c:Karl Lindqvist was to blame], [s:he] [q:said].",
        f"Ada Quill was there as well. [s:He] {SAID}.",
        f"Karl Lindqvist was busy. {WORDS} [s:he] [q:added].",
    ],
)  # fmt: skip
def test_whoever_spoke_goes_on(reads, text: str) -> None:
    """No object, nobody quoted, nobody of an earlier sentence or paragraph, nobody in the words said, no woman; who
    adds something has spoken before."""
    assert "Peter Novotny" == speaker(reads(FIRST + text))

"""For whom "his office" and "her ministry" speak."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
FIRST = f"[s:Peter Novotny] {SAID}. "


def speaker(reading) -> str | None:
    """Who spoke last."""
    return reading.statements[-1].speaker


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("[c:Karl Lindqvist will fly home on Friday], [s:his office] [q:said].", "Karl Lindqvist's office"),
        ("[c:Karl Lindqvist, who is ill, will not come], [s:his spokesman] [q:said].", "Karl Lindqvist's spokesman"),
        ("[c:Ada Quill will fly home on Friday], [s:her ministry] [q:said].", "Ada Quill's ministry"),
        ("[c:Ada Quill will not sign the letter], [s:her government] [q:said].", "Arlandic government"),
        ("[c:The crews have not met Karl Lindqvist], [s:his office] [q:said].", "Peter Novotny's office"),
        ("“[c:Karl Lindqvist will never come here],” [s:his office] [q:said].", "Peter Novotny's office"),
        ("[c:Ada Quill will fly home on Friday], [s:his office] [q:said].", "Peter Novotny's office"),
        (f"[s:His office] {SAID} with Karl Lindqvist.", "Peter Novotny's office"),
    ],
)  # fmt: skip
def test_his_office(reads, text: str, whose: str) -> None:
    """It is that of the subject of its own sentence, where that one can be meant, else of who spoke before."""
    assert whose == speaker(reads(FIRST + text))

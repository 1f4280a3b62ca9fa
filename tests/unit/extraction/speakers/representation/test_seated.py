"""The capital before it tells whose a ministry is."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
FIRST = f"[s:Borduria] {SAID}. "


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (f"In Arport, [s:the foreign ministry] {SAID}.", "Arland's Foreign Ministry"),
        (f"In Arport, [s:a defence ministry spokesman] {SAID}.", "Arland's Defence Ministry"),
        (f"But in Arport, [s:the government] {SAID}.", "Arland"),
        (f"Ships came in. In Bordurian waters, [s:the government] {SAID}.", "Borduria"),
    ],
)
def test_whose_ministry(reads, text: str, whose: str) -> None:
    """No other place does."""
    assert whose == reads(FIRST + text, kind="body").statements[-1].speaker

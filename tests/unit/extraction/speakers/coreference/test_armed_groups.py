"""Words for an armed group mean the group that the article has named."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
NAMED = "The Arland Democrats hold the hills. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{NAMED}[s:The militants] {SAID}.", "Arland Democrats"),
        (f"{NAMED}[s:The Islamist movement] {SAID}.", "Arland Democrats"),
        (f"{NAMED}The [s:rebel group] {SAID}.", "Arland Democrats"),
        (f"{NAMED}[s:The Borduria-backed force] {SAID}.", "Arland Democrats"),
        (f"{NAMED}[s:Three militants] {SAID}.", "Three militants"),
        (f"Ships came to Arport. [s:The rebels] {SAID}.", "rebels"),
    ],
)
def test_group_named_before(reads, text: str, speaker: str) -> None:
    """Only if they are "the" group; without one that was named they stay what they are called."""
    assert [speaker] == [s.speaker for s in reads(text, kind="group").statements]

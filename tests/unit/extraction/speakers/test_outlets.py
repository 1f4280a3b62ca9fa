"""State media are no voice of the state; the name counts, not the words for what kind of medium it is."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Arland's state media] {SAID}.", "Arlandic state media"),
        (f"[s:Arlandic state TV] {SAID}.", "Arlandic state TV"),
        (f"The ships left Arland. [s:State media] {SAID}.", "Arlandic state media"),
        (f"[s:The Fish Party newspaper Harbour Herald] {SAID}.", "Harbour Herald"),
        (f"Harbour24, a [s:local news channel], {SAID}.", "Harbour24"),
    ],
)
def test_medium(reads, text: str, speaker: str) -> None:
    """The country is told by one word wherever its media speak; an owner or an apposition is not the medium."""
    found = reads(text, kind="media").statements[0]
    assert (speaker, "media") == (found.speaker, found.speaker_kind)

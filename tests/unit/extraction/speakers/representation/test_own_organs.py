""" "Its foreign ministry" is that of the country on which its sentence is."""

import pytest


@pytest.mark.parametrize(
    ("source", "speaker", "side"),
    [
        ("its foreign ministry", "Arland's Foreign Ministry", "Arland"),
        ("its foreign minister", "Ada Quill", "Arland"),
        ("its trade minister", "Arlandic trade minister", "Arland"),
        ("its government", "Arland", "Arland"),
    ],
)
def test_organ_of_the_subject(reads, source: str, speaker: str, side: str) -> None:
    """Whoever was named after it; an office that is held by one who is known is theirs."""
    text = f"[c:Arland will come to the talks], [s:{source}] [q:said] on Monday. Borduria, too, was asked."
    (found,) = reads(text).statements
    assert (speaker, side) == (found.speaker, found.affiliation)

"""State media are no voice of the state; the name counts, not the words for what kind of medium it is."""

import pytest

from services.extraction.domain.speakers.names import people
from shared.catalog import Actor, Mention

SAID = "[q:said] [c:the talks would go on next week]"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Arland's state media] {SAID}.", "Arlandic state media"),
        (f"[s:Arlandic state TV] {SAID}.", "Arlandic state TV"),
        (f"The ships left Arland. [s:State media] {SAID}.", "Arlandic state media"),
        (
            "[c:Arland will send no ships], [s:state television] [q:said]. Borduria was glad.",
            "Arlandic state television",
        ),
        (f"[s:The Fish Party newspaper Harbour Herald] {SAID}.", "Harbour Herald"),
        (f"Harbour24, a [s:local news channel], {SAID}.", "Harbour24"),
    ],
)
def test_medium(reads, text: str, speaker: str) -> None:
    """The country is told by one word wherever its media speak; an owner or an apposition is not the medium."""
    found = reads(text, kind="media").statements[0]
    assert (speaker, "media") == (found.speaker, found.speaker_kind)


def test_short_name_of_the_medium_named_before(words) -> None:
    """ "The Herald" is the "Delta Herald" where that is named before, though there is a Herald too."""
    delta = Actor("delta", "The Delta Herald", "media", "The Delta Herald")
    herald = Actor("herald", "The Herald", "media", "The Herald")
    text = "The Delta Herald told of it. The Herald had asked."
    seen = (Mention(0, 16, delta, "name"), Mention(29, 39, herald, "name"))
    assert ["The Delta Herald", "The Delta Herald"] == [
        n.name for n in people.find(text, seen, words).namings
    ]
    assert ["The Herald"] == [
        n.name for n in people.find(text[29:], (Mention(0, 10, herald, "name"),), words).namings
    ]

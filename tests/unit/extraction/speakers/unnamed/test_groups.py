"""How groups of people are called by the words for them."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s:Many farmers]", "many farmers"),
        ("Many [s:farmers]", "many farmers"),
        ("[s:Many wheat farmers]", "wheat farmers"),
        ("[s:Other farmers]", "other farmers"),
        ("[s:Hundreds of farmers]", "farmers"),
        ("A [s:group of former farmers]", "former farmers"),
        ("[s:Republican lawmakers]", "Republican lawmakers"),
        ("[s:Those surveyed]", "Those surveyed"),
        ("[s:Many around the world]", "Many around the world"),
        ("[s:Farmers leading the] strike", "Farmers"),
        ("[s:Harbour officials, including Ada Quill,]", "Harbour officials"),
    ],
)  # fmt: skip
def test_group_is_called_by_what_tells_who_they_are(reads, text: str, speaker: str) -> None:
    """How many there are tells nothing, unless nothing else is told; who is singled out of them is not the group."""
    assert [speaker] == speakers(reads(f"{text} {SAID}.", kind="group"))


def test_several_leaders_are_no_single_one_of_them(reads) -> None:
    """Even where the model takes the words for a person and one is named nearby."""
    text = f"Ada Quill came. [s:The leaders of the Harbour Union] {SAID}. Jan Novotny, the minister of Arland, refused."
    assert ["leaders of the Harbour Union"] == speakers(reads(text, kind="person"))

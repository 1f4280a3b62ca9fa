"""Followers, staff and others without a name are told by their description, never by a person named in it or nearby."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
MORE = "[q:added] [c:nobody knew when]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Ada Quill was there. [s:Some Quill loyalists] {SAID}.", "Quill loyalists"),
        (f"Ada Quill came. [s:A former Quill press official] {SAID}.", "former Quill press official"),
        (f"Ada Quill was there. [s:The Quill team] {SAID}.", "Quill team"),
        (f"Ada Quill was there. [s:Quill voters] {SAID}.", "Quill voters"),
        (f"Ada Quill met Jan Novotny. [s:The aide] {SAID}.", "aide"),
        (f"Ada Quill met Jan Novotny. [s:The strategist] {SAID}.", "strategist"),
        (f"Ada Quill was there. [s:The top diplomat] {SAID}.", "Ada Quill"),
        (f"Ada Quill met Jan Novotny, a strategist. [s:The strategist] {SAID}.", "Jan Novotny"),
    ],
)  # fmt: skip
def test_no_person_stands_for_followers_and_staff(reads, text: str, speaker: str) -> None:
    """Unless the article calls that person so."""
    assert [speaker] == speakers(reads(text))


def test_two_strategists_are_told_apart(reads) -> None:
    """ "The harbour strategist" is not the other one who spoke last."""
    text = (
        f"Ada Quill came. [s:A harbour strategist] {MORE}. Then there was a long break. [s:A union strategist] {SAID}. "
        "Then there was another long break. [s:The harbour strategist] [q:asked] [c:who would pay]."
    )
    assert ["harbour strategist", "union strategist", "harbour strategist"] == speakers(reads(text))

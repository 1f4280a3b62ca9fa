"""Followers, staff and others without a name are told by their description, never by a person named in it or nearby."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
MORE = "[q:added] [c:nobody knew when]"
BREAK = "Then there was a long break. "


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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Two Bordurian officials] {MORE}. [s:The official] {SAID}.", "official"),
        (f"[s:Two harbour officials] {MORE}. {BREAK}[s:One of the officials] {SAID}.", "harbour official"),
        (f"[s:A senior official] {MORE}. [s:Officials] {SAID}.", "Officials"),
        (f"[s:A harbour official] {MORE}. [s:The former official] {SAID}.", "former official"),
        (f"[s:An official] {MORE}. [s:The senior harbour official] {SAID}.", "senior harbour official"),
        (f"[s:An official close to the talks] {SAID}.", "official close to the talks"),
        (f"[s:A person who knew Jan Novotny] {SAID}.", "person who knew Jan Novotny"),
        (f"[s:A former officer who served with Jan Novotny] {SAID}.", "former officer"),
        (f"[s:People who spoke on condition of anonymity] {SAID}.", "People"),
    ],
)  # fmt: skip
def test_unnamed_are_told_apart(reads, text: str, speaker: str) -> None:
    """By how many they are and by whatever else their words have; whom they knew does not speak."""
    assert speaker == speakers(reads(text, kind="anonymous"))[-1]

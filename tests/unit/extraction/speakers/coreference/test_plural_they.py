"""Whom "they" takes up: the people who are the subject of the words before."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"The Harbour Board met. The dock workers are on strike, and [s:they] {SAID}.", "dock workers"),
        (f"The Harbour Board met. While some residents had left, [s:they] {SAID}.", "residents"),
        (f"The Harbour Board met. Labor unions, which were there, have balked. [s:They] {SAID}.", "Labor unions"),
        (f"Residents met the Harbour Board. The board had to go. Two women stayed. [s:They] {SAID}.", "Two women"),
        (f"The leaders of Arland, Delta and Borduria, who met there, left. [s:They] {SAID}.",
         "leaders of Arland, Delta and Borduria"),
        (f"Last week, Arland and Borduria signed it. [s:They] {SAID}.", "Arland and Borduria"),
        (f"The Harbour Board spoke of the dock workers, and [s:they] {SAID}.", "Harbour Board"),
    ],
)  # fmt: skip
def test_they_are_the_people_of_the_words_before(reads, text: str, speaker: str) -> None:
    """Of their own sentence or the one before; not those who are only spoken of."""
    assert [speaker] == speakers(reads(text, kind="group"))


def test_who_spoke_last_goes_on(reads) -> None:
    """Where a plural source spoke after the people were named, or "they said" closes its words."""
    text = (
        f"The dock workers were there. [s:The teachers] {SAID}. "
        "Nobody had asked them about it before. [s:They] [q:added] [c:nobody knew when]."
    )
    assert ["teachers", "teachers"] == speakers(reads(text, kind="group"))


def test_whoever_the_people_heard_does_not_go_on(reads) -> None:
    """One person who spoke in their sentence is not "they"."""
    text = (
        f"Dock workers in Delta heard what had been {SAID} by [s:Ada Quill] of it, as many others did then. "
    )
    text += "[s:They] [q:added] [c:nobody knew when]."
    assert "Dock workers" == speakers(reads(text, kind="group"))[-1]

"""An unnamed person in a lead is the one whom the article names below by the same work."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"


def first(reading) -> str | None:
    """The speaker of the first statement."""
    return reading.statements[0].speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:a harbour official] {SAID}. The ships left. Deputy Minister Jan Novotny said that.", "Jan Novotny"),
        (f"[s:a judge] {SAID}. It was late.\nJudge Eva Lindqvist gave no day.", "Eva Lindqvist"),
        (f"[s:a Bordurian official] {SAID}. Arlandic minister Jan Novotny said that.", "Bordurian official"),
        (f"[s:a harbour official] {SAID}. Analyst Jan Novotny said that.", "harbour official"),
        (f"Minister Jan Novotny left. [s:a harbour official] {SAID}. Novotny said that.", "harbour official"),
        (f"[s:a harbour official] {SAID}, unnamed. Minister Jan Novotny said that.", "harbour official"),
    ],
)  # fmt: skip
def test_who_is_named_below(reads, text: str, speaker: str) -> None:
    """Who says so next, unless that one is of another trade or country, was named before, or nobody may be named."""
    assert speaker == first(reads(text))


def test_only_where_a_person_is_meant(reads) -> None:
    """A source that stays unnamed is nobody who is named below."""
    text = f"[s:a harbour official] {SAID}. The ships left. Deputy Minister Jan Novotny said that."
    assert "harbour official" == first(reads(text, kind="anonymous"))

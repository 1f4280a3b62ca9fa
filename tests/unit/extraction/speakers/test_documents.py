"""Who speaks through a document: whoever is named with it, else the document."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
NAMED = "The Harbour Board met with Ada Quill."


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{NAMED} [s:The indictment] {SAID}.", "indictment"),
        (f"{NAMED} [s:The sealed complaint] {SAID}.", "sealed complaint"),
        (f"There was Jan Novotny’s indictment. {NAMED} [s:The indictment] {SAID}.", "indictment"),
        (f"They read the Dock Workers Union’s secret memo. {NAMED} [s:The memo] {SAID}.", "Dock Workers Union"),
        (f"They read the Dock Workers Union memo. {NAMED} [s:The memo] {SAID}.", "Dock Workers Union"),
        (f"There was a letter sent by Jan Novotny. {NAMED} [s:The letter] {SAID}.", "Jan Novotny"),
        (f"The Dock Workers Union filed a lawsuit. {NAMED} [s:The lawsuit] {SAID}.", "Dock Workers Union"),
        (f"They read the Dock Workers Union memo. Then a memo came. [s:The memo] {SAID}.", "memo"),
    ],
)  # fmt: skip
def test_a_document_is_whose_the_article_says(reads, text: str, speaker: str) -> None:
    """An owner, a body before the noun, "by" or "from", who filed it; nobody who is only named nearby."""
    assert [speaker] == speakers(reads(text, kind="body"))

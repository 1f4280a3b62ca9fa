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
        (f"{NAMED} [s:The policies] {SAID}.", "policies"),
        (f"They read the Dock Workers Union’s policy. {NAMED} [s:The policies] {SAID}.", "Dock Workers Union"),
        (f"They read the Dock Workers Union’s policies. {NAMED} [s:The policy] {SAID}.", "Dock Workers Union"),
    ],
)  # fmt: skip
def test_a_document_is_whose_the_article_says(reads, text: str, speaker: str) -> None:
    """An owner, a body before the noun, "by" or "from", who filed it; nobody who is only named nearby."""
    assert [speaker] == speakers(reads(text, kind="body"))


def test_a_document_told_of_long_before_is_no_more_taken_up(reads) -> None:
    """A source looks back over a fixed stretch, however long the article is."""
    told, between = "They read the Dock Workers Union’s memo.", "It was late by then. " * 300
    assert ["memo"] == speakers(reads(f"{told} {between}[s:The memo] {SAID}.", kind="body"))


def test_a_record_is_no_utterance(words) -> None:
    """What a definite record means is looked for in the article; it is never just the last speaker's own."""
    assert set() == words.records & words.utterances

"""A quotation in a new paragraph is a statement of its own, unless the one before was left open."""

from __future__ import annotations

import re

from services.extraction.domain.spans import parting
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import document

_TOKEN = re.compile(r"\w+|[^\w\s]")


def parts(text: str, *contents: str, source: str | None = None, cue: str | None = None) -> list[list[str]]:
    """The contents of each statement into which one with these contents is parted."""
    offsets = tuple(found.span() for found in _TOKEN.finditer(text))

    def tokens(words: str) -> tuple[int, int]:
        start = text.index(words)
        inside = [i for i, (a, b) in enumerate(offsets) if a >= start and b <= start + len(words)]
        return inside[0], inside[-1] + 1

    raw = RawStatement(
        tuple(tokens(words) for words in contents),
        tokens(source) if source else None,
        tokens(cue) if cue else None,
        0.9,
        0.9,
    )
    return [
        [text[offsets[a][0] : offsets[b - 1][1]] for a, b in each.content]
        for each in parting.part(document("a", text), offsets, [raw])
    ]


def test_a_closed_quotation_ends_with_its_paragraph() -> None:
    """What stands in the next paragraph goes on with the speaker, as a statement of its own."""
    text = "“The bridge is open,” the minister said.\n\n“Nobody will be turned back.”"
    assert parts(
        text, "The bridge is open", "Nobody will be turned back.", source="the minister", cue="said"
    ) == [["The bridge is open"], ["Nobody will be turned back."]]


def test_two_halves_of_one_paragraph_stay_together() -> None:
    """Halves around an attribution are one statement, and so they stay when a third follows."""
    text = "“The bridge is open,” she said. “It stays so.”\n\n“Nobody will be turned back.”"
    assert parts(
        text, "The bridge is open", "It stays so.", "Nobody will be turned back.", source="she", cue="said"
    ) == [["The bridge is open", "It stays so."], ["Nobody will be turned back."]]


def test_an_open_quotation_runs_over_paragraphs() -> None:
    """Without a closing mark the next paragraph belongs to it."""
    text = "She said: “The bridge is open.\n\n“Nobody will be turned back.”"
    contents = ["The bridge is open.", "Nobody will be turned back."]
    assert parts(text, *contents, source="She", cue="said") == [contents]


def test_an_attribution_behind_the_second_keeps_both() -> None:
    """A rest that holds the words of saying would leave the first without a speaker."""
    text = "“The bridge is open.”\n\n“Nobody will be turned back,” the minister said."
    contents = ["The bridge is open.", "Nobody will be turned back"]
    assert parts(text, *contents, source="the minister", cue="said") == [contents]


def test_a_sentence_with_an_attribution_of_its_own_is_a_statement() -> None:
    """What one said before it ends with the sentence before."""
    text = "Quill said that the port would open. Ships would come on Friday, she added.\n\nNobody came."
    said = "the port would open. Ships would come on Friday"
    assert parts(text, said, source="Quill", cue="said") == [
        ["the port would open."],
        ["Ships would come on Friday"],
    ]


def test_sentences_without_further_words_of_saying_stay_together() -> None:
    """So does one sentence, and a quotation."""
    text = "Quill said that the port would open. Ships would come on Friday.\n\nMorn said nothing."
    said = "the port would open. Ships would come on Friday."
    assert len(parts(text, said, source="Quill", cue="said")) == 1
    text = "Quill said: “The port is open. Ships will come,” she added."
    assert len(parts(text, "The port is open. Ships will come", source="Quill", cue="said")) == 1

"""Whom "both", "the two" and "they" take up: the two named together in the words before."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
MET = "Ada Quill met Ilse Morn in Arport. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{MET}[s:Both] {SAID}.", "Ada Quill and Ilse Morn"),
        (f"{MET}[s:They] {SAID}.", "Ada Quill and Ilse Morn"),
        (f"{MET}[s:The two] {SAID}.", "Ada Quill and Ilse Morn"),
        (f"[s:Ada Quill] [q:told] Ilse Morn [c:that ships would come]. [s:Both] {SAID}.", "Ada Quill and Ilse Morn"),
        (f"[s:Ada Quill] {SAID}. [s:Ilse Morn] {SAID}. In a letter [s:they] {SAID}.", "Ada Quill and Ilse Morn"),
        (f"{MET}They asked for more ships. [s:They] {SAID}.", "Ada Quill and Ilse Morn"),
        (f"Otto Brandt hosted Ada Quill and Ilse Morn. [s:The pair] {SAID}.", "Ada Quill and Ilse Morn"),
        (f"Arland and Borduria sent a letter to Delta. [s:They] {SAID}.", "Arland and Borduria"),
        (f"Foreign ministers Ada Quill and Jan Novotny went home. [s:They] {SAID}.", "Ada Quill and Jan Novotny"),
        (f"Ada Quill and her Bordurian counterpart Ilse Morn left. [s:They] {SAID}.", "Ada Quill and Ilse Morn"),
    ],
)  # fmt: skip
def test_two_named_before(reads, text: str, speaker: str) -> None:
    """Persons before countries; the place where they met is none of them."""
    assert speaker == reads(text, kind="group").statements[-1].speaker


@pytest.mark.parametrize(
    "text",
    [
        f"Ada Quill, Ilse Morn and Otto Brandt met in Arport. [s:Both] {SAID}.",
        f"Ada Quill wrote of Ilse Morn. [s:They] {SAID}.",
        f"[s:Ada Quill] {SAID}. The dock workers met Ilse Morn. [s:They] {SAID}.",
    ],
)
def test_three_or_strangers_are_no_pair(reads, text: str) -> None:
    """Nor are they two where only one of them acts."""
    assert ["Ada Quill and Ilse Morn"] != [s.speaker for s in reads(text, kind="group").statements]

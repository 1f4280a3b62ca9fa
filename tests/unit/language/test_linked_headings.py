"""Headings of other pieces that a page runs into a name."""

import pytest

from shared.language.linked_headings import unlinked


@pytest.mark.parametrize("run", ["Aa", "A-", "Aa-", "A'", "A''", "Aa’"])
def test_a_long_run_with_more_behind_it_costs_no_time(run: str) -> None:
    """Each takes minutes where a run is read anew from within, or backwards."""
    text = f"{run * 200_000} MORE"
    assert unlinked(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Senator Ada Quill Ada Maria QuillHarbour vote delayed Five things to know MORE (D-North) said no.",
         "Senator Ada Quill (D-North) said no."),
        ("They met Jan Novotny Jan (Jo) Karl Novotny'Nobody knows' what comes MORE, said Quill.",
         "They met Jan Novotny , said Quill."),
        ("'Quill Ada QuillHarbour vote delayed MORE said no.", "'Quill said no."),
        ("Ada Quill and Maria Quill want MORE boats.", "Ada Quill and Maria Quill want MORE boats."),
        ("CLICK HERE FOR MORE NEWS Ada Quill said no.", "CLICK HERE FOR MORE NEWS Ada Quill said no."),
    ],
)  # fmt: skip
def test_links_run_into_a_sentence(text: str, told: str) -> None:
    """Headings of other pieces behind a name that they repeat are blanks, so that every offset stays."""
    blanked = unlinked(text)
    assert (told, len(text)) == (" ".join(blanked.split()), len(blanked))

"""A source that stands only after the words that a verb before them announced is not who said them."""

import pytest

SAID = "[c:the talks would go on next week]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f"Jan Novotny, who had come home, [q:told] them {SAID}. [s:Eva Lindqvist] went home.", "Jan Novotny"),
        (f"Jan Novotny went out. He also [q:said] {SAID}. [s:Eva Lindqvist] went home.", "Jan Novotny"),
        (f"The Harbour Board had met. The board [q:said] {SAID}, while [s:Eva Lindqvist] went home.", "Harbour Board"),
        (f"Jan Novotny’s [q:claim] that {SAID} came late. [s:Eva Lindqvist] went home.", "Jan Novotny"),
        (f"Jan Novotny took to the “streets,” [q:adding]: {SAID}. [s:Eva Lindqvist] went home.", "Jan Novotny"),
        (f"Jan Novotny was ill. He went home, [q:saying] {SAID}. [s:Eva Lindqvist] was there.", "Jan Novotny"),
        (f"Eva Lindqvist was there, she [q:said]. {SAID.capitalize()}, announced [s:Jan Novotny].", "Jan Novotny"),
        ("He signed: “[c:The talks will go on.]” — [s:Eva Lindqvist]", "Eva Lindqvist"),
    ],
)  # fmt: skip
def test_who_stands_before_the_verb_says_it(reads, text: str, first: str) -> None:
    """A name, a pronoun, a description or an owner before the verb; a signature stays."""
    assert [first] == speakers(reads(text))


def test_words_go_on_within_their_paragraph(reads) -> None:
    """Who opens the next paragraph with other words does not take those before, whose speaker stands beside them."""
    text = (
        f"{SAID.capitalize()}, [q:said] [s:Jan Novotny]. “[c:Nobody knows what will come of them.]”\n\n"
        "[s:Eva Lindqvist], who was there, went home."
    )
    assert ["Jan Novotny", "Jan Novotny"] == speakers(reads(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Jan Novotny] is under fire after [q:reports] that {SAID}.", None),
        (f"[s:Jan Novotny] stayed at home despite [q:claims] {SAID}.", None),
        (f"There were also [q:rumors] that {SAID}, and [s:Jan Novotny] went home.", None),
        (f"[s:Jan Novotny] [q:claims] {SAID}.", "Jan Novotny"),
        (f"They met after [q:claims] by [s:Jan Novotny] that {SAID}.", "Jan Novotny"),
        (f"Neither [s:Novotny] nor Eva Lindqvist, Jan Novotny’s aide, [q:said] that {SAID}.", "Jan Novotny"),
    ],
)  # fmt: skip
def test_reports_are_nobody_s(reads, text: str, speaker: str | None) -> None:
    """Who is under fire after reports did not make them."""
    assert [speaker] == speakers(reads(text))


def test_a_spokesman_for_somebody_is_a_subject(reads) -> None:
    """Before the verb that announces the words; who opens the next paragraph says none of them."""
    text = (
        "A spokesman for Jan Novotny would only [q:say]: “[c:We shall wait and see.]”\n\n"
        "[s:Eva Lindqvist], who was there, went home."
    )
    assert ["spokesman for Jan Novotny"] == speakers(reads(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Arlandic Army, the largest of all, [q:said] that [c:talks went on].\n\n[s:Eva Lindqvist] left.",
         "Arlandic Army"),
        ("Opposition chief Jan Novotny did too, [q:noting] that [c:talks went on].\n\n[s:Eva Lindqvist] left.",
         "Jan Novotny"),
    ],
)  # fmt: skip
def test_appositions_and_titles_stand_between(reads, text: str, speaker: str) -> None:
    """What a body is, or a word for an office, hides no subject."""
    assert [speaker] == speakers(reads(text))

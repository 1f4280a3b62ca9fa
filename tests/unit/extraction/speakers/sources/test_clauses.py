"""A clause with a subject of its own is said by that subject, not by who stands in the main clause."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Ada Quill] praised the survey, which {SAID}.", "survey"),
        (f"[s:Ada Quill] praised the findings of the Harbour Board survey, which also {SAID}.", "Harbour Board"),
        (f"[s:Ada Quill] cited a letter from Jan Novotny that {SAID}.", "Jan Novotny"),
        (f"[s:Ada Quill] went home. Few read the study by the Harbour Board that {SAID}.", "Harbour Board"),
        (f"[s:Ada Quill] issued a statement that {SAID}.", "Ada Quill"),
        (f"[s:Ada Quill] replied in a long letter that {SAID}.", "Ada Quill"),
        (f"[s:The minister], who {SAID}, praised the survey.", "Ada Quill"),
        (f"[s:Ada Quill] read the survey and {SAID}.", "Ada Quill"),
    ],
)  # fmt: skip
def test_a_document_in_a_relative_clause_speaks(reads, text: str, speaker: str) -> None:
    """Who praises or cites it says nothing of the kind; who issues it does."""
    assert speaker == speakers(reads(f"Ada Quill, the minister, came. {text}"))[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Ada Quill] praised the new plan, which {SAID}.", None),
        (f"[s:Ada Quill] has rejected Borduria’s proposal that {SAID}.", None),
        (f"[s:Ada Quill] unveiled a plan that {SAID}.", "Ada Quill"),
        (f"[s:Ada Quill], who praised the plan, {SAID}.", "Ada Quill"),
    ],
)
def test_a_plan_is_not_of_who_rejects_it(reads, text: str, speaker: str | None) -> None:
    """What it says nobody has said; who unveils it speaks through it."""
    assert [speaker] == speakers(reads(text))


WARNING = "[q:warning] that [c:the talks would go on next week]"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Arland] stayed away, with Jan Novotny {WARNING}.", "Jan Novotny"),
        (f"[s:Arland] stayed away, with Arport-controlled Radio Delta {WARNING}.", "Radio Delta"),
        (f"[s:Arland] met with Jan Novotny, {WARNING}.", "Arland"),
        (f"[s:Arland] spoke with them, {WARNING}.", "Arland"),
    ],
)
def test_who_stands_with_the_participle_says_it(reads, text: str, speaker: str) -> None:
    """ "With X warning" is a clause of its own; whom somebody met with, warning of it, is spoken to."""
    assert speaker == speakers(reads(text, kind="body"))[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s:Ada Quill] condemned a statement [q:calling for] [c:an end of the talks].", "statement"),
        (
            "[s:Ada Quill] welcomed a letter by Jan Novotny [q:demanding] [c:that the talks go on].",
            "Jan Novotny",
        ),
        ("[s:Ada Quill] issued a statement [q:calling for] [c:an end of the talks].", "Ada Quill"),
    ],
)
def test_who_reacts_to_a_document_does_not_say_what_it_demands(reads, text: str, speaker: str) -> None:
    """The document does, or its maker; who issues one speaks through it."""
    assert [speaker] == speakers(reads(text))


@pytest.mark.parametrize(
    "text",
    [
        f"The ministry of [s:Arland] spoke of a truce, quoting Jan Novotny as telling Ada Quill, {WARNING}.",
        f"[s:Arland] quoted Jan Novotny as {WARNING}.",
        f"Jan Novotny was quoted by [s:Radio Delta] as {WARNING}.",
        f"Jan Novotny, the mayor, had earlier been cited by the [s:Radio Delta] news agency as {WARNING}.",
    ],
)
def test_who_is_quoted_says_it(reads, text: str) -> None:
    """Whoever quotes them does not."""
    text = text.replace("telling Ada Quill, [q:warning]", "[q:telling] Ada Quill")
    assert "Jan Novotny" == speakers(reads(text, kind="body"))[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"In [s:the long call with Jan Novotny], Ada Quill {SAID}.", "Ada Quill"),
        (f"In her [s:call with Jan Novotny], Ada Quill, a minister, {SAID}.", "Ada Quill"),
        (f"After [s:the talks], Ada Quill, a minister, {SAID}.", "Ada Quill"),
        (f"In Arport, [s:the Harbour Board] {SAID}.", "Harbour Board"),
    ],
)
def test_an_occasion_says_nothing(reads, text: str, speaker: str) -> None:
    """What a sentence begins with after "in" or "after" is not its subject."""
    assert speaker == speakers(reads(text))[-1]

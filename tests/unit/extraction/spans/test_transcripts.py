"""Answers that an article prints by name are statements, questions and other lines with a colon are none."""

import pytest

BRIEFING = """Foreign Minister Ada Quill took questions in Arport on Monday.

QUESTION: Will the ports open?

MINISTER QUILL: No. The ports stay shut until the levy is gone.

We have said so many times.

QUESTION: And what of the talks?

MINISTER QUILL (through an interpreter): Arland is ready to talk about everything.

The minister left after an hour."""


def test_each_paragraph_of_an_answer_is_a_statement(reads) -> None:
    """Direct, of her who is named before the colon; what comes behind the last answer is the article's own."""
    said = reads(BRIEFING).statements
    assert [
        "No. The ports stay shut until the levy is gone",
        "We have said so many times",
        "Arland is ready to talk about everything",
    ] == [BRIEFING[slice(*each.content[0])] for each in said]
    assert {("Ada Quill", "direct", "label")} == {(each.speaker, each.type, each.found_by) for each in said}


def test_what_is_asked_is_nobody_s_statement(reads) -> None:
    """Nor is anything that the model finds in it."""
    text = (
        "Ada Quill spoke to a newspaper.\n\nInterviewer: You [q:said] [c:the ports would open]. Will they?\n\n"
        "Quill: They will open when the levy goes.\n\nInterviewer: When?\n\nQuill: In a month, I should think."
    )
    said = reads(text).statements
    assert ["Ada Quill", "Ada Quill"] == [each.speaker for each in said]
    assert {"label"} == {each.found_by for each in said}


def test_where_the_article_tells_again_the_answer_is_over(reads) -> None:
    """Nobody speaks of himself there, or somebody is quoted."""
    text = BRIEFING.replace(
        "We have said so many times.", "The minister drank some water before she went on."
    )
    assert 2 == len(reads(text).statements)
    text = BRIEFING.replace("We have said so many times.", "“I never said so,” the premier said later.")
    assert 2 == len(reads(text).statements)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill spoke.\n\nUPDATE: The ports stay shut for now.\n\nUPDATE: The talks go on in Arport.",
        "Arport (Gazette): Will they open?\n\nWATCH: Ada Quill speaks. Why?\n\nQuill: The ports stay shut for now.",
        "Ada Quill spoke.\n\nQ: What is it?\n\nA: A tax on every ship.\n\nQ: Who pays?\n\nA: All who own ships.",
        "Ada Quill came.\n\nQuill: “The ports are shut.”\n\nFacts: Are they?\n\nQuill: “We pay.”\n\nFacts: Who does?",
        "Ada Quill spoke.\n\nQuill: The ports stay shut for now.\n\nQuill: The talks go on in Arport.",
        "Ada Quill spoke.\n\nQuill: Ports to stay shut\n\nHost: Why?\n\nQuill: Talks to go on\n\nHost: When?",
    ],
    ids=["a live blog", "headlines", "an explainer", "quotations", "nobody asks", "names over news"],
)  # fmt: skip
def test_other_lines_with_a_colon_are_no_answers(reads, text: str) -> None:
    """Somebody asks and somebody whom the article names answers, both more than once; quotations are the model's."""
    assert () == reads(text).statements

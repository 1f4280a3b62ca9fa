"""Who said what, given what the model marks in the text."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extraction.domain import vocabulary
from services.extraction.domain.article_context import Context
from services.extraction.domain.assemble import statements
from services.extraction.domain.encoder import labels
from services.extraction.domain.reading import read
from services.extraction.domain.text.document import document
from shared.catalog import Matcher
from shared.testing.builders import an_article
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import FakeEncoder, marked


def only(reading):
    """The one statement that was read."""
    assert 1 == len(reading.statements)
    return reading.statements[0]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s:Ada Quill] [q:said] [c:the talks would go on next week].", "Ada Quill"),
        ("[s:Quill] [q:said] [c:the talks would go on next week].", "Ada Quill"),
        ("The [s:Arlandic foreign minister] [q:said] [c:the talks would go on next week].", "Ada Quill"),
        ("[s:Arport] [q:said] [c:the talks would go on next week].", "Arland"),
        ("[s:The Arlandic government] [q:said] [c:the talks would go on next week].", "Arland"),
        ("Mayor Jan Novotny came. [s:Novotny] [q:said] [c:the talks would go on next week].", "Jan Novotny"),
        ("Jan Novotny came. [s:He] [q:said] [c:the talks would go on next week].", "Jan Novotny"),
        ("Two met. [s:A senior Bordurian official] [q:said] [c:the talks would go on].", "senior Bordurian official"),
    ],
)  # fmt: skip
def test_speaker(reads, text: str, speaker: str) -> None:
    """Names, surnames, titles, metonyms, governments, pronouns and descriptions."""
    assert speaker == only(reads(text)).speaker


def test_title_is_resolved_by_the_day_of_the_article(reads) -> None:
    """Who was foreign minister then, not who is now."""
    text = "The [s:Arlandic foreign minister] [q:said] [c:the talks would go on next week]."
    assert "Otto Brandt" == only(reads(text, datetime(2017, 5, 1, tzinfo=UTC))).speaker


def test_pronoun_agrees_with_the_person(reads) -> None:
    """ "She" is not the man who was named last."""
    text = "Ada Quill met Otto Brandt. [s:She] [q:said] [c:the talks would go on next week]."
    assert "Ada Quill" == only(reads(text)).speaker


def test_speaks_for(reads) -> None:
    """A person of the catalog speaks for the side of the office; an unknown one for the side in the apposition."""
    assert "Arland" == only(reads("[s:Ada Quill] [q:said] [c:the talks would go on next week].")).side
    text = "Bordurian lawmaker Jan Novotny came. [s:Novotny] [q:said] [c:the talks would go on next week]."
    assert "Borduria" == only(reads(text)).side


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“[c:The talks will go on],” [q:said] [s:Ada Quill].", "direct"),
        ("[s:Ada Quill] [q:said] [c:the talks will go on next week].", "indirect"),
        ("[s:Ada Quill] [q:said] [c:the talks were “a waste of time” for all].", "mixed"),
    ],
)
def test_type(reads, text: str, manner: str) -> None:
    """Quotation marks decide what is direct."""
    assert manner == only(reads(text)).type


def test_split_quotation_is_one_statement(reads) -> None:
    """`"A," he said. "B."` is one statement with two contents."""
    reading = reads("“[c:The talks will go on],” [q:said] [s:Ada Quill]. “[c:We have plenty of time].”")
    assert 2 == len(only(reading).content)


def test_two_attributions_are_two_statements(reads) -> None:
    """A further cue begins a further statement."""
    text = (
        "“[c:The talks will go on],” [q:said] [s:Ada Quill]. “[c:We have plenty of time],” [s:she] [q:added]."
    )
    assert ["said", "added"] == [s.cue for s in reads(text).statements]


def test_quotation_over_paragraphs_is_one_statement(reads) -> None:
    """A paragraph that leaves its quotation open goes on in the next one."""
    reading = reads("[s:Ada Quill] [q:said]: “[c:The talks will go on.]\n\n“[c:We have time.]”")
    assert 1 == len(reading.statements)


def test_refusal_is_no_statement(reads) -> None:
    """What somebody declined to say is kept apart."""
    reading = reads("[s:Ada Quill] [q:declined] [c:to comment on the talks].")
    assert ((), 1, "Ada Quill") == (reading.statements, len(reading.refusals), reading.refusals[0].speaker)


def test_empty_text_says_nothing(reads) -> None:
    """No text, no statements, no crash."""
    assert () == reads("").statements


MATCHER, RULES = Matcher(CATALOG), vocabulary.built_in()
ALPHABET = "aAb “”\"'‘’.,\nSaid Quill ёé😀"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=250), st.lists(st.floats(-9, 9), min_size=13, max_size=260))
def test_spans_lie_in_the_text_whatever_the_model_says(text: str, scores: list[float]) -> None:
    """Contents are not empty, in order, without blanks or outer marks at their edges, inside the text."""
    encoder = FakeEncoder(scores=np.array(scores))
    reading = read(document("a", text), encoder, CATALOG, MATCHER, RULES)
    for s in reading.statements:
        at = 0
        for start, end in s.content:
            assert at <= start < end <= len(text)
            words = text[start:end]
            assert words.strip(" \n“”\",'‘’") == words
            at = end
        for start, end in s.source or ():
            assert 0 <= start < end <= len(text)


def test_offsets_count_code_points(reads) -> None:
    """Characters outside the basic plane and combining ones count as they are stored."""
    text = "😀 é “[c:We stay in the talks],” [q:said] [s:Ada Quill]."
    document, _ = marked(text)
    start, end = only(reads(text)).content[0]
    assert "We stay in the talks" == document.text[start:end]


def test_labels_fit_together() -> None:
    """Columns of the heads are as many as their labels."""
    assert labels.TOKEN_COLUMNS == sum(len(names) for _, names in labels.TOKEN_GROUPS)
    assert 22 == len(labels.MILESTONES)


@pytest.mark.parametrize(
    "text",
    [
        "[s:One] could [q:argue] that [c:the tolls have hurt those who pay them].",
        "[s:One could] [q:argue] that [c:the tolls have hurt those who pay them].",
        "Ada Quill came. [s:Some] might even [q:say] that [c:the tolls have failed].",
        "[s:We] can [q:say] that [c:the truce has held so far].",
        "Ada Quill came. Still, it [q:could be argued] that [c:the tolls have failed].",
    ],
)
def test_what_one_could_argue_nobody_has_said(reads, text: str) -> None:
    """A subject that stands for nobody, with a modal verb."""
    assert () == reads(text).statements


@pytest.mark.parametrize(
    "text",
    [
        "If [s:Ada Quill] [q:says] that [c:the tolls go], the ports will open.",
        "Had [s:Ada Quill] [q:said] that [c:the tolls would go], the ports would be open.",
        "Ada Quill came. Did [s:she] [q:say] that [c:the tolls would go]?",
        "Ada Quill came. If Borduria announces that [c:the tolls would go], the ports will open.",
    ],
)
def test_what_somebody_might_say_nobody_has_said(reads, text: str) -> None:
    """In a condition or a question of the article's own."""
    assert () == reads(text).statements


@pytest.mark.parametrize(
    "text",
    [
        "[s:Ada Quill] has yet to [q:say] that [c:the tolls will go].",
        "[s:Ada Quill] stopped short of [q:saying] that [c:the tolls will go].",
        "[s:Ada Quill] [q:did not say] that [c:the tolls will go].",
        "No [s:Arlandic official] has [q:said] that [c:the tolls will go].",
        "Neither [s:Ada Quill] nor Otto Brandt [q:said] that [c:the tolls will go].",
        "[s:Nobody in Arland] has [q:said] that [c:the tolls will go].",
        "[s:Ada Quill] neither confirmed nor [q:denied] that [c:the tolls will go].",
    ],
)
def test_what_is_not_said_is_no_statement(reads, text: str) -> None:
    """The article denies that it was said."""
    assert () == reads(text).statements


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s:Ada Quill] [q:asked] if Borduria had said that [c:the tolls would go].", "Ada Quill"),
        ("If [s:Ada Quill] [q:says], “[c:The tolls must go by the end of May],” they go.", "Ada Quill"),
        ("[s:Ada Quill] [q:has not accepted] [c:that the tolls will go].", "Ada Quill"),
        ("“[c:The tolls are no tax on anybody],” [s:Ada Quill] [q:did not say] in jest.", "Ada Quill"),
        ("[s:One of the diplomats] [q:said] that [c:the tolls would stay].", "diplomats"),
        ("[s:Ada Quill] [q:said] [c:one could argue that the tolls have failed].", "Ada Quill"),
        ("“[c:We can say that the truce has held],” [s:Ada Quill] [q:said].", "Ada Quill"),
    ],
)
def test_who_says_so_is_a_source(reads, text: str, speaker: str) -> None:
    """One of several, and whoever says that one could."""
    assert speaker == only(reads(text)).speaker


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("[s:Ada Quill] [q:denied] that [c:Arland had offered a truce].", True),
        ("[s:Ada Quill] [q:dismissed] Bordurian press reports that [c:Arland had offered a truce].", True),
        ("[s:Ada Quill] [q:dismissed] as false [c:the reports of a truce].", True),
        ("[s:Ada Quill] [q:disputed] that [c:Arland had offered a truce].", True),
        ("[s:Ada Quill] [q:rejected] [c:Borduria's accusations of a breach of the truce].", True),
        ("[s:Ada Quill] refuted [q:claims] that [c:Arland had offered a truce].", True),
        ("[s:Ada Quill] brushed aside the [q:suggestion] that [c:Arland had offered a truce].", True),
        ("[s:Ada Quill] made [q:claims] that [c:Arland had offered a truce].", False),
        ("[s:Ada Quill] [q:dismissed] [c:a plan for a truce of thirty days].", False),
        ("[s:Ada Quill] [q:dismissed] [c:a suggestion to freeze the line].", False),
        ("[s:Ada Quill] [q:rejected] [c:Borduria's claims to the river].", False),
        ("[s:Ada Quill] [q:disputed] [c:the terms of the reports].", False),
        ("[s:Ada Quill] [q:did not dismiss] reports that [c:Arland had offered a truce].", False),
    ],
)
def test_who_dismisses_a_report_denies_it_and_who_dismisses_a_plan_does_not(
    words, text: str, denies: bool
) -> None:
    """Only what is claimed can be denied."""
    document, encoder = marked(text, "person")
    matcher = Matcher(CATALOG)
    found = read(document, encoder, CATALOG, matcher, words).statements
    article = an_article(text=document.text)
    (statement,) = statements(found, Context(article, CATALOG, matcher))
    assert denies is statement.denies

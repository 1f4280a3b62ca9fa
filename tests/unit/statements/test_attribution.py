"""How a headline says who said what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.statements.domain.attribution import attributed
from services.statements.domain.headline_text import closed
from shared.contracts import ArticleRef, Passage, Statement

AT = datetime(2024, 3, 5, tzinfo=UTC)


def said(words: str, cue: str | None, passage: str | None = None, **other: Any) -> str:
    """The headline of one statement of Ada Quill for Arland, in this passage."""
    article = ArticleRef(
        id="a1",
        revision=1,
        outlet="Herald",
        publisher="herald",
        title="Talks",
        published_at=AT,
        received_at=AT,
    )
    start = passage.index(words) if passage else 0
    values: dict[str, Any] = {
        "id": "st-1", "article": article, "speaker": "Ada Quill", "speaker_kind": "person", "side": "Arland",
        "type": "indirect", "spans": ((start, start + len(words)),), "words": (words,), "cue": cue,
        "passage": Passage(start=0, text=passage) if passage else None,
    }  # fmt: skip
    return attributed(Statement(**(values | other)), words)


@pytest.mark.parametrize(
    ("words", "cue", "headline"),
    [
        ("the talks would succeed", "said", "Arland (Ada Quill): the talks would succeed"),
        ("the talks would succeed", None, "Arland (Ada Quill): the talks would succeed"),
        ("the talks would succeed", "in a statement", "Arland (Ada Quill): the talks would succeed"),
        ("the talks would succeed", "doubted", "Arland (Ada Quill) doubted: the talks would succeed"),
        ("talks would succeed", "voiced doubt that", "Arland (Ada Quill) voiced doubt that talks would succeed"),
        ("a longer truce", "called for", "Arland (Ada Quill) called for a longer truce"),
        ("to hand over the islands", "refused", "Arland (Ada Quill) refused to hand over the islands"),
        ("the plan", "ruled out", "Arland (Ada Quill) ruled out: the plan"),
        ("the plan", "has not ruled out", "Arland (Ada Quill) has not ruled out: the plan"),
        ("the plan", "didn’t explicitly reject", "Arland (Ada Quill) didn’t explicitly reject: the plan"),
        ("who would come", "did not say", "Arland (Ada Quill): who would come"),
        ("the port would be closed", "warning that", "Arland (Ada Quill) warned that the port would be closed"),
        ("a part in the raid", "denying", "Arland (Ada Quill) denied: a part in the raid"),
        ("a longer truce", "calling for", "Arland (Ada Quill) called for a longer truce"),
        ("to hand over the islands", "planning", "Arland (Ada Quill) planned to hand over the islands"),
    ],
)  # fmt: skip
def test_a_verb_that_says_more_than_said_is_told(words: str, cue: str | None, headline: str) -> None:
    """What somebody doubts must not read as what they state."""
    assert said(words, cue) == headline


@pytest.mark.parametrize(
    ("passage", "words", "cue", "headline"),
    [
        (
            "Quill expressed doubt that the talks would bring peace.", "the talks would bring peace", "expressed",
            "Arland (Ada Quill) expressed doubt that the talks would bring peace",
        ),
        (
            "Quill voiced scepticism that the ports would open.", "the ports would open", "voiced",
            "Arland (Ada Quill) voiced scepticism that the ports would open",
        ),
        (
            "Quill called on Borland to open the ports.", "Borland to open the ports", "called",
            "Arland (Ada Quill) called on Borland to open the ports",
        ),
        (
            "On Friday Quill will call for “a longer truce” in Senn.", "a longer truce", "call",
            "Arland (Ada Quill) calls for a longer truce",
        ),
        (
            "Quill warned that the ports would close.", "the ports would close", "warned",
            "Arland (Ada Quill) warned that the ports would close",
        ),
        (
            "Quill, laying out a plan for the ports, left.", "a plan for the ports", "laying",
            "Arland (Ada Quill) laid out a plan for the ports",
        ),
        (
            "Quill said on social media that the ports would close.", "the ports would close", "said",
            "Arland (Ada Quill): the ports would close",
        ),
        (
            "Quill noted that the ports were closed.", "the ports were closed", "noted",
            "Arland (Ada Quill): the ports were closed",
        ),
        (
            "Quill was accused by rivals of closing the ports.", "of closing the ports", "accused",
            "Arland (Ada Quill) accused of closing the ports",
        ),
        (
            "Quill expressed, as often before, that the ports would close.", "the ports would close", "expressed",
            "Arland (Ada Quill): the ports would close",
        ),
        (
            "The statement of last week that the ports would close was hers.", "the ports would close", "statement",
            "Arland (Ada Quill): the ports would close",
        ),
    ],
)  # fmt: skip
def test_the_small_words_between_the_verb_and_what_is_said_are_told(
    passage: str, words: str, cue: str, headline: str
) -> None:
    """Without "doubt that" a headline said the opposite. "Said that" and a noun tell no more than the words."""
    assert said(words, cue, passage) == headline


def test_several_sides_call_and_one_calls() -> None:
    """What an infinitive tells is told of whoever says it."""
    passage = "They met to call for a longer truce in Senn."
    joint = said(
        "a longer truce", "call", passage, side="Arland & Borland", speaker="they", speaker_kind="group"
    )
    assert "Arland and Borland call for a longer truce" == joint
    assert "Arland (Ada Quill) calls for a longer truce" == said("a longer truce", "call", passage)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the results were “the right steps", "the results were “the right steps”"),
        ('the plan was "premature', 'the plan was "premature"'),
        ("the plan was “premature” and wrong", "the plan was “premature” and wrong"),
        ("the talks would succeed", "the talks would succeed"),
        ('ready for a truce" if Arland was', '"ready for a truce" if Arland was'),
        ("ready for a truce” if Arland was", "“ready for a truce” if Arland was"),
        ('premature"', '"premature"'),
        ('the "plan" was "premature', 'the "plan" was "premature"'),
    ],
)
def test_a_quotation_is_closed(text: str, expected: str) -> None:
    """The outer mark belongs to no statement's words, and is missed in a headline."""
    assert closed(text) == expected


@pytest.mark.parametrize(
    ("side", "speaker", "shown"),
    [
        ("Arland & Borland & Corland", "Corland, Arland and Borland", "Arland, Borland and Corland: no"),
        ("Arland & Borland", "they", "Arland and Borland: no"),
        ("Arland & Borland", "the foreign ministers", "Arland and Borland (the foreign ministers): no"),
    ],
)
def test_a_joint_statement_names_each_side_once(side: str, speaker: str, shown: str) -> None:
    assert shown == said("no", "said", side=side, speaker=speaker, speaker_kind="group")


def test_two_clauses_both_have_their_that() -> None:
    """A line that goes on with "and that" after a colon is no sentence."""
    words = "envoys would meet in the port on Friday and that the islands would come as well"
    passage = f"Quill said on Thursday that {words}."
    assert said(words, "said", passage) == f"Arland (Ada Quill) said that {words}"
    assert said(words, "said", f"“{words}”, Quill said.") == f"Arland (Ada Quill): {words}"
    one = "a port that was closed and that is what counts"
    assert said(one, "said", f"Quill said that {one}.") == f"Arland (Ada Quill): {one}"

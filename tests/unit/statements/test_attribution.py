"""How a headline says who said what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.statements.domain.attribution import attributed
from services.statements.domain.showing import closed
from shared.contracts import ArticleRef, Statement

AT = datetime(2024, 3, 5, tzinfo=UTC)


def said(words: str, cue: str | None) -> str:
    """The headline of one statement of Ada Quill for Arland."""
    article = ArticleRef(
        id="a1",
        revision=1,
        outlet="Herald",
        publisher="herald",
        title="Talks",
        published_at=AT,
        received_at=AT,
    )
    statement = Statement(
        id="st-1", article=article, speaker="Ada Quill", speaker_kind="person", side="Arland", type="indirect",
        spans=((0, len(words)),), words=(words,), cue=cue,
    )  # fmt: skip
    return attributed(statement, words)


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

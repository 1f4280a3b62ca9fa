"""What was written to learn from: its form is read as meant, mistakes are named, and what ships follows it."""

import pytest

from services.extraction.domain.encoder import labels
from services.extraction.domain.encoder.labels import MILESTONES, STATUSES
from services.extraction.training.annotations import written_articles, written_statements
from shared.catalog import load

ARTICLE = """
=== 1 | wire | 2025-06-11
# Envoys meet again
{m1:Both sides met in Arcity on Tuesday}, {s1:the mediator} {q1:said}: "{c1:They listened,}" he said, "{c1:at last.}"
It was raining. {s2:Borland} {q2:wants} {c2:{m2:a "fair" deal}}.
S1 | Arland's mediator | person | Arland | talks_process, peace_terms | supports | 0 | a-b.deal=for, a-b.troops=open
S2 | Borland | country | - | talks_process | demands | 1 | -
M1 | meeting_held | happened | Borland; Arland | - | 2025-06-10 | Arcity | 0
M2 | demand_or_condition_stated | happened | Borland | Arland | - | - | 1
"""


def test_marks_become_offsets_of_the_text_without_them() -> None:
    (record,) = written_articles.read(ARTICLE, "05")
    first, second = record["statements"]
    text = record["text"]
    assert record["doc_id"] == "05-1"
    assert [text[a:b] for a, b in first["content"]] == ["They listened,", "at last."]
    assert (first["source"], first["cue"], first["type"]) == ("the mediator", "said", "direct")
    assert first["answers"] == {"a-b.deal": "for", "a-b.troops": "open"}
    assert (second["type"], second["affiliation"], second["background"]) == ("mixed", None, True)
    held, asked = record["milestones"]
    assert [text[a:b] for a, b in held["evidence"]] == ["Both sides met in Arcity on Tuesday"]
    assert held["parties"] == ["Arland", "Borland"]
    assert (asked["date"], asked["mediators"], asked["background"]) == (None, ["Arland"], True)
    assert "{" not in text
    assert "}" not in text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (ARTICLE.replace("2025-06-11", "June 11"), "YYYY-MM-DD"),
        (ARTICLE.replace("raining.", "raining.}"), "closes nothing"),
        (ARTICLE.replace("at last.}", "at last."), "c1 is not closed"),
        (ARTICLE.replace("{c2:", "{c3:"), "article 1: nothing is marked {c2"),
        (ARTICLE.replace("| happened | Borland |", "| Borland |"), "M2: 6 fields, not 7"),
    ],
)
def test_a_mistake_in_an_article_is_named_with_its_place(wrong: str, told: str) -> None:
    with pytest.raises(written_articles.BadArticle, match=told.replace("{", r"\{")):
        list(written_articles.read(wrong, "05"))


def test_a_statement_stands_under_its_question() -> None:
    (each,) = written_statements.read(
        "## a-b.deal\nfor | Arland | said | d | peace_terms | supports | We sign.\n", "x"
    )
    assert each == ("a-b.deal", "for", "Arland", "said", True, "peace_terms", "supports", "We sign.")
    (record,) = written_statements.records([each])
    assert record["statements"][0]["content"] == [[0, len("We sign.")]]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("for | Arland | said | d | peace_terms | supports | We sign.", "line 1: stands under no question"),
        ("## q\nfor | Arland | said | d | peace_terms | We sign.", "line 2: 6 fields"),
        ("## q\nyes | Arland | said | d | peace_terms | supports | We sign.", "'yes' is none of for"),
        ("## q\nfor | Arland | said | d | peace | supports | We sign.", "'peace' is none of"),
    ],
)
def test_a_mistake_in_a_statement_is_named_with_its_place(wrong: str, told: str) -> None:
    with pytest.raises(written_statements.BadStatement, match=told):
        list(written_statements.read(wrong, "x"))


def test_what_ships_can_be_learnt_from() -> None:
    catalog = load()
    records = written_articles.load()
    assert len({r["doc_id"] for r in records}) == len(records) > 200
    for record in records:
        for statement in record["statements"]:
            assert set(statement["issues"]) <= set(labels.ISSUES)
            assert statement["position"] in labels.POSITIONS
            assert set(statement["answers"]) <= set(catalog.questions)
        for step in record["milestones"]:
            assert step["type"] in MILESTONES
            assert step["status"] in STATUSES
    # A question added to the catalog is answered by its words until statements are written for it.
    assert {each.question for each in written_statements.load()} <= set(catalog.questions)

"""A headline is understood without its article, and puts nothing into anybody's mouth."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.statements.domain.headline_text import shown
from services.statements.domain.self_contained import fault
from shared.contracts import ArticleRef, Passage, Statement
from shared.testing.builders import a_statement, an_article_ref, at, observed

AT = datetime(2024, 3, 5, tzinfo=UTC)


def said(passage: str, words: str, **other: Any) -> Statement:
    """What Ada Quill says for Arland in this passage of the Herald."""
    start = 100 + passage.index(words)
    values: dict[str, Any] = {
        "id": "st-1",
        "article": ArticleRef(
            id="a1", revision=1, outlet="Herald", publisher="herald", title="Talks", published_at=AT, received_at=AT
        ),
        "speaker": "Ada Quill", "speaker_kind": "person", "side": "Arland", "type": "indirect", "cue": "said",
        "spans": ((start, start + len(words)),), "words": (words,), "passage": Passage(start=100, text=passage),
    }  # fmt: skip
    return Statement(**(values | other))


@pytest.mark.parametrize(
    ("words", "type", "kind", "wrong"),
    [
        ("it as worse than the last one", "indirect", "person", "pronoun"),
        ("this would ruin the fishermen of the north", "mixed", "person", "pronoun"),
        ("In this kind of scenario both countries would cope", "direct", "person", "pronoun"),
        ("Only by doing so can we keep the ports open", "direct", "person", "pronoun"),
        ("They want a deal more than we do, believe me", "direct", "person", "pronoun"),
        ("We cannot let this happen", "direct", "person", "short"),
        ("her plan for the northern ports", "indirect", "person", "verbless"),
        ("the harvest as a “great success”", "mixed", "person", "verbless"),
        ("for an accord between the two islands", "indirect", "person", "scrap"),
        ("the incident in the strait changes what both sides want", "indirect", "country", None),
        ("the incident was unacceptable to both sides", "indirect", "country", "definite"),
        ("if it continues to close the ports", "indirect", "country", "scrap"),
        ("it would close the ports on Friday", "indirect", "country", None),
        ("It is time to open the ports to everybody", "direct", "person", None),
        ("This year we will open the ports to everybody", "direct", "person", None),
        ("she would open the ports on Friday", "indirect", "person", None),
        ("those who want the ports closed will be heard", "direct", "person", None),
        (
            "Arland exports more grain to islands near and far than ever before, by every count",
            "indirect",
            "person",
            None,
        ),
        ("not to open the northern ports before the harvest", "indirect", "person", "verbless"),
        ("the ports reopened to ships from both islands", "indirect", "person", None),
    ],
)
def test_what_keeps_words_from_standing_alone(words: str, type: Any, kind: Any, wrong: str | None) -> None:
    """Pronouns without what they stand for, short answers, noun phrases and scraps; not every "it" and "this"."""
    assert fault(said(words, words, type=type, speaker_kind=kind)) == wrong


@pytest.mark.parametrize(
    ("passage", "words", "cue", "type", "headline"),
    [
        (
            "On Monday Quill announced a census in the highlands.", "a census in the highlands", "announced",
            "indirect", "Arland (Ada Quill) announced a census in the highlands",
        ),
        (
            "Quill called the demand a “big mistake” before leaving.", "the demand a “big mistake”", "called",
            "mixed", "Arland (Ada Quill) called the demand a “big mistake”",
        ),
        (
            "Quill rejected the call for talks.", "the call for talks", "rejected",
            "indirect", "Arland (Ada Quill) rejected the call for talks",
        ),
        (
            "Soon after, Quill also rejected it as worse than the last plan.", "it as worse than the last plan",
            "rejected", "indirect",
            "Arland (Ada Quill), in the words of Herald: Soon after, Quill also rejected it as worse than the "
            "last plan.",
        ),
        (
            "Borland will close the ports. “We cannot let this happen,” Quill said.", "We cannot let this happen",
            "said", "direct",
            "Arland (Ada Quill), in the words of Herald: Borland will close the ports. “We cannot let this happen,” "
            "Quill said.",
        ),
        (
            "“We will not sign,” Quill said after the talks in Senn.", "We will not sign", "said", "direct",
            "Arland (Ada Quill), in the words of Herald: “We will not sign,” Quill said after the talks in Senn.",
        ),
        (
            "Quill doubted that the talks would succeed this year.", "the talks would succeed this year", "doubted",
            "indirect", "Arland (Ada Quill) doubted that the talks would succeed this year",
        ),
        (
            "A mine hit a ferry. Quill said the incident was unacceptable.", "the incident was unacceptable", "said",
            "indirect",
            "Arland (Ada Quill), in the words of Herald: A mine hit a ferry. Quill said the incident was unacceptable.",
        ),
        (
            "Trains stopped for hours. The company regrets the inconvenience.", "the inconvenience", "regrets",
            "indirect",
            "Arland (Ada Quill), in the words of Herald: Trains stopped for hours. The company regrets the "
            "inconvenience.",
        ),
        (
            "The ports are closed. Quill said that they will open on Friday.", "they will open on Friday", "said",
            "indirect",
            "Arland (Ada Quill), in the words of Herald: Quill said that they will open on Friday.",
        ),
    ],
)  # fmt: skip
def test_the_verb_or_the_articles_sentence_makes_it_whole(
    passage: str, words: str, cue: str, type: Any, headline: str
) -> None:
    """A noun phrase gets its verb; what points back is shown in the article's sentence, and that as the article's."""
    told = shown(said(passage, words, cue=cue, type=type))
    assert (headline, True) == (told.said, told.clear)
    assert ("in the words of" in headline) == (told.context is not None)


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("Prices fell after Quill renewed her attacks, ending hopes for an accord.", "for an accord"),
        ("“This would ruin the fishermen,” she said.", "This would ruin the fishermen"),
        ("Quill said the incident was unacceptable.", "the incident was unacceptable"),
    ],
)
def test_what_nothing_makes_whole_is_known_to_be_unclear(passage: str, words: str) -> None:
    """A scrap of the reporter's sentence, and what points back with nothing before it."""
    assert not shown(said(passage, words, cue=None)).clear


def test_a_long_lead_is_shortened_and_the_words_stay() -> None:
    """What stands before the words is there to explain them."""
    lead = "The island, which has argued with its neighbour about the ports for thirty years, " * 4
    told = shown(
        said(f"{lead}also called it “an insult to all of us”.", "it “an insult to all of us”", cue="called")
    )
    assert told.context is not None
    assert told.context.startswith("…")
    assert "it “an insult to all of us”" in told.context


@pytest.mark.parametrize(("worth", "raised"), [(0.65, 0), (0.8, 1)])
def test_what_is_unclear_is_told_only_if_outstanding(bench: Any, worth: float, raised: int) -> None:
    """Nobody can make anything of "for an accord with the neighbour"."""
    passage = "Prices fell after the renewed attacks, ending hopes for an accord with the neighbour."
    words = "for an accord with the neighbour"
    at_ = passage.index(words)
    statement = a_statement(
        words, article=an_article_ref("a", published_at=at(0)), newsworthiness=worth, cue=None, position="demands",
        rank=1, spans=((at_, at_ + len(words)),), passage=Passage(start=0, text=passage),
    )  # fmt: skip
    bench.send(observed(statement), at(0))
    assert raised == len(bench.alerts())


def test_an_alert_carries_the_sentence_that_it_shows(bench: Any) -> None:
    """`context` is the article's sentence, `words` stay the speaker's."""
    passage = "Soon after, Prins also rejected it as worse than the last plan."
    words = "it as worse than the last plan"
    at_ = passage.index(words)
    statement = a_statement(
        words, article=an_article_ref("a", published_at=at(0)), cue="rejected", position="rejects",
        speaker="Olga Prins", speaker_kind="person", spans=((at_, at_ + len(words)),),
        passage=Passage(start=0, text=passage),
    )  # fmt: skip
    bench.send(observed(statement), at(0))
    (alert,) = bench.alerts()
    assert (passage, words) == (alert.data.context, alert.data.words)
    assert passage in alert.data.headline


@pytest.mark.parametrize(
    ("words", "rest", "wrong"),
    [
        ("Arland has received an offer, which the island is currently", " weighing.", "broken"),
        ("the ports will not reopen, no matter how much", " Borland shouts.", "broken"),
        ("Arland knows what it is", ".", None),
        ("the ports will reopen to ships", " of both islands.", None),
    ],
)
def test_words_that_break_off(words: str, rest: str, wrong: str | None) -> None:
    """Where no clause can end, though the article goes on."""
    assert fault(said(words + rest, words)) == wrong


def test_words_that_break_off_are_told_with_the_rest() -> None:
    """In the article's sentence."""
    words = "Arland has received an offer, which the island is currently"
    told = shown(said(f"Quill says {words} weighing.", words))
    assert told.said == f"Arland (Ada Quill), in the words of Herald: Quill says {words} weighing."
    assert told.clear


def test_of_several_sides_it_is_none() -> None:
    """Of one government it is that government."""
    words = "its rules on fishing as unfair to the islanders"
    joint = {"side": "Arland & Borland", "members": ("Arland", "Borland"), "speaker_kind": "country"}
    assert fault(said(words, words, **joint)) == "pronoun"
    assert fault(said(words, words, speaker_kind="country")) != "pronoun"

"""A deed is evidence on the question that asks for it, of the side that does it."""

import pytest

from services.extraction.domain.article_context import Context
from services.extraction.domain.deeds.article import deeds_of
from services.extraction.domain.text.document import document
from shared.catalog import Act, Actor, Catalog, Matcher, Negotiation, Question
from shared.contracts import PositionReported
from shared.testing.builders import an_article

TARIFFS = Question(
    "q.tariffs", "Arland lifts its tariffs", (), ("tariff*",), (), (), ("Arland", "Borland"),
    (Act("measure", "lifted", "Arland", "for"),),
)  # fmt: skip
ANSWERS = Question(
    "q.answers", "Borland answers with tariffs", (), ("retaliat*",), (), (), ("Arland", "Borland"),
    (Act("measure", "imposed", "Borland", "for"),),
)  # fmt: skip
DEAL = Question(
    "q.deal", "Arland and Borland conclude a deal", (), ("deal",), (), (), ("Arland", "Borland"),
    (Act("agreement_signed", "happened", None, "for"), Act("talks", "resumed", None, "for")),
)  # fmt: skip
CATALOG = Catalog(
    actors=(
        Actor("arland", "Arland", "country", "Arland", demonyms=("Arlandian",)),
        Actor("borland", "Borland", "country", "Borland", demonyms=("Borlandian",)),
        Actor("corland", "Corland", "country", "Corland"),
    ),
    negotiations=(
        Negotiation(
            "q", "Q", ("Arland", "Borland"), (), (), (TARIFFS, ANSWERS, DEAL), ("tariff*", "deal"), pair=True
        ),
    ),
)


def evidence(words: str, title: str = "Arland and Borland") -> list[PositionReported]:
    article = an_article(text=words, title=title)
    context = Context(article, CATALOG, Matcher(CATALOG))
    return list(deeds_of(document("a", words, title), article, (), context, Matcher(CATALOG)))


def told(words: str, title: str = "Arland and Borland") -> list[tuple[str, str, str, str]]:
    return [(p.side, p.question, p.verdict, p.deed.step) for p in evidence(words, title) if p.deed]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Arland imposed tariffs on Borland.", ("Arland", "q.tariffs", "against", "imposed")),
        ("Arland lifted its tariffs on Borland.", ("Arland", "q.tariffs", "for", "lifted")),
        ("Arland put off its tariffs on Borland.", ("Arland", "q.tariffs", "open", "put_off")),
        ("Borland imposed tariffs on Arland.", ("Borland", "q.answers", "for", "imposed")),
        ("Arland called off talks with Borland on a deal.", ("Arland", "q.deal", "against", "talks_broken")),
    ],
)
def test_the_way_it_goes_answers_the_question(words: str, expected: tuple[str, str, str, str]) -> None:
    assert told(words) == [expected]


def test_a_deal_is_that_of_both() -> None:
    assert {each[0] for each in told("Arland reached a trade deal with Borland.")} == {"Arland", "Borland"}


def test_what_falls_on_a_third_country_answers_nothing() -> None:
    assert told("Arland imposed tariffs on Corland.") == []


def test_whom_a_measure_spares_it_does_not_fall_on() -> None:
    assert told("Arland announced tariffs but with exemptions for Borland.") == []


def test_what_only_the_title_tells_rests_on_a_sentence_that_names_the_side() -> None:
    (found,) = evidence(
        "Arland and Borland have been at odds over their tariffs for years.", "Arland lifts Borland tariffs"
    )
    assert found.deed is not None
    assert (found.deed.titled, found.deed.words, found.origin) == (
        True,
        "Arland lifts Borland tariffs",
        "deed",
    )


def test_the_words_are_those_of_the_text() -> None:
    words = "Arland imposed tariffs on Borland."
    (found,) = evidence(words)
    assert [words[start:end] for start, end in found.evidence.spans] == list(found.evidence.words)


TOLD = "Arland imposed tariffs on Borland on Monday."


def name(words: str, title: str = "Arland and Borland") -> list[str]:
    return [each.id for each in evidence(words, title)]


@pytest.mark.parametrize(
    "edited",
    [
        f"Corrects a name. {TOLD}",
        f"{TOLD} Traders had expected it.",
        "Arland imposed tariffs on  Borland, on Monday.",
    ],
)
def test_an_edit_around_a_deed_leaves_its_name(edited: str) -> None:
    """So that nothing is withdrawn, and no alert that rests on it is corrected."""
    assert name(edited) == name(TOLD)


@pytest.mark.parametrize(
    "another",
    [
        "Borland imposed tariffs on Arland on Monday.",
        "Arland announced tariffs on Borland on Monday.",
        "Arland imposed tariffs on Borland on Tuesday.",
        "Arland imposed tariffs of 25% on Borland on Monday.",
    ],
)
def test_who_does_what_when_and_with_which_measure_makes_another_deed(another: str) -> None:
    assert not set(name(another)) & set(name(TOLD))


def test_what_an_article_tells_twice_is_counted() -> None:
    """The first keeps its name when the second goes."""
    twice = name(f"{TOLD} {TOLD}")
    assert len(set(twice)) == len((TOLD, TOLD))
    assert set(name(TOLD)) < set(twice)

"""A condition without what depends on it heads no saying and joins none."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from services.statements.domain.bare_conditions import only_condition
from shared.testing.builders import a_statement, an_article_ref, at, observed


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        (("if it continues the blockade of the ports",), True),
        (("“If Arland does not lift the blockade”",), True),
        (("unless the prisoners are home by noon",), True),
        (("only if the agreement resolves their doubts",), True),
        (("but if you do take him seriously",), True),
        (("as long as the blockade lasts.",), True),
        (("If Arland stops, Borland will stop",), False),
        (("if they attack we will answer",), False),
        (("If we pay the full price it does hurt",), False),
        (("if they are elected in May Borland faces the same question",), False),
        (("if the ports of the north stay closed Borland would answer",), False),
        (("only if they leave can talks begin",), False),
        (("Only if the ports of the north open will Borland sign",), False),
        (("if necessary",), False),
        (("the ports stay closed if Arland does not pay",), False),
        (("If Arland stops", "we will stop"), False),
        (("iffy plans for the ports",), False),
        (("until the ports open there will be no talks",), False),
    ],
)
def test_a_condition_alone(words: tuple[str, ...], bare: bool) -> None:
    """Where anything may depend on it, it is a sentence."""
    spans = tuple((n * 100, n * 100 + len(each)) for n, each in enumerate(words))
    statement = a_statement(words[0], article=an_article_ref("a"))
    assert bare == only_condition(structs.replace(statement, words=words, spans=spans))


def test_it_neither_joins_nor_heads_a_saying(bench: Any) -> None:
    """The words of the first telling stay its heading, and the second outlet is no second source for them."""
    whole = "Arland will close its ports if it continues military operations in the northern straits"
    bare = "if it continues military operations in the northern straits"
    for outlet, words, hour in (
        ("Example Wire", whole, 0),
        ("Other Times", bare, 1),
        ("Third Post", bare, 2),
    ):
        article = an_article_ref(outlet, outlet=outlet, published_at=at(hour))
        told = a_statement(words, article=article, newsworthiness=0.95, rank=1, position="threatens")
        bench.send(observed(told), at(hour))
    (alert,) = bench.alerts()
    assert alert.data.words == whole

"""Sentences annotated one by one are found again in their article, whatever reading cuts off before them."""

from __future__ import annotations

import pytest

from services.extraction.training import single
from shared.catalog import Matcher, load

BEFORE = "The mill stood still on Monday."
CREDIT = "(Ann Lee/The Harbour Press) "
SENTENCE = "China and the United States held talks in Geneva on Tuesday about the tariffs."
TEXT = f"{BEFORE} {CREDIT}{SENTENCE}"


def test_a_sentence_behind_the_credit_of_a_picture_is_found() -> None:
    """It was annotated with the credit, and is read without."""
    catalog = load()
    record = {"text": TEXT, "title": "", "published_at": "2024-05-14"}
    article = single.as_read(record, catalog, Matcher(catalog))
    at = single.place(article, (len(BEFORE) + 1, len(TEXT)))
    start, end = article.sentences[at]
    assert TEXT[start:end] == SENTENCE
    with pytest.raises(ValueError, match="not in list"):
        single.place(article, (0, 7))

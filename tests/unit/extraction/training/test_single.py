"""Sentences annotated one by one are found again in their article, whatever reading cuts off before them."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.extraction.training.annotations import single
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


def test_an_excerpt_holds_neighbouring_sentences_and_the_steps_they_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is learnt from keeps its offsets; what stands far away is learnt from by itself."""
    far = "Rain fell. " * 80
    text = f"{BEFORE} {SENTENCE} {far}{SENTENCE}"
    first, last = text.index(SENTENCE), text.rindex(SENTENCE)
    spans = [[0, len(BEFORE)], [first, first + len(SENTENCE)], [last, last + len(SENTENCE)]]
    steps = [{"type": "talks_round_held", "evidence": [span]} for span in spans[1:]]
    record = {"doc_id": "a", "text": text, "judged": spans, "milestones": steps}
    monkeypatch.setattr(single, "records", lambda gold: [record])
    together, alone = single.excerpts(Path("gold"))
    assert [together["text"][a:b] for a, b in together["judged"]] == [BEFORE, SENTENCE]
    assert [together["text"][slice(*m["evidence"][0])] for m in together["milestones"]] == [SENTENCE]
    assert [alone["text"][a:b] for a, b in alone["judged"]] == [SENTENCE]
    assert len(alone["text"]) < 600

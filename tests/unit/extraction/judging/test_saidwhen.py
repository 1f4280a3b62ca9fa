"""Words beside the cue tell when something was said."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.judging.saidwhen import Telling, days_ago, shared
from services.extraction.domain.text.document import document

WEDNESDAY = datetime(2025, 5, 21, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The minister said last month that the talks would go on.", "said", 21),
        ("The minister said on Saturday that the talks would go on.", "said", 4),
        ("The minister said on Sunday that the talks would go on.", "said", 3),
        ("In a speech on 3 April, the minister said the talks would go on.", "said", 48),
        ("The minister said on Tuesday that the talks would go on.", "said", 1),
        ("The minister said on Wednesday that the talks would go on.", "said", 0),
        ("The minister said that the talks would go on.", "said", 0),
        ("The minister said the talks that began last month would go on.", "said", 0),
        ("She took over in 2019, when hardly anybody had heard of her, and said the talks go on.", "said", 0),
        ("The strike came last week. The minister said that the talks would go on.", "said", 0),
    ],
)  # fmt: skip
def test_only_a_date_beside_the_cue_counts(text: str, cue: str, expected: int) -> None:
    """Dates within what is said, of other events and of other sentences do not make it old."""
    at = text.index(cue)
    content = (text.index("the talks"), len(text) - 1)
    read = document("a", text, published_at=WEDNESDAY)
    assert expected == days_ago(read, (at, at + len(cue)), (content,))


def test_without_a_date_of_the_article_nothing_is_old() -> None:
    """There is nothing to count from."""
    text = "The minister said last week that the talks would go on."
    assert not days_ago(document("a", text), (13, 17), ((28, 54),))


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        ([("Quill", "warned", 1, 3), ("Quill", "saying", 1, 0)], [3, 3]),
        ([("Quill", "saying", 1, 0), ("Quill", "warned", 1, 3)], [3, 3]),
        ([("Quill", "told", 1, 3), ("Quill", "added", 3, 0), ("Quill", "went on", 4, 0)], [3, 3, 3]),
        ([("Quill", "told", 1, 3), ("Quill", "said", 2, 0)], [3, 0]),
        ([("Quill", "told", 1, 3), ("Varga", "added", 2, 0)], [3, 0]),
        ([("Quill", "told", 1, 3), ("Varga", "said", 1, 0)], [3, 0]),
        ([("Quill", "told", 1, 3), ("Quill", "added", 2, 1)], [3, 1]),
        ([(None, "told", 1, 3), (None, "added", 1, 0)], [3, 0]),
        ([("Quill", "spoke", 1, 400), ("Quill", "saying", 1, 0)], [400, 0]),
    ],
    ids=[
        "one sentence", "its date last", "added to it", "a sentence of its own", "another speaker", "other in sentence",
        "its own date", "nobody known", "no day of saying",
    ],
)  # fmt: skip
def test_a_day_holds_for_what_is_said_in_the_same_breath(
    tellings: list[tuple[str | None, str, int, int]], expected: list[int]
) -> None:
    """What is said in the dated sentence and what is added to it was said on the same day."""
    assert expected == shared([Telling(*telling) for telling in tellings])

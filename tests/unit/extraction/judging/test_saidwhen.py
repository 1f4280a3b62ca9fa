"""Words beside the cue tell when something was said."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.judging.saidwhen import DatedStatement, days_ago, shared
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
        ("Quill, who was elected in March, told the house that the talks would go on.", "told", 0),
        ("Quill, elected in 2022, said on Tuesday the talks would go on.", "said", 1),
        ("Quill – back from Arport since 12 May – said the talks would go on.", "said", 0),
        ("Quill left for Arport on Friday and said on Tuesday the talks would go on.", "said", 1),
        ("Arland closed its ports in April and the minister says the talks go on.", "says", 0),
        ("After the fire in the port on 9 May, Quill said the talks would go on.", "said", 0),
        ("Arland, which seized the isles in 2014, said the talks would go on.", "said", 0),
    ],
)  # fmt: skip
def test_only_a_date_beside_the_cue_counts(text: str, cue: str, expected: int) -> None:
    """Dates within what is said, of other events and of other sentences do not make it old."""
    at = text.index(cue)
    content = (text.index("the talks"), len(text) - 1)
    read = document("a", text, published_at=WEDNESDAY)
    assert expected == days_ago(read, (at, at + len(cue)), (content,))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("On Friday, the minister said the talks would go on.", "said", 5),
        ("In May, Quill said the talks would go on.", "said", 0),
        ("But in April, Quill said the talks would go on.", "said", 21),
        ("In a 9 May interview, Quill said the talks would go on.", "said", 12),
        ("Quill, in a letter to her party last month, said the talks would go on.", "said", 21),
        ("Arland lost the vote, and in April, Quill said the talks would go on.", "said", 21),
        ("A report published in March said the talks would go on.", "said", 51),
        ("The minister on Friday said the talks would go on.", "said", 5),
        ("Quill met the envoys on Friday and told them the talks would go on.", "told", 5),
        ("Quill met the envoys last month, adding that the talks would go on.", "adding", 21),
        ("She was in Arport in April, when she promised the talks would go on.", "promised", 21),
        ("The vote came last month, with Quill saying that the talks would go on.", "saying", 21),
    ],
)  # fmt: skip
def test_a_date_before_the_cue_counts_where_it_frames_what_is_told(
    text: str, cue: str, expected: int
) -> None:
    """At the head of its clause, or of the deed in whose course it was said."""
    at = text.index(cue)
    read = document("a", text, published_at=WEDNESDAY)
    assert expected == days_ago(read, (at, at + len(cue)), ((text.index("the talks"), len(text) - 1),))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Quill is expected to tell the house on Friday that the talks go on.", "tell", 0),
        ("Quill will say on Monday that the talks go on.", "say", 0),
        ("Quill told the house on Friday that the talks go on.", "told", 5),
        ("Quill was quick to say on Friday that the talks go on.", "say", 5),
        ("The minister will present the plan on Friday, saying that the talks go on.", "saying", 0),
        ("Quill said on Thursday that the talks go on.", "said", 0),
        ("Quill said last Thursday that the talks go on.", "said", 6),
        ("Quill said on Thursday of last week that the talks go on.", "said", 6),
    ],
)  # fmt: skip
def test_a_weekday_that_may_lie_ahead_makes_nothing_old(text: str, cue: str, expected: int) -> None:
    """What somebody is going to say is not told as of last week; nor is what was said where it is tomorrow already."""
    at = text.index(cue)
    read = document("a", text, published_at=WEDNESDAY)
    assert expected == days_ago(read, (at, at + len(cue)), ((text.index("the talks"), len(text) - 1),))


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
    assert expected == shared([DatedStatement(*telling) for telling in tellings])

"""A sentence that its attribution parts is one statement with both halves."""

import pytest

from services.extraction.domain.spans.asides import whole
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import document


def read(text: str, cue: str, *told: str) -> list[list[str]]:
    """Contents after the rule, of statements of one verb; one token a character."""
    offsets = [(i, i + 1) for i in range(len(text))]
    verb = (text.index(cue), text.index(cue) + len(cue))
    raws = [
        RawStatement(((text.index(words), text.index(words) + len(words)),), None, verb, 0.9, 0.0, False)
        for words in told
    ]
    return [[text[a:b] for a, b in raw.content] for raw in whole(document("a1", text), offsets, raws)]


@pytest.mark.parametrize(
    ("text", "cue", "told", "halves"),
    [
        ("The bridge, he said, was safe.", "said", ("was safe",), ["The bridge", "was safe"]),
        ("Its boats, the union warned, remained in port.", "warned", (), ["Its boats", "remained in port"]),
        ("But that, it argued, had changed the plan.", "argued", ("had changed the plan",),
         ["that", "had changed the plan"]),
        ("Arland, he told his cabinet, was not bound.", "told", ("his cabinet, was not bound",),
         ["Arland", "was not bound"]),
        ("If it rains, she warned, “we will stop the ferry”.", "warned",
         ("If it rains", "we will stop the ferry"), ["If it rains", "we will stop the ferry"]),
        ("Were it to rain, she said, Borduria would wait.", "said", ("Were it to rain",),
         ["Were it to rain", "Borduria would wait"]),
        ("“The strike will go on,” it added, until all were paid.", "added",
         ("The strike will go on", "until all were paid"), ["The strike will go on", "until all were paid"]),
        ("There were, the mayor insisted, no winners.", "insisted", ("no winners",), ["There were", "no winners"]),
        ("He had not slept, he said, since the storm.", "said", ("He had not slept",),
         ["He had not slept", "since the storm"]),
    ],
)  # fmt: skip
def test_both_halves(text: str, cue: str, told: tuple[str, ...], halves: list[str]) -> None:
    """Whatever the model saw of it."""
    assert [halves] == read(text, cue, *told)


@pytest.mark.parametrize(
    ("text", "cue", "told"),
    [
        ("In Arport, he said, was a bridge.", "said", ("was a bridge",)),
        ("After the storm, the mayor said, the road was closed.", "said", ("the road was closed",)),
        ("The road was closed, he said, adding that it was unsafe.", "said", ("The road was closed",)),
        ("The road was closed, he said, after he met the mayor.", "said", ("The road was closed",)),
        ("Meanwhile, the ship, he said, sank.", "said", ("the ship",)),
    ],
)
def test_no_halves(text: str, cue: str, told: tuple[str, ...]) -> None:
    """What tells when, or what he did beside, is none of the words."""
    assert [[words] for words in told] == read(text, cue, *told)


def test_the_sentence_before_has_nothing_of_the_next() -> None:
    """Words that the model gave to the verb of the sentence before are those of the attribution behind them."""
    text = "He said talks went on. The bridge, the mayor warned, was unsafe."
    offsets = [(i, i + 1) for i in range(len(text))]
    raws = [
        RawStatement(((8, 33),), (0, 2), (3, 7), 0.9, 0.9),
        RawStatement(((53, 63),), None, (45, 51), 0.9, 0.9),
    ]
    assert [
        ["talks went on. "],
        ["The bridge", "was unsafe"],
    ] == [[text[a:b] for a, b in raw.content] for raw in whole(document("a1", text), offsets, raws)]

"""Highlighting: only words that stand where they should are marked."""

from hypothesis import given
from hypothesis import strategies as st

from services.web.domain.evidence import Mark, cut, excerpt, standing, stands, words_of_saying
from shared.contracts import Evidence, Point, TrackedStatement
from shared.testing.builders import a_statement, an_article, an_article_ref

TEXT = "First line.\nThe envoy said “we will come” on Monday.\nLast line."
START = TEXT.index("we will come")
SPAN = (START, START + len("we will come"))


def _evidence(words: str = "we will come", revision: int = 1) -> Evidence:
    return Evidence(article=an_article_ref(revision=revision), spans=(SPAN,), words=(words,))


def test_words_that_stand_there_are_found() -> None:
    """Span and words agree character for character."""
    assert standing(an_article(text=TEXT), _evidence()) == "found"


def test_words_that_do_not_stand_there_are_a_mismatch() -> None:
    """Same revision, other words: a defect."""
    assert standing(an_article(text=TEXT), _evidence("we will go  ")) == "mismatch"


def test_words_of_an_earlier_revision_are_no_defect() -> None:
    """The outlet has edited the article since."""
    assert standing(an_article(text="Edited.", revision=2), _evidence()) == "edited"


def test_an_article_that_is_gone_is_said_to_be_absent() -> None:
    """Nothing can be checked, nothing is marked."""
    assert standing(None, _evidence()) == "absent"


def test_spans_outside_the_text_never_stand() -> None:
    """Negative, empty, reversed and too far spans are refused, as is another number of words."""
    for span in ((-3, 2), (5, 5), (9, 4), (0, len(TEXT) + 1)):
        assert not stands(TEXT, [span], [TEXT[slice(*span)]])
    assert not stands(TEXT, [SPAN], [])


def test_an_excerpt_shows_the_words_in_their_paragraph() -> None:
    """Only the paragraph is shown, the words alone are marked."""
    pieces = excerpt(TEXT, [SPAN])
    assert "The envoy said “we will come” on Monday." == "".join(p.text for p in pieces)
    assert ["we will come"] == [p.text for p in pieces if p.marks]


def test_a_long_paragraph_is_cut_between_words() -> None:
    """What is left out is marked by an ellipsis on each side."""
    text = "before " * 100 + "the words" + " after" * 100
    start = text.index("the words")
    shown = "".join(p.text for p in excerpt(text, [(start, start + 9)], margin=30))
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert "the words" in shown


def test_overlapping_marks_each_show() -> None:
    """A milestone inside a statement: the middle piece belongs to both."""
    pieces = cut("abcdef", [Mark(0, 4, "a"), Mark(2, 6, "b")])
    assert [("ab", ["a"]), ("cd", ["a", "b"]), ("ef", ["b"])] == [
        (p.text, [m.of for m in p.marks]) for p in pieces
    ]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_cutting_loses_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever the spans, the pieces are the text."""
    assert text == "".join(p.text for p in cut(text, [Mark(a, b) for a, b in spans]))


def test_ten_thousand_marks_take_no_time() -> None:
    """A long article full of evidence is cut in one pass."""
    text = "word " * 20_000
    pieces = cut(text, [Mark(i * 10, i * 10 + 4, str(i)) for i in range(10_000)])
    assert 10_000 == sum(bool(p.marks) for p in pieces)


def test_a_saying_shows_the_point_that_tells_it() -> None:
    """Of a quotation of two sentences each saying has its own; a statement of one point is shown whole."""
    said = a_statement("We will come. Nobody will stay.", spans=((10, 41),))
    points = (
        Point(spans=((10, 22),), saying="sa-1", novelty="new"),
        Point(spans=((24, 40),), saying="sa-2", novelty="new"),
    )
    tracked = TrackedStatement(statement=said, saying="sa-1", novelty="new", points=points)
    assert ("We will come",) == words_of_saying(tracked, "sa-1").words
    assert ("Nobody will stay",) == words_of_saying(tracked, "sa-2").words
    whole = TrackedStatement(statement=said, saying="sa-1", novelty="new")
    assert said.words == words_of_saying(whole, "sa-1").words

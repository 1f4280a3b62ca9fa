"""Windows that the encoder is fed with."""

from hypothesis import given
from hypothesis import strategies as st

from services.extraction.domain.encoder import windows
from shared.contracts.common import Span

SENTENCE, PARAGRAPH = 3, 6  # features of the tokens that begin one
TOKENS = st.lists(
    st.tuples(st.integers(1000, 9000), st.sampled_from((0, 0, 0, 0, 0, SENTENCE, PARAGRAPH))), max_size=1500
)


def cut(tokens: list[tuple[int, int]], salt: int = 0) -> tuple[Span, ...]:
    return windows.cut([number for number, _ in tokens], [feature for _, feature in tokens], salt)


def article(paragraphs: range, length: int = 37) -> list[tuple[int, int]]:
    """Paragraphs of which no two are alike."""
    return [(1000 + 97 * p + i, PARAGRAPH if i == 0 else 0) for p in paragraphs for i in range(length)]


@given(TOKENS, st.integers(0, 1 << 30))
def test_every_token_is_read_exactly_once(tokens: list[tuple[int, int]], salt: int) -> None:
    """No window is longer than the encoder takes, and none but the last very short."""
    cuts = cut(tokens, salt)
    assert list(range(len(tokens))) == [i for start, end in cuts for i in range(start, end)]
    assert all(0 < end - start <= windows.MOST for start, end in cuts)
    assert all(end - start >= windows.LEAST for start, end in cuts[:-1])


def test_cuts_where_a_paragraph_begins_or_else_a_sentence() -> None:
    """A sentence is not cut in two where there is another way."""
    tokens = [(1, 0)] * 300
    tokens[90] = tokens[120] = (2, SENTENCE)
    assert cut(tokens)[0][1] in (90, 120)
    tokens[150] = (3, PARAGRAPH)
    assert cut(tokens)[0][1] == 150


def test_what_is_added_at_the_end_changes_the_last_windows_alone() -> None:
    """A revision with more lines is read as the article was, up to its end."""
    before, after = cut(article(range(40))), cut(article(range(43)))
    assert before[:-2] == after[: len(before) - 2]


def test_what_is_inserted_changes_few_windows() -> None:
    """A revision with one more paragraph in the middle is read as the article was, but around it."""
    whole = article(range(60))
    at, more = 20 * 37, article(range(70, 71))
    before = {tuple(whole[start:end]) for start, end in cut(whole)}
    revised = whole[:at] + more + whole[at:]
    after = {tuple(revised[start:end]) for start, end in cut(revised)}
    assert len(after - before) <= 4


def test_training_sees_an_article_cut_in_different_places() -> None:
    """By another salt."""
    assert len({cut(article(range(40)), salt) for salt in range(8)}) > 4

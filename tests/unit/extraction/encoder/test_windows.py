"""Windows that the encoder is fed with."""

from hypothesis import given
from hypothesis import strategies as st

from services.extraction.domain.encoder import windows


@given(st.integers(0, 3000), st.integers(0, 150), st.lists(st.integers(1, 3000), max_size=60).map(sorted))
def test_every_token_is_read_exactly_once(tokens: int, shift: int, breaks: list[int]) -> None:
    """Each token is one window's own; no window is longer than the encoder takes."""
    cuts = windows.cut(tokens, shift=shift, breaks=breaks)
    assert list(range(tokens)) == [i for w in cuts for i in range(w.own_start, w.own_end)]
    assert all(w.start <= w.own_start and w.own_end <= w.end <= tokens for w in cuts)
    assert all(w.end - w.start <= windows.LENGTH for w in cuts)


def test_cuts_where_a_sentence_begins() -> None:
    """A cut moves to the beginning of a sentence nearby."""
    tokens = 2 * (windows.LENGTH - 2 * windows.CONTEXT - 2 * windows.NEAR)
    ideal = tokens // 2
    assert ideal + 5 == windows.cut(tokens, breaks=[ideal + 5])[1].own_start


@given(st.integers(0, 3000), st.integers(1, 400), st.lists(st.integers(1, 3000), max_size=60).map(sorted))
def test_what_is_added_at_the_end_changes_the_last_windows_alone(
    tokens: int, added: int, breaks: list[int]
) -> None:
    """A revision with one more line is read as the article was, up to its end."""
    known = [b for b in breaks if b < tokens]
    before = windows.cut(tokens, breaks=known)
    after = windows.cut(tokens + added, breaks=known)
    assert before[:-2] == after[: max(0, len(before) - 2)]


def test_number_of_windows_grows_linearly() -> None:
    """Ten times the text is about ten times the work."""
    assert len(windows.cut(20_000)) <= 10 * len(windows.cut(2_000)) + 1

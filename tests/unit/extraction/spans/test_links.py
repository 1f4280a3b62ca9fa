"""How far words lie from a statement, as the links to source and cue weigh it."""

from hypothesis import given
from hypothesis import strategies as st

from services.extraction.domain.spans.links import buckets

STEPS = (2, 5, 10, 20, 40, 80)


def place(at: int, content: list[tuple[int, int]]) -> int:
    """What `buckets` says of one word, worked out by itself."""
    if any(a <= at < b for a, b in content):
        return 0
    first, last = content[0][0], content[-1][1]
    if at < first:
        return 2 + sum(step < first - at for step in STEPS)
    return 9 + sum(step < at - last + 1 for step in STEPS) if at >= last else 1


@given(
    st.lists(st.integers(0, 900), min_size=2, max_size=6, unique=True),
    st.integers(0, 2500),
    st.integers(0, 2500),
)
def test_every_word_near_a_statement_has_its_place(edges: list[int], before: int, after: int) -> None:
    """In a content, in a gap, or before or after it by steps of distance."""
    edges = sorted(edges)[: len(edges) // 2 * 2]
    content = [(edges[i] + 2500, edges[i + 1] + 2500) for i in range(0, len(edges), 2)]
    low, high = content[0][0] - before, content[-1][1] + after
    assert [place(at, content) for at in range(low, high)] == buckets(content, low, high).tolist()

"""Measures how alike two texts are, and groups articles that share an origin: a publisher, a wire, a wording.

What else makes articles dependent is for each service to say, in its own `independence`.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, TypeVar

from shared.contracts.common import ArticleRef

SAME_TEXT: Final = 0.75
"""Share of equal MinHash values, 24 of 32, from which an article is the text of another, give or take a new opening or
a cut end. The estimate is good to about 0.08. Statements have a threshold of their own, with its reason beside it:
`copy_similarity` in their policy."""
COPIED_WORDS: Final = 12
"""Words of a paraphrase that two newsrooms do not choose alike, to the letter, by chance."""

Item = TypeVar("Item")
Marks = tuple[Hashable, ...]


class Joined:
    """Marks of an origin (a publisher family, a wire, a wording), joined where they belong to one (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, mark: Hashable) -> Hashable:
        """The mark that stands for all joined to this one; itself if none is."""
        parent = self._parent
        while parent.setdefault(mark, mark) != mark:
            parent[mark] = mark = parent[parent[mark]]
        return mark

    def join(self, first: Hashable, *others: Hashable) -> None:
        """Note that these marks belong to one origin."""
        self.root(first)
        for mark in others:
            self._parent[self.root(mark)] = self.root(first)


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two texts, 0 to 1: the share of equal values of their MinHash signatures (Broder
    1997); 0 where either is empty or of another length."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def origins(article: ArticleRef) -> tuple[str, ...]:
    """Whose report the article is: that of the wire services its text credits, else its publisher's."""
    return article.credits or (article.publisher,)


def grouped(items: Iterable[Item], marks_of: Callable[[Item], Marks]) -> list[list[Item]]:
    """Groups in the order given; two items that share a mark are in one. Every item has at least one mark."""
    marked = [(item, marks_of(item)) for item in items]
    joined = Joined()
    for _, marks in marked:
        joined.join(*marks)
    groups: dict[Hashable, list[Item]] = {}
    for item, marks in marked:
        groups.setdefault(joined.root(marks[0]), []).append(item)
    return list(groups.values())

"""Evidence comes in; who tells it on their own, and in how many articles, goes out: reprints of one text count once."""

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Final

from services.stances.domain.evidence import Held
from shared.contracts import ids

COPIED_WORDS: Final = 12
"""Independent paraphrases of so many words and more are never the same to the letter."""

Marks = tuple[Hashable, ...]


def by_publisher(evidence: Iterable[Held]) -> list[list[Held]]:
    """The evidence of each independent publisher. Together are those of one family, what credits the same wire (and the
    wire itself), and a long paraphrase that is the same to the letter."""
    return _together(evidence, lambda held: (*_origins(held), *_copied(held)))


def by_article(evidence: Iterable[Held]) -> list[list[Held]]:
    """That of each distinct article; copies of one text, at length or credited to the same wire, are one."""
    return _together(
        evidence, lambda held: (held.position.evidence.article.id, *_reprinted(held), *_copied(held))
    )


def _origins(held: Held) -> Marks:
    """Whose telling it is: that of the wires which the text credits, else the publisher's."""
    article = held.position.evidence.article
    return article.credits or (article.publisher,)


def _reprinted(held: Held) -> Marks:
    words = _normalised(held.position.evidence.words)
    return tuple((wire, words) for wire in held.position.evidence.article.credits)


def _copied(held: Held) -> Marks:
    """Not of direct words, which are the same in every outlet."""
    words = _normalised(held.position.evidence.words)
    return () if held.position.direct or len(words.split()) < COPIED_WORDS else (("", words),)


@lru_cache(maxsize=20_000)
def _normalised(words: tuple[str, ...]) -> str:
    return ids.normalise(words)


def _together(evidence: Iterable[Held], marks_of: Callable[[Held], Marks]) -> list[list[Held]]:
    """Groups in the order given, where two that share a mark are of one."""
    parent: dict[Hashable, Hashable] = {}

    def root(mark: Hashable) -> Hashable:
        while parent.setdefault(mark, mark) != mark:
            parent[mark] = mark = parent[parent[mark]]
        return mark

    found = [(held, marks_of(held)) for held in evidence]
    for _, (first, *rest) in found:
        root(first)
        for mark in rest:
            parent[root(mark)] = root(first)
    groups: dict[Hashable, list[Held]] = {}
    for held, marks in found:
        groups.setdefault(root(marks[0]), []).append(held)
    return list(groups.values())

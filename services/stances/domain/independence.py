"""Evidence comes in; who tells it on their own, and in how many articles, goes out: reprints of one text count once."""

from collections.abc import Iterable
from functools import lru_cache

from services.stances.domain.evidence import Held
from shared.contracts import ids
from shared.processing.independence import COPIED_WORDS, Marks, grouped, origins


def by_publisher(evidence: Iterable[Held]) -> list[list[Held]]:
    """The evidence of each independent publisher. Together are those of one family, what credits the same wire (and the
    wire itself), and a long paraphrase that is the same to the letter."""
    return grouped(evidence, lambda held: (*origins(held.position.evidence.article), *_copied(held)))


def by_article(evidence: Iterable[Held]) -> list[list[Held]]:
    """That of each distinct article; copies of one text, at length or credited to the same wire, are one."""
    return grouped(
        evidence, lambda held: (held.position.evidence.article.id, *_reprinted(held), *_copied(held))
    )


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

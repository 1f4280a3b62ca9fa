"""Groups evidence by independent publisher and by distinct article, so that reprints of one text count once."""

from collections.abc import Iterable
from functools import lru_cache

from services.stances.domain.evidence import Held
from shared.contracts import ids
from shared.processing.independence import COPIED_WORDS, Marks, grouped, origins


def by_publisher(evidence: Iterable[Held]) -> list[list[Held]]:
    """The evidence of each independent publisher. A family counts as one, as do all that credit the same wire (and the
    wire itself) and all with the same long paraphrase, letter for letter."""
    return grouped(evidence, lambda held: (*origins(held.position.evidence.article), *_copied(held)))


def by_article(evidence: Iterable[Held]) -> list[list[Held]]:
    """The evidence of each distinct article; copies of one text and articles that credit the same wire are one."""
    return grouped(
        evidence, lambda held: (held.position.evidence.article.id, *_reprinted(held), *_copied(held))
    )


def _reprinted(held: Held) -> Marks:
    words = _normalised(held.position.evidence.words)
    return tuple((wire, words) for wire in held.position.evidence.article.credits)


def _copied(held: Held) -> Marks:
    """Whether one paraphrase copies the other; direct words are the same in every outlet."""
    words = _normalised(held.position.evidence.words)
    return () if held.position.direct or len(words.split()) < COPIED_WORDS else (("", words),)


@lru_cache(maxsize=20_000)
def _normalised(words: tuple[str, ...]) -> str:
    return ids.normalise(words)

"""Tellings of one saying come in; how many publishers have it independently of each other goes out."""

from collections.abc import Sequence

from services.statements.domain.words import analyse
from shared.contracts import ArticleRef, Statement

MOST = 120
"""More tellings than this need no exact count of copies; the earliest are compared."""
COPIED_WORDS = 12
"""Words of a paraphrase that two newsrooms do not choose alike by chance."""


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two texts from their MinHash signatures; 0 if one has none."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def copied(article: ArticleRef, earlier: Sequence[Statement], copy_similarity: float) -> bool:
    """Whether the article is that of an earlier telling once more, under another URL."""
    others = (other.article for other in earlier if other.article.id != article.id)
    return any(similarity(other.fingerprint, article.fingerprint) >= copy_similarity for other in others)


def independent(tellings: Sequence[Statement], copy_similarity: float) -> tuple[str, ...]:
    """Publisher families, one for each group of dependent tellings (its earliest), in the order given.

    Dependent are: the same family; a text that credits a wire service with that service and with others that credit
    it; near-identical article texts; a paraphrase of a dozen words and more that is the same to the letter.
    """
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    order: list[str] = []
    articles: dict[str, ArticleRef] = {}
    for each in tellings:
        family = f"family {each.article.publisher}"
        if family not in parent:
            order.append(family)
        root(family)
        for wire in each.article.credits:
            parent[root(f"family {wire}")] = root(family)
        if each.type == "indirect" and len(analyse(each.words).tokens) >= COPIED_WORDS:
            parent[root(f"words {analyse(each.words).folded}")] = root(family)
        articles.setdefault(each.article.id, each.article)
    compared = [a for a in articles.values() if a.fingerprint][:MOST]
    for i, a in enumerate(compared):
        for b in compared[:i]:
            one, other = root(f"family {a.publisher}"), root(f"family {b.publisher}")
            if one != other and similarity(a.fingerprint, b.fingerprint) >= copy_similarity:
                parent[one] = other
    seen: set[str] = set()
    found = []
    for family in order:
        if (group := root(family)) not in seen:
            seen.add(group)
            found.append(family.removeprefix("family "))
    return tuple(found)

"""Counts how many publishers have a saying independently; copies, wire texts and reprinted paraphrases count once."""

from collections.abc import Hashable, Mapping, Sequence

from services.statements.domain.tokens import analyse
from shared.contracts import ArticleRef, Statement
from shared.processing.independence import COPIED_WORDS, Joined, Marks, origins, similarity

MOST = 120
"""More tellings than this need no exact count of copies; the earliest are compared."""


def copied(article: ArticleRef, earlier: Sequence[Statement], copy_similarity: float) -> bool:
    """Whether the article repeats an earlier article under another URL."""
    others = (other.article for other in earlier if other.article.id != article.id)
    return any(similarity(other.fingerprint, article.fingerprint) >= copy_similarity for other in others)


def independent(tellings: Sequence[Statement], copy_similarity: float) -> tuple[str, ...]:
    """Publisher families in the order given, one for each group of dependent tellings (its earliest).

    Tellings are dependent if they share a family, credit the same wire service (or one is the wire's own), have nearly
    identical article texts, or have the same paraphrase of a dozen words or more, letter for letter. There are no more
    groups than publishers: one that prints its own report and a wire's is one.
    """
    joined = Joined()
    articles: dict[str, ArticleRef] = {}
    for each in tellings:
        joined.join(*_marks(each))
        articles.setdefault(each.article.id, each.article)
    compared = [a for a in articles.values() if a.fingerprint][:MOST]
    for i, a in enumerate(compared):
        for b in compared[:i]:
            one, other = origins(a)[0], origins(b)[0]
            apart = joined.root(one) != joined.root(other)
            if apart and similarity(a.fingerprint, b.fingerprint) >= copy_similarity:
                joined.join(one, other)
    first: dict[Hashable, str] = {}
    printed: dict[Hashable, list[str]] = {}
    for each in tellings:
        origin = origins(each.article)[0]
        root = joined.root(origin)
        first.setdefault(root, origin)
        printed.setdefault(root, []).append(each.article.publisher)
    return tuple(first[root] for root in _with_a_publisher_each(printed))


def _with_a_publisher_each(printed: Mapping[Hashable, Sequence[str]]) -> list[Hashable]:
    """As many of the groups as can each have a publisher of its own (Kuhn's matching)."""
    holder: dict[str, Hashable] = {}

    def place(group: Hashable, tried: set[str]) -> bool:
        for publisher in dict.fromkeys(printed[group]):
            if publisher not in tried:
                tried.add(publisher)
                if publisher not in holder or place(holder[publisher], tried):
                    holder[publisher] = group
                    return True
        return False

    return [group for group in printed if place(group, set())]


def _marks(telling: Statement) -> Marks:
    """Its origins and, for a paraphrase, the wording if it is long."""
    marks: Marks = origins(telling.article)
    if telling.type == "indirect" and len(analyse(telling.words).tokens) >= COPIED_WORDS:
        marks += (("words", analyse(telling.words).folded),)
    return marks

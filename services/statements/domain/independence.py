"""Tellings of one saying come in; how many publishers have it independently of each other goes out."""

from collections.abc import Hashable, Sequence

from services.statements.domain.words import analyse
from shared.contracts import ArticleRef, Statement
from shared.processing.independence import COPIED_WORDS, Joined, Marks, origins, similarity

MOST = 120
"""More tellings than this need no exact count of copies; the earliest are compared."""


def copied(article: ArticleRef, earlier: Sequence[Statement], copy_similarity: float) -> bool:
    """Whether the article is that of an earlier telling once more, under another URL."""
    others = (other.article for other in earlier if other.article.id != article.id)
    return any(similarity(other.fingerprint, article.fingerprint) >= copy_similarity for other in others)


def independent(tellings: Sequence[Statement], copy_similarity: float) -> tuple[str, ...]:
    """Publisher families, one for each group of dependent tellings (its earliest), in the order given.

    Dependent are: the same family; a text that credits a wire service with that service and with others that credit
    it; near-identical article texts; a paraphrase of a dozen words and more that is the same to the letter.
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
    for each in tellings:
        origin = origins(each.article)[0]
        first.setdefault(joined.root(origin), origin)
    return tuple(first.values())


def _marks(telling: Statement) -> Marks:
    """Its family, the wires that it credits and, where the words are the newsroom's own, a long wording."""
    marks: Marks = origins(telling.article)
    if telling.type == "indirect" and len(analyse(telling.words).tokens) >= COPIED_WORDS:
        marks += (("words", analyse(telling.words).folded),)
    return marks

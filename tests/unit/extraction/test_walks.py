"""Reading walks over the sentences of an article as often for many statements as for few."""

from datetime import UTC, datetime

import msgspec

from services.extraction.domain.reading import read
from shared.catalog import Matcher
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import marked

SAID = (
    "[c:The talks would go on next week], [q:said] [s:Jan Novotny]. “[c:Nobody knows what will come of them.]”\n\n"
    "[s:Eva Lindqvist], who was there, went home.\n\n"
)


class Walked(tuple):
    """Sentences that count how often somebody goes through them."""

    walks = 0

    def __iter__(self):
        type(self).walks += 1
        return super().__iter__()


def walks(words, statements: int) -> int:
    """How often the sentences of an article are walked over that has twice as many statements."""
    article, encoder = marked(SAID * statements, published_at=datetime(2025, 5, 20, tzinfo=UTC))
    Walked.walks = 0
    article = msgspec.structs.replace(article, sentences=Walked(article.sentences))
    assert 2 * statements == len(read(article, encoder, CATALOG, Matcher(CATALOG), words).statements)
    return Walked.walks


def test_many_statements_need_no_more_walks(words) -> None:
    """Else the time for an article grows with the square of its length."""
    assert walks(words, 3) == walks(words, 12)

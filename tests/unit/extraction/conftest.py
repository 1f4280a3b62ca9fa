"""A small catalog and the rules as they ship."""

from datetime import UTC, date, datetime

import pytest

from services.extraction.domain import vocabulary
from services.extraction.domain.findings import Reading
from services.extraction.domain.reading import read
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Actor, Catalog, Matcher, Role, Title
from tests.unit.extraction.fake_encoder import marked

CATALOG = Catalog(
    actors=(
        Actor("arland", "Arland", "country", "Arland", metonyms=("Arport",), demonyms=("Arlandic",), capital="Arport"),
        Actor("borduria", "Borduria", "country", "Borduria", demonyms=("Bordurian",)),
        Actor(
            "ada-quill", "Ada Quill", "person", "Arland", surnames=("Quill",), pronoun="she",
            roles=(Role("Foreign Minister", "Arland", date(2020, 1, 1), None, 2),),
        ),
        Actor(
            "otto-brandt", "Otto Brandt", "person", "Arland", surnames=("Brandt",), pronoun="he",
            roles=(Role("Foreign Minister", "Arland", date(2015, 1, 1), date(2020, 1, 1), 2),),
        ),
        Actor(
            "ilse-morn", "Ilse Morn", "person", "Borduria", surnames=("Morn",), pronoun="she",
            roles=(Role("President", "Borduria", date(2020, 1, 1), None, 1),),
        ),
        Actor("olga-may", "Olga May", "person", "Borduria", surnames=("May",), pronoun="she"),
        Actor("arland-democrats", "Arland Democrats", "group", "Arland Democrats", aliases=("Democrat", "Democrats")),
        Actor("fish-party", "Fish Party", "group", "Fish Party", aliases=("Fishists",)),
        Actor("arland-army", "Arlandic Army", "body", "Arland", parent="Arland"),
    ),
    titles=(Title("Foreign Minister", 2, ("top diplomat",)),),
)  # fmt: skip


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    """The shipped word lists."""
    return vocabulary.built_in()


@pytest.fixture(scope="session")
def reads(words: Vocabulary):
    """Reads marked text (see `fake_encoder.marked`) as of May 2025, or the day given."""
    matcher = Matcher(CATALOG)

    def run(text: str, day: datetime = datetime(2025, 5, 20, tzinfo=UTC), kind: str = "person") -> Reading:
        document, encoder = marked(text, kind, published_at=day)
        return read(document, encoder, CATALOG, matcher, words)

    return run

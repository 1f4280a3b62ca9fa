"""A watched negotiation, and a bench with the statements processor on it."""

import pytest

from services.statements.processor import build
from shared.catalog import Catalog, Negotiation
from shared.runtime import settings
from shared.testing.bench import Bench

UKRAINE = Negotiation("ukraine", "Ukraine", ("Russia", "Ukraine", "United States"), (), (), (), ())


@pytest.fixture(scope="session")
def processor():
    return build(Catalog(negotiations=(UKRAINE,)), settings.Settings())


@pytest.fixture
def bench(processor):
    return Bench(processor)

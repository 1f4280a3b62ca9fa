"""A bench with the milestones processor on it."""

import pytest

from services.milestones.processor import build
from shared.catalog import Catalog
from shared.runtime import settings
from shared.testing.bench import Bench


@pytest.fixture
def bench():
    return Bench(build(Catalog(), settings.defaults()))

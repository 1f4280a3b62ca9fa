"""The stances stage of one question, and a bench to try it on."""

import pytest

from services.stances.processor import build
from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from tests.unit.stances.evidence import CATALOG


@pytest.fixture(scope="module")
def processor():
    return build(CATALOG, Settings())


@pytest.fixture
def bench(processor):
    return Bench(processor)

"""The stances stage of one question, and a bench to try it on."""

import pytest

from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from tests.unit.stances.evidence import stage


@pytest.fixture(scope="module")
def processor():
    return stage(Settings())


@pytest.fixture
def bench(processor):
    return Bench(processor)

"""For all tests: a busy machine is no defect, so Hypothesis does not judge how fast inputs are drawn; a test that ran a
command leaves no log behind that writes to where this test printed."""

from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, settings

settings.register_profile("parley", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("parley")


@pytest.fixture(autouse=True)
def fresh_log() -> Iterator[None]:
    """A command sets the log up with the standard error of the moment."""
    yield
    structlog.reset_defaults()

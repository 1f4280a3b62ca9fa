"""A real broker for the session, a namespace for each test, or for those of a module."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shared.runtime.kafka import admin
from shared.runtime.settings import Settings
from shared.testing.broker import broker


@pytest.fixture(scope="session")
def kafka() -> Iterator[str]:
    """Address of a broker."""
    with broker() as address:
        yield address


@contextmanager
def _namespace(kafka: str, session_seconds: float) -> Iterator[Settings]:
    own = Settings(
        kafka=kafka,
        namespace=f"test.{uuid.uuid4().hex[:8]}.",
        partitions=4,
        gate=False,
        commit_seconds=0.2,
        kafka_session_seconds=session_seconds,
    )
    # Their articles are of the past: the usual retention would drop them at once.
    admin.create(own, forever=True)
    yield own
    admin.remove(own)


@pytest.fixture
def settings(kafka: str) -> Iterator[Settings]:
    """Settings of a namespace of its own, whose topics exist."""
    with _namespace(kafka, session_seconds=10) as own:
        yield own


@pytest.fixture(scope="module")
def module_settings(kafka: str) -> Iterator[Settings]:
    """The same for all tests of a module; workers that are busy reading are not taken for dead."""
    with _namespace(kafka, session_seconds=20) as own:
        yield own

"""A real broker for the session, a namespace for each test."""

import uuid
from collections.abc import Iterator

import pytest

from shared.runtime.kafka import admin
from shared.runtime.settings import Settings
from shared.testing.broker import broker


@pytest.fixture(scope="session")
def kafka() -> Iterator[str]:
    """Address of a broker."""
    with broker() as address:
        yield address


@pytest.fixture
def settings(kafka: str) -> Iterator[Settings]:
    """Settings of a namespace of its own, whose topics exist."""
    own = Settings(
        kafka=kafka,
        namespace=f"test.{uuid.uuid4().hex[:8]}.",
        partitions=4,
        gate=False,
        commit_seconds=0.2,
        kafka_session_seconds=6,
    )
    admin.create(own)
    yield own
    admin.remove(own)

"""Turns a missing optional package into one clear line instead of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.cli.problems import Problem

_OF_KAFKA = frozenset({"aiokafka", "faust", "kafka", "rocksdict"})


@contextmanager
def of_kafka() -> Iterator[None]:
    """Wraps imports of what runs on Kafka; raises Problem if the extra is not installed."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _OF_KAFKA:
            raise
        raise Problem(
            f"this works on Kafka and needs the package {missing.name}, which is not installed here; "
            "install Parley with its extra: pip install 'parley[kafka]'"
        ) from None

"""Header names that are no text: read with marks, by both clients, and their records like any other."""

from collections.abc import Callable
from typing import Any

import pytest
from aiokafka.consumer import fetcher as aiokafka_fetcher
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from kafka.consumer import fetcher as kafka_fetcher

from shared.runtime.kafka.lenient import use_in_aiokafka, use_in_kafka_python

NOW_MILLIS = 1_739_361_600_005
READ = [
    (0, b"k", b"v", ()),
    (1, None, b"v", (("tr\N{REPLACEMENT CHARACTER}s", b"\xe9"), ("none", None))),
    (2, b"k", None, (("fine", b"1"),)),
]


class Latin(str):
    """Written as another client writes what it is given."""

    def encode(self, *_: Any) -> bytes:
        """In Latin-1."""
        return str.encode(self, "latin-1")


def batch(compression: int) -> bytes:
    made = _DefaultRecordBatchBuilderPy(2, compression, 0, -1, -1, -1, 100_000)
    for offset, key, value, headers in READ:
        named = [(Latin("trés") if name.startswith("tr") else name, content) for name, content in headers]
        assert made.append(offset, NOW_MILLIS, key, value, named) is not None
    return bytes(made.build())


@pytest.fixture(params=[(use_in_kafka_python, kafka_fetcher), (use_in_aiokafka, aiokafka_fetcher)])
def records(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Any]:
    """What each client reads a fetch with."""
    use, fetcher = request.param
    monkeypatch.setattr(fetcher, "MemoryRecords", None)
    use()
    use()
    found: Callable[[bytes], Any] = fetcher.MemoryRecords
    return found


@pytest.mark.parametrize("compression", [0, 1], ids=["plain", "gzip"])
def test_a_header_name_that_is_no_text_is_read_with_marks(
    compression: int, records: Callable[[bytes], Any]
) -> None:
    """Every record once, whatever its neighbours have."""
    raw = batch(compression)
    found, batches = records(raw + raw), []
    while (one := found.next_batch()) is not None:
        assert (3, True) == (one.next_offset, one.validate_crc())
        batches.append([(r.offset, r.key, r.value, tuple(r.headers)) for r in one])
    assert [READ, READ] == batches


def test_a_damaged_batch_still_fails(records: Callable[[bytes], Any]) -> None:
    """Nothing is made up."""
    raw = bytearray(batch(0))
    raw[70] = 0xFF
    with pytest.raises(Exception, match=r"(?i)invalid|unexpected|out of range|record"):
        list(records(bytes(raw)).next_batch())

"""Finds the partition a message belongs to, by the hash of Kafka's own clients (murmur2).

Its sender may have used another hash, another key, or none.
"""

from typing import Any

from kafka.partitioner.default import murmur2

from shared.processing import Processor


def partition_of(key: str, partitions: int) -> int:
    """The partition to which Java's, Python's and our own producers send this key."""
    return int((murmur2(_bytes(key)) & 0x7FFFFFFF) % partitions)


def elsewhere(
    processor: Processor[Any], message: Any, partition: int, partitions: int
) -> tuple[bytes, int] | None:
    """Key and partition to which a message on `partition` must go; None if it is at home, or any place is right."""
    key = processor.belongs_to(message)
    if key is None:
        return None
    home = partition_of(key, partitions)
    return None if home == partition else (_bytes(key), home)


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")

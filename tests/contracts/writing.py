"""Writes what a version of Parley writes, examples of all records and rows, to a file that later versions must be able
to read: `python -m tests.contracts.writing 0.1`, with every release."""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from shared.contracts import codec
from shared.contracts.topics import TOPICS
from shared.runtime.kafka.table import pack
from shared.testing.bench import Bench
from shared.testing.builders import at
from shared.testing.examples import examples
from tests.contracts.stages import processors

FOLDER = Path(__file__).parent / "written"


class Written(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record of a topic, or (with `stage`) the row of a changelog."""

    key: str
    value: str
    topic: str = ""
    stage: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def written() -> Iterator[Written]:
    """What this version writes: every example, and the rows that the stages make of them."""
    found = list(examples())
    for topic, message in found:
        headers, value = codec.encode(message)
        texts = tuple((name, held.decode()) for name, held in headers)
        yield Written(topic.key(message), value.decode(), topic=topic.name, headers=texts)
    for name, processor in processors().items():
        bench = Bench(processor)
        for topic, message in found:
            if topic is TOPICS[processor.input.name]:
                bench.send(message, at())
        for row in bench.rows.values():
            key, packed = pack(row)
            assert packed is not None
            yield Written(key.decode(), packed.decode(), stage=name)


def read(version: str) -> list[Written]:
    """What a version has written."""
    lines = (FOLDER / f"{version}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Written) for line in lines]


def main(version: str) -> None:
    """Write the file of a version."""
    lines = (msgspec.json.encode(one) + b"\n" for one in written())
    (FOLDER / f"{version}.jsonl").write_bytes(b"".join(lines))


if __name__ == "__main__":
    main(sys.argv[1])

"""What earlier versions wrote is read, and nothing of it is lost: stages are upgraded one by one, in any order.

A file for each version lies in `written`; `python -m tests.contracts.writing` makes it."""

import json
from typing import Any

import msgspec
import pytest

from shared.contracts import codec
from shared.contracts.topics import TOPICS
from shared.runtime.kafka.table import pack, unpack
from tests.contracts.stages import processors
from tests.contracts.writing import FOLDER, Written, read

VERSIONS = sorted(path.stem for path in FOLDER.iterdir())


def lost(before: Any, after: Any, place: str = "") -> list[str]:
    """Places of `before` that `after` does not have, or has otherwise; what `after` has besides is no matter."""
    match before, after:
        case dict(), dict():
            return [
                found
                for name, held in before.items()
                for found in (
                    lost(held, after[name], f"{place}.{name}") if name in after else [f"{place}.{name}"]
                )
            ]
        case list(), list() if len(before) == len(after):
            return [
                found
                for number, pair in enumerate(zip(before, after, strict=True))
                for found in lost(*pair, f"{place}[{number}]")
            ]
        case _:
            return [] if before == after else [place]


def read_again(one: Written) -> bytes:
    """The value as this version would write what it has read."""
    if one.stage:
        decoder = msgspec.json.Decoder(processors()[one.stage].row_type)
        _, value = pack(unpack(one.key.encode(), one.value.encode(), decoder))
        assert value is not None
        return value
    headers = tuple((name, held.encode()) for name, held in one.headers)
    return codec.encode(codec.decode(one.topic, headers, one.value.encode()))[1]


@pytest.mark.parametrize("version", VERSIONS)
def test_records_and_rows_of_earlier_versions_are_read(version: str) -> None:
    """A field that is renamed, or needed all at once, would be a dead letter, or lost without a word."""
    found = {
        f"{one.topic or one.stage} {one.key}": lost(json.loads(one.value), json.loads(read_again(one)))
        for one in read(version)
    }
    assert {} == {what: places for what, places in found.items() if places}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_state_is_built_of_rows_of_earlier_versions(version: str) -> None:
    """By every stage, of every kind of row."""
    for name, processor in processors().items():
        decoder = msgspec.json.Decoder(processor.row_type)
        rows = [
            unpack(one.key.encode(), one.value.encode(), decoder)
            for one in read(version)
            if one.stage == name
        ]
        assert rows
        processor.fold(rows)


def test_the_files_have_all_topics() -> None:
    """Those of the first version at least."""
    assert set(TOPICS) == {one.topic for one in read("0.1") if one.topic}


@pytest.mark.parametrize(
    ("before", "after", "missing"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": 1}, {"b": 1}, [".a"]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, [".a[0].b"]),
        ({"a": [1]}, {"a": [1, 2]}, [".a"]),
    ],
)
def test_a_loss_is_found(before: Any, after: Any, missing: list[str]) -> None:
    """By its place."""
    assert missing == lost(before, after)

"""Several readers' labels of one pair make the label that counts."""

import msgspec
import pytest

from benchmarks.questions import EARLIEST, FILES, FOLDER, Pair


@pytest.mark.parametrize(
    ("readings", "agreed"),
    [
        (("for",), "for"),
        (("for", "for"), "for"),
        (("unrelated", "for", "for"), "for"),
        (("unrelated", "for", "unrelated"), "unrelated"),
        (("open", "for", "unrelated"), "unrelated"),
    ],
)
def test_most_readers_decide(readings, agreed):
    assert Pair("article", ((0, 1),), "question", *readings).agreed == agreed


@pytest.mark.parametrize("name", FILES[:-1])
def test_two_readers_label_what_is_measured_and_a_third_where_they_differ(name):
    pairs = [msgspec.json.decode(line, type=Pair) for line in (FOLDER / name).read_bytes().splitlines()]
    assert pairs
    assert all(pair.second is not None for pair in pairs)
    if name not in EARLIEST:
        assert all(pair.third is not None for pair in pairs if pair.second != pair.first)

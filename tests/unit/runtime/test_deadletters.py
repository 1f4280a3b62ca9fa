"""Dead letters: whatever a record holds, its letter can be written; too many of them are a bad deployment."""

import time

import pytest

from shared.contracts import codec
from shared.contracts.codec import Headers
from shared.contracts.topics import ARTICLES_INCOMING, DEAD_LETTERS
from shared.runtime.deadletters import Fuse, FuseBlown, dead_letter
from shared.runtime.records import Record
from shared.testing.builders import at


@pytest.mark.parametrize(
    ("key", "headers"),
    [
        ("k" * 500_000, ()),
        ("\x01" * 200_000, ()),
        ("k", tuple((f"{n}" + "\x01" * 20_000, b"\x01" * 5_000) for n in range(40))),
    ],
    ids=["a long key", "a key of control characters", "long headers"],
)
def test_the_letter_of_any_record_fits_into_a_record(key: str, headers: Headers) -> None:
    """A record that Kafka took (1 MB in all) but that cannot be parked would stop its partition for ever."""
    record = Record(ARTICLES_INCOMING.name, 0, 7, key, b"x" * 500_000, headers, at())
    letter = dead_letter(record, "admit", "it is no JSON")
    found = codec.decode(DEAD_LETTERS, *codec.encode(letter))
    assert "articles.incoming/0/7" == found.id
    assert (len(key) > 1000) == found.truncated


def test_too_many_letters_in_a_short_time_blow_the_fuse() -> None:
    """Five within five minutes here; four of them and those of earlier do not."""
    now = [0.0]
    fuse = Fuse(5, clock=lambda: now[-1])
    for moment in (0, 100, 200, 300, 401, 502, 503):
        now.append(moment)
        fuse.blow("it is no JSON")
    now.append(504)
    with pytest.raises(FuseBlown, match="the last one because: it is no JSON"):
        fuse.blow("it is no JSON")


def test_the_clock_of_the_fuse_is_one_that_nobody_sets() -> None:
    """Set back by hours, the time of day would let letters of hours count as one burst."""
    assert Fuse(5)._clock is time.monotonic

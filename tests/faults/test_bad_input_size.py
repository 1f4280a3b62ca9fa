"""Bad input, size (12 cases) and compression (8 cases) of what reaches admit and the file reader: capped, linear time.

Bombs and lying lengths of servers are in tests/integration/test_ingest_feeds.py, those of posts in
tests/unit/ingest/test_routes.py.
"""

import gzip
import json
import zlib
from pathlib import Path

import pytest

from services.ingest.adapters.files import BadLine, read_articles
from services.ingest.domain.fingerprint import fingerprint
from services.ingest.language import detect
from services.ingest.processor import build
from shared.catalog import load
from shared.contracts import RawArticle
from shared.processing import InvalidMessage
from shared.runtime.settings import defaults
from shared.testing.bench import Bench
from shared.testing.builders import NOON
from tests.faults.bad_input import bounded

ADMIT = build(load(), defaults())
MEGABYTE = 1_000_000

FINE: dict[str, str] = {
    "one character": "x",
    "one word": "Yes.",
    "one token of half a megabyte": "x" * 500_000,
    "a hundred thousand sentences": "He. " * 100_000,
    "only line ends and a word": "\n" * 400_000 + "word",
    "only punctuation": "…—“”" * 75_000,
    "no spaces, not Latin": "谈" * 300_000,
    "half a megabyte of digits": "1234567890" * 50_000,
}
REFUSED: dict[str, tuple[str, str]] = {
    "nothing": ("", "empty"),
    "one above the limit": ("x" * 500_001, "500001 characters"),
    "a megabyte in one token": ("x" * MEGABYTE, "the limit is 500000"),
    "ten megabytes": ("word " * (2 * MEGABYTE), "the limit is 500000"),
    "few characters, many bytes": ("😀" * 300_000, "bytes"),
}


@pytest.mark.parametrize("case", FINE)
def test_admitted_in_linear_time(case: str) -> None:
    """Language and fingerprint cost no more than a second at the limit."""
    detect("warm up")
    bench = Bench(ADMIT)
    with bounded(1.5, 200):
        (event,) = bench.send(RawArticle(id="a", text=FINE[case]), NOON)
    assert FINE[case] == event.message.text


@pytest.mark.parametrize("case", REFUSED)
def test_refused_at_once(case: str) -> None:
    """Before anything costly is done."""
    text, says = REFUSED[case]
    with bounded(0.3), pytest.raises(InvalidMessage, match=says):
        Bench(ADMIT).send(RawArticle(id="a", text=text), NOON)


def test_twice_the_text_costs_at_most_about_twice_the_time() -> None:
    """No hidden square."""
    import time

    def cost(words: int) -> float:
        text = " ".join(f"w{n}" for n in range(words))
        started = time.process_time()
        fingerprint(text)
        return time.process_time() - started

    cost(1_000)
    small = min(cost(20_000) for _ in range(3))
    assert min(cost(80_000) for _ in range(3)) < 12 * small


GOOD = b'{"id":"a","text":"t"}\n'
PACKED: dict[str, tuple[bytes, int, int]] = {
    # bytes of the file, articles, bad lines
    "bomb: one endless line": (gzip.compress(b"x" * 60_000_000), 0, 1),
    "bomb: endless empty lines": (gzip.compress(b"\n" * 3_000_000 + GOOD), 1, 0),
    "bomb: packed twice": (gzip.compress(gzip.compress(GOOD, mtime=0)), 0, 1),
    "cut off": (gzip.compress(GOOD * 10_000)[:-8], 10_000, 1),
    "wrong checksum": (gzip.compress(GOOD)[:-8] + b"\0" * 8, 1, 1),
    "lying length": (gzip.compress(GOOD)[:-4] + b"\xff\xff\xff\x7f", 1, 1),
    "rubbish after the end": (gzip.compress(GOOD) + b"rubbish", 1, 1),
    "zlib, not gzip": (zlib.compress(GOOD), 0, 1),
}


@pytest.mark.parametrize("case", PACKED)
def test_packed_files_give_what_is_in_them(case: str, tmp_path: Path) -> None:
    """And one bad line for what is not; memory holds a line, not the file."""
    data, articles, bad = PACKED[case]
    path = tmp_path / "archive.gz"
    path.write_bytes(data)
    with bounded(4, 60):
        found = list(read_articles(path))
    assert (articles, bad) == tuple(sum(isinstance(f, kind) for f in found) for kind in (RawArticle, BadLine))
    assert not any(len(f.reason) > 300 for f in found if isinstance(f, BadLine))


def test_a_line_without_end_stops_the_reading_of_its_file(tmp_path: Path) -> None:
    """A bomb of gigabytes is left after a hundred megabytes."""
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(GOOD)
        for _ in range(130):
            file.write(b"x" * MEGABYTE)
        file.write(b"\n" + GOOD)
    with bounded(6, 60):
        found = list(read_articles(path))
    assert [RawArticle, BadLine] == [type(f) for f in found]
    assert "the rest of the file was not read" in found[1].reason


def test_an_article_at_the_limit_of_a_record_fits_in_the_next_one(tmp_path: Path) -> None:
    """What admit tells must not be larger than what Kafka takes."""
    from shared.contracts import codec

    whole = {"id": "x" * 300, "title": "t" * 5000, "outlet": "o" * 300, "url": "https://e.org/" + "u" * 4000}
    raw = RawArticle(**whole, text="漢" * 316_000)
    (event,) = Bench(ADMIT).send(raw, NOON)
    assert len(codec.encode(event.message)[1]) <= codec.MAX_RECORD_BYTES
    assert len(json.dumps("漢" * 316_000, ensure_ascii=False).encode()) > 900_000

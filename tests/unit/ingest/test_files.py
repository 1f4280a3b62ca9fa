"""JSON Lines files: articles come out, bad lines are told with file and line, and nothing stops."""

import gzip
import os
import threading
from pathlib import Path

import pytest

from services.ingest.adapters.files import BadLine, UnreadableFile, read_articles
from shared.contracts import RawArticle

GOOD = b'{"id": "a-1", "text": "One text."}\n'


def written(folder: Path, data: bytes, name: str = "archive.jsonl") -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def test_both_spellings_are_accepted_and_other_keys_ignored(tmp_path: Path) -> None:
    """id or doc_id, published_at or date; anything else in a line is nobody's business."""
    line = b'{"doc_id":"x","date":"2025-02-12","outlet":"O","title":"T","url":"https://e.org/","text":"t","gold":[{}]}'
    (article,) = read_articles(written(tmp_path, line))
    expected = RawArticle(
        doc_id="x", date="2025-02-12", outlet="O", title="T", url="https://e.org/", text="t"
    )
    assert expected == article


def test_gzip_is_known_by_its_content(tmp_path: Path) -> None:
    """Names lie."""
    assert len(list(read_articles(written(tmp_path, gzip.compress(GOOD * 2), "archive.jsonl")))) == 2
    assert len(list(read_articles(written(tmp_path, GOOD * 2, "archive.gz")))) == 2


@pytest.mark.parametrize(
    "data", [GOOD * 2, gzip.compress(GOOD * 2), b"\xef\xbb\xbf" + GOOD * 2], ids=["plain", "gzip", "mark"]
)
def test_a_pipe_is_read_as_well(tmp_path: Path, data: bytes) -> None:
    """`zcat archive.gz | parley extract -`: nothing in it can be gone back to."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_bytes, args=(data,), daemon=True).start()
    found = list(read_articles(pipe, lambda read, size: None))
    assert [RawArticle, RawArticle] == [type(item) for item in found]


def test_a_bad_line_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    """File, line and reason; empty lines count as lines but not as articles."""
    found = list(read_articles(written(tmp_path, GOOD + b"\n{broken\n" + GOOD)))
    assert [RawArticle, BadLine, RawArticle] == [type(item) for item in found]
    bad = found[1]
    assert (bad.file, bad.line, bad.value) == ("archive.jsonl", 3, b"{broken")
    assert "JSON" in bad.reason


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    """Some editors write one, also into what is then packed."""
    assert isinstance(next(read_articles(written(tmp_path, b"\xef\xbb\xbf" + GOOD))), RawArticle)
    assert isinstance(
        next(read_articles(written(tmp_path, gzip.compress(b"\xef\xbb\xbf" + GOOD)))), RawArticle
    )


def test_windows_line_ends_and_a_missing_last_one_are_fine(tmp_path: Path) -> None:
    """Also without a final newline."""
    found = list(read_articles(written(tmp_path, GOOD.replace(b"\n", b"\r\n") + GOOD.rstrip())))
    assert [RawArticle, RawArticle] == [type(item) for item in found]


def test_a_line_too_long_for_a_record_is_told_and_passed_over(tmp_path: Path) -> None:
    """Its rest is not taken for further lines."""
    found = list(
        read_articles(written(tmp_path, b'{"id":"big","text":"' + b"x" * 3_000_000 + b'"}\n' + GOOD))
    )
    assert [BadLine, RawArticle] == [type(item) for item in found]
    assert "longer than 1000000 bytes" in found[0].reason


@pytest.mark.parametrize("cut", [15, 40, -6, -1])
def test_a_damaged_gzip_file_gives_what_came_before(tmp_path: Path, cut: int) -> None:
    """The end is told as a bad line."""
    data = gzip.compress(b"".join(b'{"id":"%d","text":"t"}\n' % n for n in range(500)))[:cut]
    *articles, last = read_articles(written(tmp_path, data, "cut.gz"))
    assert all(isinstance(article, RawArticle) for article in articles)
    assert "damaged" in last.reason


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    """It names the file and what to give."""
    with pytest.raises(UnreadableFile, match=r"nowhere.jsonl cannot be read: No such file"):
        list(read_articles(tmp_path / "nowhere.jsonl"))
    with pytest.raises(UnreadableFile, match="directory"):
        list(read_articles(tmp_path))


def test_progress_ends_at_the_size(tmp_path: Path) -> None:
    """Whoever shows a bar sees it full."""
    path, told = written(tmp_path, GOOD * 500), []
    list(read_articles(path, lambda done, size: told.append((done, size))))
    assert len(told) > 3
    assert (path.stat().st_size,) * 2 == told[-1]
    assert sorted(told) == told

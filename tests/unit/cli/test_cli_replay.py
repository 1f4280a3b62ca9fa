"""What `parley replay` says of an archive that is cut, broken or something else: where, why and how much."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from services.cli.commands import replay
from services.cli.dead_letter_lines import TOLD, line
from services.cli.exports import KEPT_OF_VALUE
from services.ingest.adapters.archive import KEPT_BAD_LINES
from services.ingest.processor import build
from shared.contracts import DeadLetter
from shared.runtime.settings import Settings
from shared.testing.builders import NOON
from tests.unit.cli.conftest import Parley

ARTICLE = b'{"id": "a-%d", "text": "Moscow said it would attend."}\n'


@pytest.fixture(autouse=True)
def _first_stage_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no article is found out before anything is read; a model is not needed for it."""

    def admit(catalog: Any, settings: Settings, *, gate: bool) -> list[Any]:
        return [build(catalog, settings, lambda text, declared: "en")]

    monkeypatch.setattr(replay, "processors", admit)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive that the test fills."""
    return tmp_path / "archive.jsonl"


def test_replay_tells_where_and_why_something_was_lost(parley: Parley, archive: Path) -> None:
    """A broken line by file and line, an article that is refused by its id; what can be read goes through."""
    archive.write_bytes(ARTICLE % 1 + b'{broken\n{"id": "a-2", "text": " "}\n' + ARTICLE % 3)
    said = parley("replay", str(archive))
    assert (0, True) == (said.code, "2 dead letters" in said.out)
    broken, refused = said.err.splitlines()
    assert "archive.jsonl, line 2: the line does not follow its contract" in broken
    assert (
        "articles.incoming/0/1 (a-2): the article's `text` is empty; send the text of the article" == refused
    )


def test_replay_tells_that_an_archive_is_cut(parley: Parley, archive: Path) -> None:
    """What came before the cut goes through, also in the summary for scripts."""
    lines = b"".join(ARTICLE % number for number in range(1500))
    whole = gzip.compress(lines, mtime=0)
    archive.write_bytes(whole[: len(whole) // 2])
    said = parley("replay", str(archive), "--json")
    summary = json.loads(said.out)
    assert (0, 1, True) == (said.code, summary["dead_letters"], 0 < summary["articles"] < 1500)
    assert f"line {summary['articles'] + 1}: the gzip file is damaged here" in said.err


def test_replay_keeps_dead_letters_beside_what_it_found(
    parley: Parley, archive: Path, tmp_path: Path
) -> None:
    """With origin, reason and how the record begins, which can be decoded; none of them is a file without lines."""
    long = b'{"id": "a-1", "text": 5, "title": "' + b"x" * 2 * KEPT_OF_VALUE + b'"}'
    archive.write_bytes(ARTICLE % 1 + long + b"\n")
    assert 0 == parley("replay", str(archive), "--out", str(tmp_path / "out")).code
    (letter,) = (tmp_path / "out" / "dead-letters.jsonl").read_bytes().splitlines()
    kept = json.loads(letter)
    assert ("file/archive.jsonl/2", True) == (kept["id"], kept["truncated"])
    assert "`$.text`" in kept["reason"]
    assert long.startswith(base64.b64decode(kept["value"]))
    archive.write_bytes(ARTICLE % 1)
    assert 0 == parley("replay", str(archive), "--out", str(tmp_path / "out")).code
    assert b"" == (tmp_path / "out" / "dead-letters.jsonl").read_bytes()


def test_replay_tells_the_first_losses_and_how_many_there_are(parley: Parley, archive: Path) -> None:
    """A file of something else has as many as lines."""
    further, refused = 7, 3
    archive.write_bytes(
        ARTICLE % 1 + b'{"id": "a-2"}\n' * refused + b"{broken\n" * (KEPT_BAD_LINES + further)
    )
    *told, more, counted = parley("replay", str(archive)).err.splitlines()
    assert TOLD == len(told)
    assert f"and {KEPT_BAD_LINES + refused - TOLD} more dead letters" == more
    assert f"and {further} more lines that are no articles, which were only counted" == counted


@pytest.mark.parametrize("how", [(), ("--json",), ("--out", "out")])
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (b'{broken\n{"id": "a-1", "text": " "}\n', 1),
        (b"\x1f\x8b", 1),
        (b"\n", 0),
        (b'{broken\n' + ARTICLE % 1, 0),
    ],
    ids=["nothing of it", "cut at once", "nothing in it", "some of it"],
)  # fmt: skip
def test_replay_fails_where_nothing_could_be_read(
    parley: Parley, archive: Path, how: tuple[str, ...], lines: bytes, code: int
) -> None:
    """As `parley extract` does: a script would take it for an archive without news."""
    archive.write_bytes(lines)
    said = parley("replay", str(archive), *how)
    assert code == said.code
    assert bool(code) == ("nothing there could be read as an article" in said.err)


def test_a_key_of_somebody_else_leaves_the_terminal_alone() -> None:
    """Whatever a producer took for an id is shown on one line, and not all of it."""
    letter = DeadLetter(
        id="articles.incoming/0/1", topic="articles.incoming", partition=0, offset=1, reason="no text",
        stage="admit", at=NOON, key="a\n\x1b[2J" + "x" * 900,
    )  # fmt: skip
    told = line(letter)
    assert told.isprintable()
    assert 200 > len(told)
    assert told.startswith("articles.incoming/0/1 ('a\\n\\x1b[2J")
    assert told.endswith(": no text")

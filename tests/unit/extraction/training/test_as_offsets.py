"""Annotations are kept without texts and come back whole."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from services.extraction.training.annotations import as_offsets

TEXT = "The ministry said talks were over. Later the ministry said they would go on."
RECORD: dict[str, Any] = {
    "doc_id": "a1",
    "outlet": "Evening Herald",
    "date": "2024-03-05",
    "title": "Talks",
    "text": TEXT,
    "statements": [
        {
            "speaker": "Arland's Foreign Ministry", "speaker_kind": "body", "affiliation": "Arland",
            "type": "indirect", "content": [[59, 75]], "source": "the ministry", "cue": "said",
            "background": False, "issues": ["talks_process"], "position": "open",
        },
    ],
    "milestones": [],
}  # fmt: skip


def stored(folder: Path, text: str = TEXT) -> Path:
    """A folder with one archive and a file of annotations."""
    archive = {
        "id": "a1", "outlet": "Evening Herald", "published_at": "2024-03-05T09:00:00Z", "title": "Talks", "text": text,
    }  # fmt: skip
    with gzip.open(folder / "spring.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(archive) + "\n")
    as_offsets.save([RECORD], {"a1": "spring"}, folder / "own.jsonl.gz")
    return folder / "own.jsonl.gz"


def test_a_record_comes_back_as_it_was_with_the_text_of_its_archive(tmp_path: Path) -> None:
    """Source and cue included, of which the nearest occurrence is meant."""
    (found,) = as_offsets.load([stored(tmp_path)], tmp_path, frozenset())
    assert found == RECORD | {"archive": "spring"}


def test_no_word_of_an_article_is_kept(tmp_path: Path) -> None:
    """The project may hold offsets, not other people's texts."""
    kept = gzip.decompress(stored(tmp_path).read_bytes()).decode()
    assert "talks were over" not in kept
    assert json.loads(kept)["statements"][0]["source"] == [41, 53]


def test_the_same_records_give_the_same_file(tmp_path: Path) -> None:
    """A file that changes only when annotations do."""
    first = stored(tmp_path).read_bytes()
    assert stored(tmp_path).read_bytes() == first


def test_offsets_are_not_applied_to_another_text(tmp_path: Path) -> None:
    """An archive that was corrected since says so instead of teaching nonsense."""
    path = stored(tmp_path, TEXT.replace("Later", "Afterwards"))
    with pytest.raises(ValueError, match=r"own\.jsonl\.gz: the text of article a1 is not in spring"):
        as_offsets.load([path], tmp_path, frozenset())


def test_what_is_kept_out_is_never_learnt_from(tmp_path: Path) -> None:
    """keep_out.txt holds for the project's own annotations, too."""
    with pytest.raises(ValueError, match=r"a1 is named in keep_out\.txt"):
        as_offsets.load([stored(tmp_path)], tmp_path, frozenset({"a1"}))

"""Reads statements that were written to learn from, as records of one statement in the form of the gold.

They stand under the questions of the catalog (`written/README.md` shows the form) and teach how a position is put in
words, on matters of which the archives hold little.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from services.extraction.domain.encoder import labels
from services.extraction.domain.judging.verdicts import LABELS, Label

FOLDER: Final = Path(__file__).with_name("written") / "statements"
FIELDS: Final = 7


class BadStatement(ValueError):
    """A line does not follow the form; the message says where and why."""


class Written(NamedTuple):
    """A statement and what it shows of its side's stand on a question."""

    question: str
    label: Label
    side: str
    cue: str
    direct: bool
    issue: str
    position: str
    text: str


def load(folder: Path = FOLDER) -> list[Written]:
    """All written statements, in the order of the files; raises BadStatement."""
    return [
        each for path in sorted(folder.glob("*.txt")) for each in read(path.read_text("utf-8"), path.name)
    ]


def read(source: str, name: str) -> Iterator[Written]:
    """The statements of one file; raises BadStatement naming `name` and the line."""
    question = ""
    for number, line in enumerate(source.splitlines(), 1):
        fields = [field.strip() for field in line.split("|")]
        if line.startswith("## "):
            question = line[3:].strip()
        elif line.strip():
            yield _statement(question, fields, f"{name}, line {number}")


def _statement(question: str, fields: list[str], where: str) -> Written:
    if not question:
        raise BadStatement(f'{where}: stands under no question; write "## " and its id above')
    if len(fields) != FIELDS:
        raise BadStatement(f"{where}: {len(fields)} fields, not {FIELDS}; see README.md beside the folder")
    given, side, cue, form, issue, position, text = fields
    label = next((each for each in LABELS if each == given), None)
    if label is None:
        raise BadStatement(f"{where}: {given!r} is none of {', '.join(LABELS)}")
    for value, known in ((form, "di"), (issue, labels.ISSUES), (position, labels.POSITIONS)):
        if value not in known:
            raise BadStatement(f"{where}: {value!r} is none of {', '.join(known)}")
    return Written(question, label, side, cue, form == "d", issue, position, text)


def records(written: list[Written]) -> list[dict[str, Any]]:
    """A record for each statement, as an article that holds nothing else."""
    return [
        {
            "doc_id": f"written-{number}",
            "title": "",
            "text": each.text,
            "statements": [
                {
                    "content": [[0, len(each.text)]],
                    "cue": each.cue,
                    "issues": [each.issue],
                    "position": each.position,
                    "background": False,
                }
            ],
        }
        for number, each in enumerate(written)
    ]

"""Writes what a run found as JSON Lines: alerts, statements, occurrences, ledger rows, dead letters."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from services.cli.problems import Problem
from shared.contracts import (
    Alert,
    DeadLetter,
    LedgerRow,
    Occurrence,
    Point,
    Statement,
    TrackedStatement,
    codec,
)
from shared.contracts.topics import (
    ALERTS_MILESTONES,
    ALERTS_STANCES,
    ALERTS_STATEMENTS,
    DEAD_LETTERS,
    MILESTONES_CURRENT,
    STANCES_CURRENT,
    STATEMENTS_TRACKED,
    Topic,
)
from shared.runtime.embedded.log import Log

FOLLOWED: tuple[Topic, ...] = (
    ALERTS_STATEMENTS,
    ALERTS_STANCES,
    ALERTS_MILESTONES,
    STATEMENTS_TRACKED,
    MILESTONES_CURRENT,
    STANCES_CURRENT,
    DEAD_LETTERS,
)
KEPT_OF_VALUE = 4000
"""Characters of a dead letter's record; whoever replays an archive has the rest. Divisible by 4, as base64 must be."""


class Findings:
    """Collects the output topics of a run; call `take` after each article, `write` at the end."""

    def __init__(self) -> None:
        self.alerts: dict[str, Alert] = {}
        self.statements: dict[str, TrackedStatement] = {}
        self.occurrences: dict[str, Occurrence] = {}
        self.ledger: dict[str, LedgerRow] = {}
        self.dead_letters: dict[str, DeadLetter] = {}
        self._next = {topic.name: 0 for topic in FOLLOWED}

    def take(self, log: Log) -> list[Alert]:
        """Read what is new on the topics; returns the alerts among it, each id once per run."""
        fresh: list[Alert] = []
        for topic in FOLLOWED:
            while records := log.read(topic.name, self._next[topic.name]):
                for record in records:
                    message = codec.decode(topic, record.headers, record.value)
                    if isinstance(message, Alert) and message.id not in self.alerts:
                        fresh.append(message)
                    self.keep(message)
                self._next[topic.name] = records[-1].offset + 1
        return fresh

    def keep(self, message: Any) -> None:
        """Take in one message; of an alert the first counts, of everything else the last."""
        match message:
            case Alert():
                self.alerts.setdefault(message.id, message)
            case TrackedStatement():
                self.statements[message.statement.id] = message
            case Occurrence():
                self.occurrences[message.id] = message
            case LedgerRow():
                self.ledger[message.id] = message
            case DeadLetter():
                self.dead_letters[message.id] = _beginning(message)

    def write(self, folder: Path) -> None:
        """alerts.jsonl, statements.jsonl, milestones.jsonl, stances.jsonl, dead-letters.jsonl: all whole, or, where the
        disk has no room, those of before. Raises OSError naming the file."""
        folder.mkdir(parents=True, exist_ok=True)
        told = [s for s in self.statements.values() if not s.withdrawn]
        files: dict[Path, Iterable[bytes]] = {
            folder / "alerts.jsonl": (codec.cloudevent(a) for a in self.alerts.values()),
            folder / "statements.jsonl": (codec.dumps(line) for one in told for line in statement_lines(one)),
            folder / "milestones.jsonl": (codec.dumps(o) for o in self.occurrences.values()),
            folder / "stances.jsonl": (codec.dumps(r) for r in self.ledger.values()),
            folder / "dead-letters.jsonl": (codec.dumps(d) for d in self.dead_letters.values()),
        }
        try:
            for path, lines in files.items():
                _write(path, lines)
            for path in files:
                _beside(path).replace(path)
        finally:
            for path in files:
                _beside(path).unlink(missing_ok=True)


def _beginning(letter: DeadLetter) -> DeadLetter:
    if len(letter.value) <= KEPT_OF_VALUE:
        return letter
    return msgspec.structs.replace(letter, value=letter.value[:KEPT_OF_VALUE], truncated=True)


def read_alerts(path: Path) -> Iterator[Alert]:
    """The alerts of a file that a replay wrote, in order; raises Problem naming the line."""
    if not path.exists():
        raise Problem(f"{path} does not exist; parley replay FILE --out DIR writes it")
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield codec.parse_cloudevent(line)
            except codec.UndecodableRecord as error:
                raise Problem(f"{path}, line {number}: {error}") from None


def statement_lines(tracked: TrackedStatement) -> Iterator[dict[str, Any]]:
    """A tracked statement as flat records, one for each of its points, all with the same id."""
    s = tracked.statement
    whole = Point(spans=s.spans, saying=tracked.saying, novelty=tracked.novelty)
    for point in tracked.points or (whole,):
        yield _line(s, point)


def _line(s: Statement, point: Point) -> dict[str, Any]:
    return {
        "doc_id": s.article.id,
        "id": s.id,
        "speaker": s.speaker,
        "affiliation": s.affiliation,
        "side": s.side,
        "type": s.type,
        "content": point.spans,
        "issues": s.issues,
        "position": s.position,
        "background": s.background,
        "negotiations": s.negotiations,
        "saying": point.saying,
        "novelty": point.novelty,
        "published_at": codec.rfc3339(s.article.published_at),
    }


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _write(path: Path, lines: Iterable[bytes]) -> None:
    """Write the file beside `path`; raises OSError naming `path`."""
    try:
        with _beside(path).open("wb") as file:
            for line in lines:
                file.write(line + b"\n")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None

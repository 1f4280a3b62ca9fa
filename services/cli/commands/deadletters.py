"""`parley dead-letters` and `parley redrive`: see what could not be processed, and send it again, mended or not."""

import base64
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from services.cli.opening import existing_log
from services.cli.problems import Problem
from shared.contracts import DeadLetter, codec
from shared.contracts.topics import DEAD_LETTERS, TOPICS
from shared.runtime import settings as runtime_settings
from shared.runtime.embedded.log import Log


def letters(log: Log) -> dict[str, DeadLetter]:
    """Dead letters by origin, at their last value."""
    found: dict[str, DeadLetter] = {}
    offset = 0
    while records := log.read(DEAD_LETTERS.name, offset):
        for record in records:
            letter = codec.decode(DEAD_LETTERS, record.headers, record.value)
            found[letter.id] = letter
        offset = records[-1].offset + 1
    return found


def dead_letters(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """List what could not be processed, with origin and reason.

    \b
    Example:
      parley dead-letters --json
    """
    found = letters(existing_log(runtime_settings.load()))
    if as_json:
        typer.echo(codec.dumps(list(found.values())).decode())
        return
    for letter in found.values():
        state = "redriven" if letter.redriven else "waiting"
        typer.echo(f"{letter.id:28} {state:9} {letter.stage:11} {letter.reason}")
    typer.echo(f"{len(found)} dead letters")


def redrive(
    origin: Annotated[
        str | None, typer.Argument(help="topic/partition/offset, as dead-letters lists it.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that wait.")] = False,
    mended: Annotated[
        Path | None, typer.Option(help="File with the mended record (JSON); '-' for standard input.")
    ] = None,
) -> None:
    """Send dead letters to their topic again, one of them with a mended value.

    \b
    Examples:
      parley redrive --all
      parley redrive articles.incoming/0/17 --mended fixed.json
    """
    if (origin is None) == (not everything):
        raise Problem("name one dead letter, or say --all")
    log = existing_log(runtime_settings.load())
    found = letters(log)
    chosen = (
        [letter for letter in found.values() if not letter.redriven] if everything else _one(found, origin)
    )
    value = _mended(mended, chosen) if mended else None
    for letter in chosen:
        _send(log, letter, value)
    typer.echo(f"{len(chosen)} sent again; a running Parley takes them up at once")


def _one(found: dict[str, DeadLetter], origin: str | None) -> list[DeadLetter]:
    if origin not in found:
        raise Problem(f"there is no dead letter {origin}; parley dead-letters lists them")
    return [found[origin]]


def _mended(path: Path, chosen: list[DeadLetter]) -> bytes:
    value = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    topic = chosen[0].topic
    try:
        codec.decode(topic, (), value)
    except codec.UndecodableRecord as error:
        raise Problem(f"{path} is still not right: {error}") from None
    return value


def _send(log: Log, letter: DeadLetter, mended: bytes | None) -> None:
    if letter.truncated and mended is None:
        raise Problem(f"{letter.id} was cut because of its size; send the whole with --mended")
    value = mended if mended is not None else base64.b64decode(letter.value)
    now = datetime.now(UTC)
    # The record keeps its first `received_at`, so that what it leads to is what it would have led to.
    with log.transaction():
        log.append_raw(TOPICS[letter.topic], letter.key or "", value, (), letter.at)
        log.append(DEAD_LETTERS, msgspec.structs.replace(letter, redriven=True), now)

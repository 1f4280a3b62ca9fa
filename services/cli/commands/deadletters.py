"""`parley dead-letters` and `parley redrive`: show what could not be processed or delivered, and send it again."""

import base64
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from services.cli.open_topics import Topics, open_topics
from services.cli.problems import Problem
from services.cli.progress import progress
from services.notifier.commands import request_redrive
from shared.contracts import DeadLetter, Delivery, codec
from shared.contracts.topics import DEAD_LETTERS, DELIVERIES, TOPICS
from shared.runtime import settings as runtime_settings
from shared.runtime.deadletters import later
from shared.runtime.records import Publisher


def letters(topics: Topics) -> dict[str, DeadLetter]:
    """Dead letters by origin, at their last value."""
    found: dict[str, DeadLetter] = {}
    for letter in topics.messages(DEAD_LETTERS):
        found[letter.id] = later(found.get(letter.id), letter)
    return found


def undelivered(topics: Topics) -> dict[str, Delivery]:
    """Messages that were given up, by id."""
    last = {delivery.id: delivery for delivery in topics.messages(DELIVERIES)}
    return {id: one for id, one in last.items() if one.state in ("failed", "disabled") and one.events}


def dead_letters(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """List what could not be processed, with origin and reason, and messages that no receiver took.

    \b
    Example:
      parley dead-letters --json
    """
    with open_topics(runtime_settings.load()) as topics:
        found, failed = letters(topics), undelivered(topics)
    if as_json:
        typer.echo(codec.dumps([*found.values(), *failed.values()]).decode())
        return
    for letter in found.values():
        state = "redriven" if letter.redriven else "waiting"
        typer.echo(f"{letter.id:28} {state:9} {letter.stage:11} {letter.reason}")
    for delivery in failed.values():
        typer.echo(f"{delivery.id:28} {delivery.state:9} {delivery.receiver:11} {delivery.reason}")
    typer.echo(f"{len(found)} dead letters, {len(failed)} messages that were not delivered")


def redrive(
    origin: Annotated[
        str | None,
        typer.Argument(help="topic/partition/offset or id of a message (de-…), as dead-letters lists it."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that wait.")] = False,
    mended: Annotated[
        Path | None, typer.Option(help="File with the mended record (JSON); '-' for standard input.")
    ] = None,
) -> None:
    """Send dead letters to their topic again, one of them with a mended value, and messages to their receiver.

    \b
    Examples:
      parley redrive --all
      parley redrive articles.incoming/0/17 --mended fixed.json
      parley redrive de-6c1f0a
    """
    if (origin is None) == (not everything):
        raise Problem("name one dead letter, or say --all")
    if mended is not None and (origin is None or origin.startswith("de-")):
        raise Problem("--mended goes with the one dead letter that it mends")
    with open_topics(runtime_settings.load()) as topics:
        found, failed = _chosen(topics, origin)
        value = _mended(mended, found[0]) if mended else None
        with progress("sent again", len(found) + len(failed)) as advance:
            for letter in found:
                _send(topics.publisher, letter, value)
                advance()
            for delivery in failed:
                request_redrive(topics.publisher, delivery, datetime.now(UTC))
                advance()
    typer.echo(f"{len(found) + len(failed)} sent again; a running Parley takes them up at once")
    if old := sum(map(_is_old, found)):
        typer.echo(
            f"{old} of them are older than their topic keeps records, and may be deleted if nobody reads them now"
        )


def _chosen(topics: Topics, origin: str | None) -> tuple[Sequence[DeadLetter], Sequence[Delivery]]:
    found = letters(topics)
    if origin is None:
        waiting = [
            letter
            for letter in found.values()
            if not letter.redriven and not letter.truncated and TOPICS[letter.topic].dead_letter
        ]
        return waiting, list(undelivered(topics).values())
    if origin in found:
        return [found[origin]], []
    failed = [
        one for id, one in undelivered(topics).items() if origin.startswith("de-") and id.startswith(origin)
    ]
    if len(failed) != 1:
        raise Problem(f"there is no dead letter {origin}; parley dead-letters lists them")
    return [], failed


def _is_old(letter: DeadLetter) -> bool:
    topic = TOPICS[letter.topic]
    return topic.cleanup == "delete" and datetime.now(UTC) - letter.at > timedelta(
        milliseconds=topic.retention_ms
    )


def _mended(path: Path, letter: DeadLetter) -> bytes:
    try:
        value = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}") from None
    try:
        codec.decode(letter.topic, _headers(letter), value)
    except codec.UndecodableRecord as error:
        raise Problem(f"{path} is still not right: {error}") from None
    return value


def _send(publisher: Publisher, letter: DeadLetter, mended: bytes | None) -> None:
    if letter.truncated and mended is None:
        raise Problem(f"{letter.id} was cut because of its size; send the whole with --mended")
    if not TOPICS[letter.topic].dead_letter:
        raise Problem(
            f"{letter.id} is not sent again: {letter.topic} keeps what was written to it; write a right one instead"
        )
    value = mended if mended is not None else base64.b64decode(letter.value)
    # Sent first and noted afterwards: a crash in between repeats it, which changes nothing, and never loses it.
    # The record keeps its first `received_at`, so that what it leads to is what it would have led to, unless that was
    # the future by a wrong clock.
    at = min(letter.at, datetime.now(UTC))
    publisher.publish_raw(
        TOPICS[letter.topic], letter.key or "", value, headers=_headers(letter), timestamp=at
    )
    publisher.publish(DEAD_LETTERS, msgspec.structs.replace(letter, redriven=True))


def _headers(letter: DeadLetter) -> tuple[tuple[str, bytes], ...]:
    return tuple((k, v.encode("latin-1")) for k, v in letter.headers)

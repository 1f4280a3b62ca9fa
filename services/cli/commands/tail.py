"""`parley tail TOPIC`: follows a topic, filtered, as lines for people or JSON for scripts."""

import time
from collections.abc import Generator, Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

import msgspec
import typer

from services.cli.open_topics import existing_log, spectator
from services.cli.problems import Problem
from shared.catalog import Catalog
from shared.contracts import Alert, codec
from shared.contracts.topics import TOPICS
from shared.runtime import settings as runtime_settings
from shared.runtime.records import Record
from shared.runtime.settings import Settings

Batches = Generator[Sequence[Record], None, None]


def tail(
    topic: Annotated[str, typer.Argument(help="A topic, e.g. alerts.milestones.")],
    negotiation: Annotated[
        str | None, typer.Option(help="Only this negotiation: its id, or how it begins.")
    ] = None,
    side: Annotated[str | None, typer.Option(help="Only this side.")] = None,
    from_beginning: Annotated[bool, typer.Option(help="What is there already, too.")] = False,
    follow: Annotated[bool, typer.Option(help="Wait for more; --no-follow ends at the end.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show the messages of a topic as they come: of Kafka if PARLEY_KAFKA is set, else of the log of `parley run`.
    Ctrl-C ends it. It reads beside everybody else and commits nothing.

    \b
    Example:
      parley tail alerts.milestones --negotiation ukraine --from-beginning
    """
    if topic not in TOPICS:
        raise Problem(f"there is no topic {topic}; known: {', '.join(TOPICS)}")
    settings = runtime_settings.load()
    if negotiation or side:
        from services.cli.composition import catalog_of  # it knows all services: not for who filters nothing

        for doubt in doubts(catalog_of(settings), negotiation, side):
            typer.echo(f"note: {doubt}", err=True)
    batches = (_of_kafka if settings.kafka else _of_log)(settings, topic, from_beginning)
    try:
        for records in batches:
            for record in records:
                _show(topic, record, negotiation, side, as_json)
            if not records and not follow:
                return
    except KeyboardInterrupt:
        return
    finally:
        batches.close()


def doubts(catalog: Catalog, negotiation: str | None, side: str | None) -> Iterator[str]:
    """A sentence for each filter that nothing of the catalog answers to: most likely a slip, and one would wait for
    ever. What is not watched has a name all the same, so it is not refused."""
    known = [one.id for one in catalog.negotiations]
    if negotiation and not any(_is(id, negotiation) for id in known):
        yield f"no negotiation of the catalog is or begins with {negotiation}; there are {', '.join(known)}"
    if side and not any(_is(name, side) for name in catalog.names):
        near = get_close_matches(side.title(), catalog.names, 1)
        yield f"no side of the catalog is {side}" + (f"; do you mean {near[0]}?" if near else "")


def _of_log(settings: Settings, topic: str, from_beginning: bool) -> Batches:
    """Batches of records of the embedded log; an empty one when everything there was read."""
    log = existing_log(settings)
    offset = 0 if from_beginning else log.end(topic)
    try:
        while True:
            records = log.read(topic, offset)
            offset = records[-1].offset + 1 if records else offset
            yield records
            if not records:
                time.sleep(0.2)
    finally:
        log.close()


def _of_kafka(settings: Settings, topic: str, from_beginning: bool) -> Batches:
    """The same of Kafka, as a spectator outside all groups."""
    with spectator(settings, [TOPICS[topic]]) as consumer:
        if from_beginning:
            consumer.seek_to_beginning()
        else:
            consumer.seek_to_end()
        while True:
            yield consumer.poll(0.5)


def _show(topic: str, record: Record, negotiation: str | None, side: str | None, as_json: bool) -> None:
    try:
        message = codec.decode(topic, record.headers, record.value)
    except codec.UndecodableRecord as error:
        typer.echo(f"{record.origin}: {error}", err=True)
        return
    if _wanted(message, negotiation, side):
        typer.echo(_line(message, as_json))


def _wanted(message: Any, negotiation: str | None, side: str | None) -> bool:
    inner = (getattr(message, name, None) for name in ("data", "statement", "report"))
    places = [message, *(part for part in inner if part is not None)]
    if isinstance(message, Alert):
        places.append(message.data.labels)
    return all(
        wanted is None or any(_is(value, wanted) for place in places for value in _values(place, name))
        for name, wanted in (("negotiation", negotiation), ("side", side))
    )


def _is(value: Any, wanted: str) -> bool:
    """Whether the id is the one wanted or begins with it: `ukraine` for `ukraine-war`."""
    return isinstance(value, str) and (value.lower() + "-").startswith(wanted.lower() + "-")


def _values(place: Any, name: str) -> tuple[Any, ...]:
    return (getattr(place, name, None), *(getattr(place, f"{name}s", None) or ()))


def _line(message: Any, as_json: bool) -> str:
    if isinstance(message, Alert):
        if as_json:
            return codec.cloudevent(message).decode()
        return f"{codec.rfc3339(message.time)}  {message.type:28} {message.id}  {message.data.headline}"
    if as_json:
        return codec.dumps(message).decode()
    return f"{type(message).__name__:20} {msgspec.to_builtins(message).get('id', '')}"

"""`parley tail TOPIC`: follow a topic, filtered, as lines for people or JSON for scripts."""

import time
from typing import Annotated, Any

import msgspec
import typer

from services.cli.opening import existing_log
from services.cli.problems import Problem
from shared.contracts import Alert, codec
from shared.contracts.topics import TOPICS
from shared.runtime import settings as runtime_settings


def tail(
    topic: Annotated[str, typer.Argument(help="A topic, e.g. alerts.milestones.")],
    negotiation: Annotated[str | None, typer.Option(help="Only this negotiation.")] = None,
    side: Annotated[str | None, typer.Option(help="Only this side.")] = None,
    from_beginning: Annotated[bool, typer.Option(help="What is there already, too.")] = False,
    follow: Annotated[bool, typer.Option(help="Wait for more; --no-follow ends at the end.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show the messages of a topic as they come.

    \b
    Example:
      parley tail alerts.milestones --negotiation ukraine --from-beginning
    """
    if topic not in TOPICS:
        raise Problem(f"there is no topic {topic}; known: {', '.join(TOPICS)}")
    log = existing_log(runtime_settings.load())
    offset = 0 if from_beginning else log.end(topic)
    while True:
        records = log.read(topic, offset)
        for record in records:
            offset = record.offset + 1
            message = codec.decode(topic, record.headers, record.value)
            if _wanted(message, negotiation, side):
                typer.echo(_line(message, as_json))
        if not records:
            if not follow:
                return
            time.sleep(0.2)


def _wanted(message: Any, negotiation: str | None, side: str | None) -> bool:
    labels = message.data.labels if isinstance(message, Alert) else message
    return all(
        wanted is None or wanted in (getattr(labels, name, None), *(getattr(labels, f"{name}s", None) or ()))
        for name, wanted in (("negotiation", negotiation), ("side", side))
    )


def _line(message: Any, as_json: bool) -> str:
    if isinstance(message, Alert):
        if as_json:
            return codec.cloudevent(message).decode()
        return f"{codec.rfc3339(message.time)}  {message.type:28} {message.id}  {message.data.headline}"
    if as_json:
        return codec.dumps(message).decode()
    return f"{type(message).__name__:20} {msgspec.to_builtins(message).get('id', '')}"

"""`parley topics`: what travels where."""

from typing import Annotated, Any

import typer

from shared.contracts import codec
from shared.contracts.topics import DAY_MS, TOPICS

app = typer.Typer(help="Topics: list, and on Kafka create, check, describe.", no_args_is_help=True)


@app.command("list")
def list_topics(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """List every topic with key, contract and retention.

    Example: parley topics list --json
    """
    if as_json:
        typer.echo(codec.dumps([_record(name) for name in TOPICS]).decode())
        return
    for name in TOPICS:
        record = _record(name)
        typer.echo(f"{name:22} key: {record['key']:28} {record['cleanup']:8} {', '.join(record['messages'])}")


def _record(name: str) -> dict[str, Any]:
    topic = TOPICS[name]
    return {
        "name": name,
        "key": topic.key_is,
        "messages": [m.__name__ for m in topic.messages],
        "partitions": topic.partitions,
        "cleanup": topic.cleanup,
        "retention_days": topic.retention_ms // DAY_MS,
        "written_by": topic.written_by,
        "read_by": topic.read_by,
        "doc": topic.doc,
    }

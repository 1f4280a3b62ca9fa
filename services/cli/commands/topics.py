"""`parley topics`: lists, creates and checks the topics."""

from typing import Annotated, Any

import typer

from services.cli.extras import of_kafka
from shared.contracts import codec
from shared.contracts.topics import DAY_MS, TOPICS
from shared.runtime import settings as runtime_settings

app = typer.Typer(
    help="Topics: list, and on Kafka create, check, describe.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("list")
def list_topics(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """List every topic with key, contract and retention.

    \b
    Example:
      parley topics list --json
    """
    if as_json:
        typer.echo(codec.dumps([_record(name) for name in TOPICS]).decode())
        return
    for name in TOPICS:
        record = _record(name)
        typer.echo(f"{name:22} key: {record['key']:28} {record['cleanup']:8} {', '.join(record['messages'])}")


@app.command("create")
def create(
    forever: Annotated[
        bool, typer.Option(help="Delete nothing by age: for archives, whose dates lie far back.")
    ] = False,
) -> None:
    """Create the topics and changelogs that are missing on PARLEY_KAFKA; what is there stays as it is.

    \b
    Example:
      PARLEY_KAFKA=localhost:9092 parley topics create
    """
    with of_kafka():
        from shared.runtime.kafka import admin
    made = admin.create(runtime_settings.load(), forever=forever)
    for name in made:
        typer.echo(f"created {name}")
    typer.echo(f"{len(made)} created")


@app.command("check")
def check() -> None:
    """Tell what is wrong with the topics on PARLEY_KAFKA; exit code 1 if anything is.

    \b
    Example:
      parley topics check
    """
    with of_kafka():
        from shared.runtime.kafka import topics_check
    found = topics_check.problems(runtime_settings.load(), of_limits=True)
    for line in found:
        typer.echo(line)
    typer.echo(f"{len(found)} problems" if found else "all topics are as they must be")
    raise typer.Exit(1 if found else 0)


@app.command("describe")
def describe(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """Show the topics of this namespace as they are on PARLEY_KAFKA.

    \b
    Example:
      parley topics describe --json
    """
    with of_kafka():
        from shared.runtime.kafka import admin
    found = admin.describe(runtime_settings.load())
    if as_json:
        typer.echo(codec.dumps(found).decode())
        return
    for topic in found:
        age = "for ever" if topic.retention_ms == "-1" else f"{int(topic.retention_ms) // DAY_MS} d"
        kept = topic.cleanup if topic.cleanup == "compact" else f"{topic.cleanup} {age}"
        typer.echo(f"{topic.name:46} {topic.partitions:4} partitions {topic.replication} replicas  {kept}")


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

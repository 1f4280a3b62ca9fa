"""`parley explain ALERT`: the evidence, the rule that fired, the state before and after."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from services.cli.opening import open_topics
from services.cli.problems import Problem
from shared.contracts import codec
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS
from shared.runtime import settings as runtime_settings


def explain(
    alert: Annotated[str, typer.Argument(help="Id of an alert, or its beginning.")],
    alerts: Annotated[
        Path | None, typer.Option(help="alerts.jsonl of a replay; the log of `parley run` if not given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole alert.")] = False,
) -> None:
    """Show why an alert was raised.

    \b
    Example:
      parley explain al-3f2c --alerts out/alerts.jsonl
    """
    found = _from_file(alert, alerts) if alerts else _from_log(alert)
    if as_json:
        typer.echo(msgspec.json.format(codec.dumps(found)).decode())
        return
    typer.echo("\n".join(_lines(found)))


def _from_file(wanted: str, path: Path) -> dict[str, Any]:
    if not path.exists():
        raise Problem(f"{path} does not exist; parley replay FILE --out DIR writes it")
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                codec.parse_cloudevent(line)
            except codec.UndecodableRecord as error:
                raise Problem(f"{path}, line {number}: {error}") from None
            event: dict[str, Any] = msgspec.json.decode(line)
            if event["id"].startswith(wanted):
                return event
    raise Problem(f"no alert in {path} has an id that begins with {wanted}")


def _from_log(wanted: str) -> dict[str, Any]:
    with open_topics(runtime_settings.load()) as topics:
        for topic in (ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS):
            for event in topics.messages(topic):
                if event.id.startswith(wanted):
                    decoded: dict[str, Any] = msgspec.json.decode(codec.cloudevent(event))
                    return decoded
    raise Problem(f"no alert has an id that begins with {wanted}; the page and `parley tail` show ids")


def _lines(event: dict[str, Any]) -> list[str]:
    data = event["data"]
    labels = ", ".join(f"{k}={v}" for k, v in data["labels"].items())
    lines = [
        data["headline"],
        "",
        f"type      {event['type']}   id {event['id']}",
        f"time      {event['time']}   known {data['known_at']}",
        f"rule      {data['rule']}",
        f"before    {data.get('before') or '-'}",
        f"after     {data.get('after') or '-'}",
        f"labels    {labels}",
    ]
    lines += [f"because   {reason}" for reason in data.get("reasons", ())]
    if data.get("supersedes"):
        lines += [f"replaces  {data['supersedes']}", f"change    {data.get('difference') or '-'}"]
    lines += ["", "evidence"]
    for evidence in data["evidence"]:
        article = evidence["article"]
        lines.append(f"  {article['outlet']}, {article['published_at']}, revision {article['revision']}")
        lines.append(f"  {article['title']}  {article.get('url') or article['id']}")
        spans = zip(evidence["spans"], evidence["words"], strict=True)
        lines += [f"    [{start}:{end}] “{words}”" for (start, end), words in spans]
    return lines

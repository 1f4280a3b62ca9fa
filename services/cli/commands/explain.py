"""`parley explain ALERT`: shows the evidence, the rule that fired, and the state before and after."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from services.cli.exports import read_alerts
from services.cli.open_topics import open_topics
from services.cli.problems import Problem
from shared.contracts import Alert, codec
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS
from shared.runtime import settings as runtime_settings

LISTED = 20
"""Ids that are named where a beginning is that of several."""


def explain(
    alert: Annotated[str, typer.Argument(help="Id of an alert, or its beginning if no other begins so.")],
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
    if not alert.strip():
        raise Problem("say which alert: its id, or how it begins; the page and `parley tail` show ids")
    event: dict[str, Any] = msgspec.json.decode(codec.cloudevent(_wanted(alert, alerts)))
    if as_json:
        typer.echo(msgspec.json.format(codec.dumps(event)).decode())
        return
    typer.echo("\n".join(_lines(event)))


def _wanted(id: str, file: Path | None) -> Alert:
    """The alert of this id, else the one whose id begins with it; raises Problem if none or several do."""
    found = read_alerts(file) if file else _of_the_log()
    hits: dict[str, Alert] = {}
    for alert in found:
        if alert.id == id:
            return alert
        if alert.id.startswith(id):
            hits.setdefault(alert.id, alert)
    if len(hits) > 1:
        raise Problem(
            f"{len(hits)} alerts have an id that begins with {id}: {_some(sorted(hits))}; say more of it"
        )
    if not hits and file:
        raise Problem(f"no alert in {file} has an id that begins with {id}")
    if not hits:
        raise Problem(f"no alert has an id that begins with {id}; the page and `parley tail` show ids")
    return hits.popitem()[1]


def _of_the_log() -> Iterable[Alert]:
    with open_topics(runtime_settings.load()) as topics:
        kinds = (ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS)
        return [alert for topic in kinds for alert in topics.messages(topic)]


def _some(ids: Sequence[str]) -> str:
    more = len(ids) - LISTED
    return ", ".join(ids[:LISTED]) + (f" and {more} more" if more > 0 else "")


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
    lines += [f"because   {reason}" for reason in data.get("reasons", ()) if reason != data["rule"]]
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

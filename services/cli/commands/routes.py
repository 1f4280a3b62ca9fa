"""`parley routes`: shows who would be alerted, what a past run would have sent, and sends a test message."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from services.cli.exports import read_alerts
from services.cli.problems import Problem
from services.cli.usable_routes import usable_routes
from services.notifier.commands import send_test
from services.notifier.domain.backtest import plan
from services.notifier.domain.routing import explain_routing
from services.notifier.domain.secret_names import name_of
from shared.contracts import Alert, codec
from shared.runtime import settings as runtime_settings

app = typer.Typer(
    help="Routes: who would be told, and a test message.", no_args_is_help=True, rich_markup_mode=None
)
AlertsFile = Annotated[Path, typer.Argument(help="alerts.jsonl of a replay.")]
RoutesFile = Annotated[
    Path | None, typer.Option("--routes", help="Routes file; that of the settings if not given.")
]


@app.command("test")
def who_is_told(
    alerts: AlertsFile,
    alert: Annotated[str | None, typer.Option(help="Only the alert whose id begins so.")] = None,
    routes: RoutesFile = None,
) -> None:
    """Say for each alert of a file who would be told, and why not. It explains and does not judge: exit code 0 also
    where nobody would be told.

    \b
    Example:
      parley routes test out/alerts.jsonl --alert al-3f2c
    """
    config = usable_routes(runtime_settings.load(), routes)
    wanted = [found for found in read_alerts(alerts) if found.id.startswith(alert or "")]
    if alert and not wanted:
        raise Problem(f"no alert in {alerts} has an id that begins with {alert}")
    for found in wanted:
        typer.echo(f"{found.id}  {found.data.headline}")
        for decision in explain_routing(found, config):
            told = ", ".join(decision.receivers) or "nobody"
            typer.echo(f"    {decision.route}: {told} ({decision.reason}) {decision.detail}")


@app.command("backtest")
def backtest(alerts: AlertsFile, routes: RoutesFile = None) -> None:
    """List the messages that a past run would have sent, and their number.

    \b
    Example:
      parley routes backtest out/alerts.jsonl --routes routes.yaml
    """
    timed: list[tuple[datetime, Alert]] = [(a.data.known_at, a) for a in read_alerts(alerts)]
    messages = plan(timed, usable_routes(runtime_settings.load(), routes))
    for message in messages:
        first = message.alerts[0].data.headline
        more = f" and {len(message.alerts) - 1} more" if len(message.alerts) > 1 else ""
        typer.echo(f"{codec.rfc3339(message.at)}  {message.receiver:12} {message.route:16} {first}{more}")
    typer.echo(f"{len(messages)} messages from {len(timed)} alerts")


@app.command("test-send")
def send_one(
    receiver: Annotated[str, typer.Argument(help="A receiver of the routes file.")],
    routes: RoutesFile = None,
) -> None:
    """Send a test message and tell what really came of it. Exit code 3 if it was not delivered.

    \b
    Example:
      parley routes test-send slack
    """
    config = usable_routes(runtime_settings.load(), routes)
    found = config.receivers.get(receiver)
    if found is None:
        known = ", ".join(sorted(config.receivers))
        raise Problem(f"there is no receiver {name_of(receiver)}; there are {known}")
    verdict = send_test(found, runtime_settings.load())
    if not verdict.delivered:
        raise Problem(f"not delivered: {verdict.reason}", 3)
    outbox = found.kind == "outbox"
    typer.echo(verdict.reason if outbox else f"delivered: {verdict.reason}")

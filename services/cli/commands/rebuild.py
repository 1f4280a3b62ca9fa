"""`parley rebuild`: restores the cache behind the page from the topics."""

import sys
from contextlib import AbstractContextManager, closing
from typing import Annotated

import typer

from services.cli.cache import open_cache
from services.cli.open_topics import existing_log, spectator
from services.cli.problems import Problem
from services.web import app as web
from services.web.adapters.read_model import TOPICS as PAGE_TOPICS
from services.web.adapters.status import Status
from shared.runtime import settings as runtime_settings
from shared.runtime.embedded.log import LogConsumer
from shared.runtime.records import Consumer
from shared.runtime.settings import Settings


def rebuild(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Empty Parley's keys in Redis (PARLEY_REDIS_URL) and fill them from the topics again. Topics are the truth:
    those of Kafka if PARLEY_KAFKA is set, else those of the log of `parley run`.

    The private cache of `parley run` needs no rebuild: it is filled anew at every start.

    \b
    Example:
      parley rebuild --yes
    """
    settings = runtime_settings.load()
    if settings.redis_url is None:
        raise Problem(
            "PARLEY_REDIS_URL is not set: the private cache of `parley run` is filled anew at every start"
        )
    if not yes and sys.stdin.isatty():
        typer.confirm("Empty Parley's keys in this Redis and fill them again?", abort=True)
    with _consumer(settings) as consumer:
        model = web.read_model(settings, open_cache(settings).client, Status())
        typer.echo(f"{model.rebuild(consumer)} records taken in")


def _consumer(settings: Settings) -> AbstractContextManager[Consumer]:
    if settings.kafka is None:
        return closing(LogConsumer(existing_log(settings), "web", PAGE_TOPICS, lambda seconds: None))
    # As a spectator: a member of the page's group would share the partitions with a page that runs, and fill half.
    return spectator(settings, PAGE_TOPICS)

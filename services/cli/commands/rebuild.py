"""`parley rebuild`: restore the cache behind the page from the log."""

import sys
from typing import Annotated

import typer

from services.cli.problems import Problem
from shared.runtime import settings as runtime_settings


def rebuild(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Empty Parley's keys in Redis (PARLEY_REDIS_URL) and fill them from the topics again. Topics are the truth.

    The private cache of `parley run` needs no rebuild: it is filled anew at every start.

    Example: parley rebuild --yes
    """
    settings = runtime_settings.load()
    if settings.redis_url is None:
        raise Problem(
            "PARLEY_REDIS_URL is not set: the private cache of `parley run` is rebuilt at every start"
        )
    if not yes and sys.stdin.isatty():
        typer.confirm("Empty Parley's keys in this Redis and fill them again?", abort=True)
    from services.cli import reading_side

    typer.echo(f"{reading_side.rebuild(settings)} records taken in")

"""`parley up-local`: runs the whole of Parley on Kafka as processes of this machine, from broker to page."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.extras import of_kafka
from services.cli.problems import Problem
from shared.runtime import settings as runtime_settings


def up_local(
    articles: Annotated[Path | None, typer.Option(help="Articles, JSON Lines, instead of the demo.")] = None,
    feeds: Annotated[Path | None, typer.Option(help="OPML file or list of feeds to watch instead.")] = None,
    port: Annotated[int | None, typer.Option(help="Port of the page.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=6, help="Workers of each stage.")] = 1,
    once: Annotated[bool, typer.Option(help="End when the articles are through and told.")] = False,
) -> None:
    """Start broker (unless PARLEY_KAFKA names one), cache, workers, notifier and page; Ctrl-C ends what was started.

    \b
    Example:
      parley up-local --articles archive.jsonl.gz --workers 2
    """
    given = {"feeds": feeds, "port": port}
    settings = runtime_settings.load(**{name: value for name, value in given.items() if value is not None})
    if articles and settings.feeds:
        raise Problem("articles and feeds cannot be mixed: files run on their own time; choose one")
    with of_kafka():
        from services.cli import local
    local.run(settings, articles, workers, once=once)

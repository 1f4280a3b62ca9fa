"""`parley check`: checks settings, catalog and routes, and reports all errors at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from services.ingest.app import FeedListError, read_feeds
from services.notifier.adapters.routes_file import load_config
from services.notifier.domain.config import BadConfig
from shared.catalog import Catalog, CatalogError, vacant
from shared.catalog import load as load_catalog
from shared.contracts import codec
from shared.runtime import misspelt
from shared.runtime import settings as runtime_settings
from shared.runtime.kafka.connection import client_options
from shared.runtime.settings import BadSettings, Settings


def check(
    catalog: Annotated[Path | None, typer.Option(help="Folder with a catalog of your own.")] = None,
    routes: Annotated[Path | None, typer.Option(help="Routes file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Check settings, catalog, routes and feeds; tells every error with file and key. Exit code 1 if there is any.

    Notes name high offices that nobody holds any longer: successors that the catalog may lack, and, with --json,
    variables that are no settings. They are no errors.

    \b
    Example:
      parley check --routes routes.yaml
    """
    found: dict[str, str] = {}
    _try(found, "settings", lambda: runtime_settings.load(), BadSettings)
    settings = runtime_settings.defaults() if "settings" in found else runtime_settings.load()
    _try(found, "settings", lambda: _as_services_do(settings), BadSettings)
    loaded: list[Catalog] = []
    _try(found, "catalog", lambda: loaded.append(load_catalog(catalog or settings.catalog)), CatalogError)
    _try(found, "routes", lambda: load_config(routes or settings.routes, settings), BadConfig)
    if settings.feeds is not None:
        feeds = settings.feeds
        _try(found, "feeds", lambda: read_feeds(feeds), FeedListError)
    today = datetime.now(UTC).date()
    notes = [note for each in loaded for note in vacant(each, today)]
    if as_json:
        # On a console `parley` itself has told of them.
        notes += misspelt.unknown(settings)
        typer.echo(codec.dumps({"ok": not found, "problems": found, "notes": notes}).decode())
    else:
        for name in ("settings", "catalog", "routes", *(["feeds"] if settings.feeds else [])):
            typer.echo(f"{name}: {found.get(name, 'ok')}")
        for note in notes:
            typer.echo(f"note: {note}")
    raise typer.Exit(1 if found else 0)


def _as_services_do(settings: Settings) -> None:
    """What goes together is looked at only where it is used; raises BadSettings."""
    if settings.kafka:
        client_options(settings)


def _try(found: dict[str, str], name: str, action: Callable[[], object], error: type[Exception]) -> None:
    try:
        action()
    except error as problem:
        found[name] = str(problem)

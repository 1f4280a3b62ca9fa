"""`parley schemas`: writes everything in docs/ that is generated from code."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from services.cli.configuration_page import configuration_page
from services.cli.metrics_page import metrics_page
from shared.contracts import schemas as generated


def documents() -> dict[str, str]:
    """Content of every generated document, by its path below docs/."""
    files = {f"schemas/{name}": generated.pretty(s) for name, s in generated.json_schemas().items()}
    files["asyncapi.json"] = generated.pretty(generated.asyncapi(version("parley")))
    files["topics.md"] = generated.topics_table()
    files["configuration.md"] = configuration_page()
    files["metrics.md"] = metrics_page()
    return files


def schemas(
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("docs"),
    check: Annotated[bool, typer.Option(help="Write nothing; exit 1 if a file is stale.")] = False,
) -> None:
    """Write JSON Schemas, AsyncAPI and the pages on topics, settings and metrics from the code.

    \b
    Example:
      parley schemas --check
    """
    stale = [
        name
        for name, content in documents().items()
        if not (out / name).exists() or (out / name).read_text(encoding="utf-8") != content
    ]
    if check:
        for name in stale:
            typer.echo(f"stale: {out / name}")
        raise typer.Exit(1 if stale else 0)
    for name, content in documents().items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(content, encoding="utf-8")
    typer.echo(f"{len(documents())} files in {out}, {len(stale)} changed")

"""`parley extract`: shows what the reader finds in articles, without an engine."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from services.cli.composition import catalog_of
from services.cli.problems import Problem
from services.cli.progress import progress
from services.extraction.app import Reader, as_document
from services.extraction.domain.assemble import UNNAMED
from services.extraction.processor import Reading
from services.ingest.adapters.files import BadLine, UnreadableFile, read_articles
from services.ingest.domain.boilerplate import cleaned
from shared.catalog import Catalog
from shared.contracts import Article, RawArticle, codec
from shared.processing.eventtime import event_time
from shared.runtime import settings as runtime_settings


class Format(StrEnum):
    """How to print."""

    jsonl = "jsonl"
    text = "text"


def extract(
    file: Annotated[
        Path, typer.Argument(help="Articles, JSON Lines, plain or gzip; '-' for standard input.")
    ],
    format: Annotated[Format, typer.Option(help="jsonl: one line an article.")] = Format.text,
    explain: Annotated[
        bool, typer.Option(help="Show each article with its statements marked, and its steps.")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="With --explain: write a page instead.")] = None,
) -> None:
    """Print every statement and milestone of the articles, watched or not. Lines that are no articles are told and
    passed over; exit code 1 if there are no others.

    \b
    Examples:
      parley extract articles.jsonl.gz --format jsonl > found.jsonl
      parley extract article.jsonl --explain --html marked.html
    """
    catalog = catalog_of(runtime_settings.load())
    if explain and html is not None:
        html.open("ab").close()  # before the work: a place that cannot be written to is told at once
    reader = Reader(catalog)
    shown = []
    bar = progress("articles") if not sys.stdout.isatty() and sys.stderr.isatty() else nullcontext()
    with bar as advance:
        for article in _articles(file, catalog):
            if explain:
                found, reading = reader.explained(article)
                steps = tuple(r for r in reading.reports if r.primary)
                shown.append((as_document(article), found, steps))
            else:
                _print(article, reader.read(article), format)
            if advance:
                advance()
    if explain:
        _explain(shown, html)


def _articles(file: Path, catalog: Catalog) -> Iterator[Article]:
    now = datetime.now(UTC)
    read = passed_over = 0
    for raw in _lines(Path("/dev/stdin") if str(file) == "-" else file):
        if isinstance(raw, BadLine):
            typer.echo(f"{file}, line {raw.line}: {raw.reason}; passed over", err=True)
            passed_over += 1
        elif not (raw.text or "").strip():
            typer.echo(f"{file}: {raw.id or raw.doc_id or raw.url}: no text; passed over", err=True)
            passed_over += 1
        else:
            read += 1
            yield as_article(raw, now, catalog)
    if passed_over and not read:
        raise Problem(f"{file}: nothing in it could be read as an article", 1)


def _lines(file: Path) -> Iterator[RawArticle | BadLine]:
    try:
        yield from read_articles(file)
    except UnreadableFile as error:
        raise Problem(str(error)) from None


def as_article(raw: RawArticle, now: datetime, catalog: Catalog) -> Article:
    """A raw article as extraction takes it: text cleaned as in admission, which is otherwise skipped."""
    outlet = raw.outlet or ""
    published = event_time(raw.published_at or raw.date, now)
    return Article(
        id=raw.id or raw.doc_id or raw.url or "article",
        revision=1,
        outlet=outlet,
        publisher=catalog.family(outlet, raw.url),
        title=raw.title or "",
        text=cleaned(raw.text or ""),
        language="en",
        published_at=published,
        received_at=now,
        content_hash="",
        url=raw.url,
    )


def _print(article: Article, reading: Reading, format: Format) -> None:
    if format is Format.jsonl:
        typer.echo(codec.dumps(extraction_line(article, reading)).decode())
        return
    typer.echo(f"{article.title or article.id}  ({article.outlet or 'unknown outlet'})")
    for s in reading.statements:
        typer.echo(f"  {s.speaker} [{s.side}] {s.cue or ''}: {' … '.join(s.words)}")
    for r in reading.reports:
        if r.primary:
            parties = ", ".join(r.parties)
            typer.echo(f"  * {r.type} ({r.status}) {parties} {r.date or ''} {r.place or ''}")


def extraction_line(article: Article, reading: Reading) -> dict[str, Any]:
    """One article's statements and milestones as a flat record."""
    return {
        "doc_id": article.id,
        "statements": [
            {
                "speaker": None if s.speaker == UNNAMED else s.speaker,
                "affiliation": s.affiliation,
                "type": s.type,
                "content": s.spans,
                "source": s.source,
                "cue": s.cue,
                "issues": s.issues,
                "position": s.position,
                "background": s.background,
            }
            for s in reading.statements
        ],
        "milestones": [
            {
                "type": r.type,
                "status": r.status,
                "parties": r.parties,
                "mediators": r.mediators,
                "people": r.people,
                "date": r.date,
                "place": r.place,
                "background": r.background,
                "evidence": r.evidence.spans,
            }
            for r in reading.reports
            if r.primary
        ],
    }


def _explain(shown: list[Any], html: Path | None) -> None:
    from services.extraction import explain as explaining

    if html is not None:
        html.write_text(explaining.page(shown), encoding="utf-8")
        typer.echo(f"{len(shown)} articles in {html}")
        return
    console = Console()
    coloured = console.color_system is not None and not console.no_color
    for text, found, steps in shown:
        marked = explaining.terminal(text, found, steps, coloured=coloured)
        console.print(marked, soft_wrap=not console.is_terminal)
        console.print()

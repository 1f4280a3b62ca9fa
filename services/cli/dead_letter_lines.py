"""Prints what of an archive could not be processed, and why, to standard error."""

from collections.abc import Collection, Sequence

import typer

from services.ingest.adapters.files import BadLine
from shared.contracts import DeadLetter

TOLD = 20
"""Dead letters that are told one by one; a file of something else has as many as lines."""
TOLD_AT_START = 3
"""Bad lines that are told before their file is fed: enough to see that it is the wrong file."""
LONGEST_KEY = 80


def tell_losses(letters: Collection[DeadLetter], only_counted: int) -> None:
    """Print origin and reason of the first ones, and the number of the others; `only_counted` lines became no letters
    at all."""
    for letter in list(letters)[:TOLD]:
        typer.echo(line(letter), err=True)
    if (more := len(letters) - TOLD) > 0:
        typer.echo(f"and {more} more dead letters", err=True)
    if only_counted:
        typer.echo(f"and {only_counted} more lines that are no articles, which were only counted", err=True)


def tell_bad_lines(bad: Sequence[BadLine], count: int) -> None:
    """Print the first lines that are no articles, with the reason, and the number of the others, while the others are
    fed."""
    for each in bad[:TOLD_AT_START]:
        typer.echo(f"{each.file}, line {each.line}: {each.reason}; passed over", err=True)
    if (more := count - TOLD_AT_START) > 0:
        typer.echo(
            f"and {more:,} more lines that are no articles; /dead-letters on the page has them", err=True
        )


def line(letter: DeadLetter) -> str:
    """Where the letter came from and why it is one: file and line, or a record's origin and the id of its article."""
    if letter.stage == "files":
        return letter.reason  # it begins with file and line
    key = (letter.key or "")[:LONGEST_KEY]
    shown = key if key.isprintable() else ascii(key)
    return f"{letter.id}{f' ({shown})' if key else ''}: {letter.reason}"


def nothing_read(articles: int, letters: Collection[DeadLetter]) -> bool:
    """Whether the archive had lines and none of them was an article."""
    return bool(letters) and articles == sum(letter.stage == "admit" for letter in letters)

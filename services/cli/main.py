"""The `parley` command: runs the command asked for; every error a person can mend is one clear line and an exit
code."""

import sqlite3
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from services.cli.problems import Problem, log_path, of_file, of_log
from shared.processing import TryLater
from shared.runtime import logging as runtime_logging
from shared.runtime.kafka.connection import KafkaFault
from shared.runtime.misspelt import unknown
from shared.runtime.settings import BadSettings, load

COMMANDS = {
    "run": "run:run",
    "replay": "replay:replay",
    "extract": "extract:extract",
    "explain": "explain:explain",
    "check": "check:check",
    "doctor": "doctor:doctor",
    "rebuild": "rebuild:rebuild",
    "redrive": "deadletters:redrive",
    "dead-letters": "deadletters:dead_letters",
    "tail": "tail:tail",
    "topics": "topics:app",
    "routes": "routes:app",
    "schemas": "schemas:schemas",
    "up-local": "up:up_local",
}
"""Command -> module of `services.cli.commands` and what in it, in the order of the help."""


class Commands(TyperGroup):
    """Imports a command only when asked for, so that a small one does not wait for what the big ones need."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: Any = getattr(import_module(f"services.cli.commands.{module}"), name)
        if isinstance(found, typer.Typer):
            group = typer.main.get_group(found)
            group.name = cmd_name
            return group
        single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(cmd_name)(found)
        return typer.main.get_command(single)


app = typer.Typer(
    name="parley",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def parley() -> None:
    """Watches negotiations in the news. Start with: parley run

    \b
    Exit codes of every command:
      0  done
      1  problems were found (check, doctor, topics check), or nothing could be read (extract, replay, run)
      2  wrong use, or settings, files or rules that cannot be used
      3  something is not reachable, or in use: port, cache, broker, receiver, log, disk
    """
    with suppress(BadSettings):  # commands that need settings say what is wrong with them
        for sentence in unknown(load()):
            print(f"parley: {sentence}", file=sys.stderr)


def main() -> NoReturn:
    """Entry point of the console script."""
    runtime_logging.configure("WARNING")  # `run` follows the settings; other commands speak for themselves
    try:
        app(prog_name="parley")
    except (Problem, BadSettings) as problem:
        print(f"parley: {problem}", file=sys.stderr)
        sys.exit(getattr(problem, "exit_code", 2))
    except (KafkaFault, TryLater, sqlite3.Error) as error:
        cause = error.__cause__ if isinstance(error, TryLater) else error
        # While it is used; what is wrong with it at once is told where it is opened.
        of_database = of_log(cause, log_path(load())) if isinstance(cause, sqlite3.Error) else None
        if of_database is None and isinstance(error, sqlite3.Error):
            raise
        print(f"parley: {of_database or error}", file=sys.stderr)
        sys.exit(of_database.exit_code if of_database else 3)
    except OSError as error:
        told = of_file(error)
        if told is None:
            raise
        print(f"parley: {told}", file=sys.stderr)
        sys.exit(told.exit_code)
    sys.exit(0)


if __name__ == "__main__":
    main()

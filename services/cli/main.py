"""The `parley` command: runs the command asked for; every error a person can mend is one clear line and an exit
code."""

import sqlite3
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from services.cli.problems import Problem, log_path, of_log
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
    except (KafkaFault, TryLater) as problem:
        print(f"parley: {problem}", file=sys.stderr)
        sys.exit(3)
    except sqlite3.Error as error:
        # While it is used; what is wrong with it at once is told where it is opened.
        log_trouble = of_log(error, log_path(load()))
        if log_trouble is None:
            raise
        print(f"parley: {log_trouble}", file=sys.stderr)
        sys.exit(log_trouble.exit_code)
    except OSError as error:
        if error.filename is None:
            raise
        # A file or folder that somebody named: a folder where a file is wanted, no place to write to.
        print(f"parley: {error.filename} cannot be used: {error.strerror}", file=sys.stderr)
        sys.exit(2)
    sys.exit(0)


if __name__ == "__main__":
    main()

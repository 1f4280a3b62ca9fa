"""The `parley` command: gathers the commands; every error a person can mend is one clear line and an exit code.

Exit codes: 0 done; 1 problems were found (check, doctor); 2 wrong use or bad input; 3 something is not reachable.
"""

import sys
from typing import NoReturn

import typer

from services.cli.commands import (
    check,
    deadletters,
    doctor,
    explain,
    extract,
    rebuild,
    replay,
    routes,
    run,
    schemas,
    tail,
    topics,
    up,
)
from services.cli.problems import Problem
from shared.runtime import logging as runtime_logging
from shared.runtime.settings import BadSettings

app = typer.Typer(
    name="parley",
    help="Watches negotiations in the news. Start with: parley run",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("run")(run.run)
app.command("replay")(replay.replay)
app.command("extract")(extract.extract)
app.command("explain")(explain.explain)
app.command("check")(check.check)
app.command("doctor")(doctor.doctor)
app.command("rebuild")(rebuild.rebuild)
app.command("redrive")(deadletters.redrive)
app.command("dead-letters")(deadletters.dead_letters)
app.command("tail")(tail.tail)
app.command("schemas")(schemas.schemas)
app.command("up-local")(up.up_local)
app.add_typer(topics.app, name="topics")
app.add_typer(routes.app, name="routes")


def main() -> NoReturn:
    """Entry point of the console script."""
    runtime_logging.configure("WARNING")  # `run` follows the settings; other commands speak for themselves
    try:
        app()
    except (Problem, BadSettings) as problem:
        print(f"parley: {problem}", file=sys.stderr)
        sys.exit(getattr(problem, "exit_code", 2))
    sys.exit(0)


if __name__ == "__main__":
    main()

"""The command line as a user meets it: arguments in, exit code and what was printed out."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from services.cli.main import main
from shared.contracts import codec
from shared.runtime.embedded.log import Log
from shared.testing.builders import a_milestone_alert, a_stance_alert, a_statement_alert


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Parley = Callable[..., Said]


@pytest.fixture
def parley(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Parley:
    """Runs a command in an empty folder, with no settings but those that the test makes."""
    for name in [name for name in os.environ if name.startswith("PARLEY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Said:
        monkeypatch.setattr("sys.argv", ["parley", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return Said(int(end.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """The log of an earlier `parley run` in that folder."""
    (tmp_path / "var").mkdir()
    return Log(tmp_path / "var" / "log.sqlite")


@pytest.fixture
def alerts(tmp_path: Path) -> Path:
    """What a replay wrote."""
    found = (a_statement_alert("al-1"), a_milestone_alert("al-m1"), a_stance_alert("al-s1"))
    path = tmp_path / "alerts.jsonl"
    path.write_bytes(b"".join(codec.cloudevent(alert) + b"\n" for alert in found))
    return path

"""`up-local`: what ends by itself is started anew, unless it cannot run here at all."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from services.cli import local
from services.cli.problems import Problem
from services.cli.processes import Processes, Running


class Started(Processes):
    """Processes that end at once with an exit code, and begin to run when they are started anew."""

    def ends(self, name: str, code: int, folder: Path) -> None:
        """One that has ended."""
        process = subprocess.Popen([sys.executable, "-c", f"raise SystemExit({code})"])
        process.wait()
        (folder / "log").write_text("why it ended")
        self.running.append(Running(name, process, 0, folder / "log"))

    def start(self, name: str, *arguments: str, **environment: str) -> Running:
        """Not started: the name is enough."""
        self.again = name
        return self.running[-1] if self.running else Running(name, subprocess.Popen(["true"]), 0, Path())


@pytest.mark.parametrize("code", [1, 3, 70])
def test_a_page_whose_broker_is_away_is_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """As any other process is."""
    monkeypatch.setattr(local.time, "sleep", lambda seconds: None)
    processes = Started(tmp_path, {})
    processes.ends("web", code, tmp_path)
    local._tend(processes)
    assert "web" == processes.again


@pytest.mark.parametrize(("name", "code"), [("web", 4), ("notifier", 2)])
def test_what_cannot_run_here_ends_it(tmp_path: Path, name: str, code: int) -> None:
    """A port that is taken, wrong settings."""
    processes = Started(tmp_path, {})
    processes.ends(name, code, tmp_path)
    with pytest.raises(Problem, match="why it ended"):
        local._tend(processes)


def test_a_page_whose_port_is_taken_says_so_with_a_code_of_its_own() -> None:
    """A supervisor can tell it from a broker that does not answer."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        given = {"PARLEY_PORT": str(other.getsockname()[1]), "PARLEY_REDIS_URL": "redis://127.0.0.1:1/0"}
        page = subprocess.run(
            [sys.executable, "-m", "services.web"],
            env=os.environ | given | {"PARLEY_HOST": "127.0.0.1"},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert (4, True) == (page.returncode, "another program has it" in page.stderr)

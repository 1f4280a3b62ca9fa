"""What `make run` installs is enough for everything but Kafka: nothing there imports a package of that extra."""

import os
import subprocess
import sys

import pytest

WITHOUT_KAFKA = """
import sys
from importlib.abc import MetaPathFinder

class Absent(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("aiokafka", "faust", "kafka", "mode", "rocksdict"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
sys.argv = ["parley", *sys.argv[1:]]
from services.cli.main import main
main()
"""


def parley(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_KAFKA, *arguments],
        env={**os.environ, "PARLEY_KAFKA": "localhost:1"},
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_the_command_line_works_without_the_packages_of_kafka() -> None:
    """A fresh installation of the demo alone: every command is there."""
    done = parley("topics", "list")
    assert 0 == done.returncode, done.stderr
    assert "alerts.milestones" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("topics", "check"),
        ("up-local", "--once"),
        ("replay", "{file}", "--engine", "kafka"),
        ("tail", "alerts.stances"),
        ("dead-letters",),
    ],
)
def test_what_needs_them_says_so_in_one_line(command: tuple[str, ...], tmp_path) -> None:
    """No traceback, but what is missing and how to install it."""
    file = tmp_path / "articles.jsonl"
    file.write_text('{"id": "1", "text": "Moscow said it would attend."}\n')
    done = parley(*(word.format(file=file) for word in command))
    assert 2 == done.returncode
    assert "pip install 'parley[kafka]'" in done.stderr
    assert 1 == len(done.stderr.splitlines())

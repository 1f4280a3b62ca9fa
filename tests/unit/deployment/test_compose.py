"""docker-compose.yml against the compose specification, and against the code it starts."""

import copy
import importlib.util
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from services.cli.processes import STAGES
from shared.runtime.settings import PREFIX, Settings
from tests.unit.deployment.deploy_files import ROOT, compose

SERVICES = compose()["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("parley:")}


def test_it_follows_the_compose_specification() -> None:
    """Types and names, and every network, volume, config and secret that is used is declared."""
    # With the merges of YAML resolved, as compose itself does before it looks.
    PyCompose.from_yaml(yaml.safe_dump(compose())).validate()


@pytest.mark.parametrize(
    ("where", "value"),
    [("restart", "sometimes"), ("networks", ["nowhere"]), ("prots", ["1:1"]), ("secrets", ["unknown"])],
)
def test_the_check_sees_mistakes(where: str, value: Any) -> None:
    """A check that cannot fail would prove nothing."""
    broken = copy.deepcopy(compose())
    broken["services"]["web"][where] = value
    with pytest.raises(ValueError):
        PyCompose.from_yaml(yaml.safe_dump(broken)).validate()


def test_every_service_of_parley_is_there() -> None:
    """The stages, what fetches, who tells, the page; and what they need."""
    commands = {name: " ".join(service["command"]) for name, service in OURS.items()}
    assert {"python -m services." + stage for stage in STAGES} <= set(commands.values())
    assert "python -m services.ingest fetch" == commands["fetch"]
    assert {"notifier", "web", "topics"} <= set(commands)
    assert {"kafka", "redis", "prometheus", "grafana"} <= set(SERVICES)
    for command in commands.values():
        if command.startswith("python -m "):
            assert importlib.util.find_spec(command.split()[2]) is not None


def test_our_containers_may_do_little() -> None:
    """Read-only, no capabilities, no new privileges, not root (the image says so), healthy or restarted."""
    for name, service in OURS.items():
        assert service["read_only"], name
        assert ["ALL"] == service["cap_drop"], name
        assert ["no-new-privileges:true"] == service["security_opt"], name
        assert "user" not in service, f"{name}: the image's user holds"
    for name, service in SERVICES.items():
        assert name in OURS or service["healthcheck"]["test"], name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name


def test_every_setting_exists_and_secrets_come_from_files() -> None:
    """A misspelt variable would be ignored in silence."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    secret = {
        f"{PREFIX}{name.upper()}"
        for name, field in Settings.model_fields.items()
        if "Secret" in str(field.annotation)
    }
    for name, service in OURS.items():
        given = set(service.get("environment", {}))
        assert set() == {one.removesuffix("_FILE") for one in given} - known, name
        assert given & secret <= {"PARLEY_REDIS_URL"}, name  # without a password it is no secret
        for variable in given:
            if variable.endswith("_FILE"):
                path = service["environment"][variable]
                assert path.removeprefix("/run/secrets/") in service["secrets"], (name, variable)


def test_files_that_are_mounted_exist() -> None:
    """Compose would make an empty folder in place of a file that is missing."""
    for name, service in SERVICES.items():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).exists(), (name, source)
    assert (ROOT / compose()["configs"]["feeds"]["file"].partition(":-")[2].rstrip("}")).exists()


def test_prometheus_scrapes_every_service_of_parley() -> None:
    """A new service must not be forgotten."""
    config = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
    (job,) = [job for job in config["scrape_configs"] if job["job_name"] == "parley"]
    scraped = {name: found["port"] for found in job["dns_sd_configs"] for name in found["names"]}
    assert {name: 8080 if name == "web" else 9100 for name in OURS if name != "topics"} == scraped

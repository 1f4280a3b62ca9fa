"""Prometheus' own tool reads configuration and rules and plays the timelines beside them."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from services.cli.metrics_page import declared, scraped_name

FOLDER = Path(__file__).parents[2] / "deploy" / "prometheus"
RUNBOOK = Path(__file__).parents[2] / "docs" / "operations.md"


def rules() -> list[dict[str, str]]:
    groups = yaml.safe_load((FOLDER / "rules.yml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", "prometheus.yml"),
        ("check", "rules", "rules.yml"),
        ("test", "rules", "rules.test.yml"),
    ],
)
@pytest.mark.timeout(300)
def test_promtool_is_content(arguments: tuple[str, ...]) -> None:
    """Syntax, lint, and every timeline: what must fire does, what must not does not."""
    done = subprocess.run(["promtool", *arguments], cwd=FOLDER, capture_output=True, text=True, timeout=280)
    assert 0 == done.returncode, done.stdout + done.stderr


def test_every_alert_has_a_timeline_in_which_it_fires() -> None:
    """A rule that was never seen to fire may be one that cannot."""
    tests = yaml.safe_load((FOLDER / "rules.test.yml").read_text(encoding="utf-8"))["tests"]
    fired = {case["alertname"] for test in tests for case in test["alert_rule_test"] if case["exp_alerts"]}
    assert {rule["alert"] for rule in rules() if "alert" in rule} == fired


def test_recorded_names_say_level_metric_operations() -> None:
    """level:metric:operations, as is the custom."""
    names = [rule["record"] for rule in rules() if "record" in rule]
    assert names
    assert [] == [name for name in names if not re.fullmatch(r"[a-z_]+:parley_[a-z_]+:[a-z0-9_]+", name)]


def test_rules_ask_only_for_metrics_that_are_declared() -> None:
    """A renamed metric would silence its alert for ever."""
    known = {scraped_name(measure) for measure in declared()}
    asked = {
        re.sub(r"_(bucket|count|sum)$", "", name)
        for rule in rules()
        for name in re.findall(r"(?<![:\w])parley_[a-z_0-9]+(?!:)\b", rule["expr"])
        if f":{name}:" not in rule["expr"]
    }
    assert asked
    assert set() == asked - known


def test_every_alert_has_a_page_in_the_runbook() -> None:
    """The link of the alert leads to a heading that is there."""
    headings = {
        line.strip("# \n").lower()
        for line in RUNBOOK.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    }
    for rule in rules():
        if "alert" in rule:
            page, _, heading = rule["annotations"]["runbook"].partition("#")
            assert "docs/operations.md" == page
            assert rule["alert"].lower() == heading
            assert heading in headings, rule["alert"]

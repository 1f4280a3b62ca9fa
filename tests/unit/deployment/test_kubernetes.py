"""Kubernetes' manifests: fresh, valid by Kubernetes' own schemas, and true to topics, groups and settings."""

import copy
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deploy.kubernetes.build import FOLDER, SETTINGS, manifests
from services.cli.processes import STAGES
from shared.runtime.kafka.admin import wanted
from shared.runtime.settings import PREFIX, Settings

VERSION = "1.32"
OF_OTHERS = {"KafkaTopic", "ScaledObject", "PodMonitor", "Kustomization"}
"""Kinds of operators, whose schemas Kubernetes does not know."""


def objects(kind: str = "") -> list[dict[str, Any]]:
    found = [one for content in manifests().values() for one in yaml.safe_load_all(content)]
    return [one for one in found if kind in ("", one["kind"])]


@pytest.mark.parametrize("name", sorted(manifests()))
def test_manifests_are_fresh(name: str) -> None:
    """A stale file means that `make manifests` was not run."""
    assert manifests()[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_kubernetes_takes_them() -> None:
    """Strictly: unknown keys are errors, too."""
    checked = [one for one in objects() if one["kind"] not in OF_OTHERS]
    assert len(checked) == len(STAGES) + 3 + 2
    for one in checked:
        kubernetes_validate.validate(one, VERSION, strict=True)


def test_the_check_sees_mistakes() -> None:
    """A check that cannot fail would prove nothing."""
    broken = copy.deepcopy(objects("Deployment")[0])
    broken["spec"]["template"]["spec"]["containers"][0]["prots"] = []
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, VERSION, strict=True)


def test_topics_are_those_of_the_code() -> None:
    """With changelogs, partitions and settings as `parley topics check` wants them."""
    made = {one["spec"]["topicName"]: one["spec"] for one in objects("KafkaTopic")}
    assert {topic.name for topic in wanted(SETTINGS)} == set(made)
    for topic in wanted(SETTINGS):
        assert topic.partitions == made[topic.name]["partitions"]
        assert topic.configs == {key: str(value) for key, value in made[topic.name]["config"].items()}


def test_workers_scale_by_the_lag_of_their_own_group() -> None:
    """Up to one for each partition; only the stages."""
    scaled = {one["spec"]["scaleTargetRef"]["name"]: one["spec"] for one in objects("ScaledObject")}
    assert set(STAGES) == set(scaled)
    assert "parley-admit" == scaled["ingest"]["triggers"][0]["metadata"]["consumerGroup"]
    assert "articles" == scaled["extraction"]["triggers"][0]["metadata"]["topic"]
    assert {SETTINGS.partitions} == {one["maxReplicaCount"] for one in scaled.values()}
    fixed = {one["metadata"]["name"] for one in objects("Deployment") if "replicas" in one["spec"]}
    assert {"fetch", "notifier", "web"} == fixed


def test_every_setting_exists() -> None:
    """A misspelt variable would be ignored in silence."""
    (kustomization,) = objects("Kustomization")
    named = {literal.partition("=")[0] for literal in kustomization["configMapGenerator"][0]["literals"]}
    for one in objects("Deployment"):
        named |= {env["name"] for env in one["spec"]["template"]["spec"]["containers"][0].get("env", ())}
    assert set() == named - {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert set(kustomization["resources"]) == set(manifests()) - {"kustomization.yaml"}

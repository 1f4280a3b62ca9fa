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
OF_OTHERS = {"KafkaTopic", "ScaledObject", "PodMonitor", "PrometheusRule", "Kustomization"}
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


def test_fetch_finds_its_feeds() -> None:
    """The list of compose, mounted where the setting says; a new list starts it anew by the name's hash."""
    (fetch,) = [one for one in objects("Deployment") if one["metadata"]["name"] == "fetch"]
    pod = fetch["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    (path,) = [one["value"] for one in container["env"] if one["name"] == "PARLEY_FEEDS"]
    (mount,) = [one for one in container["volumeMounts"] if path.startswith(one["mountPath"] + "/")]
    (volume,) = [one for one in pod["volumes"] if one["name"] == mount["name"]]
    (kustomization,) = objects("Kustomization")
    (feeds,) = [
        one for one in kustomization["configMapGenerator"] if one["name"] == volume["configMap"]["name"]
    ]
    name, _, content = feeds["literals"][0].partition("=")
    assert path == f"{mount['mountPath']}/{name}"
    assert (FOLDER.parent / "feeds.opml").read_text(encoding="utf-8") == content


def test_alerts_are_those_of_prometheus() -> None:
    """All of them, for the Prometheus operator; the job has the name that some ask for."""
    (rule,) = objects("PrometheusRule")
    file = FOLDER.parent / "prometheus" / "rules.yml"
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["groups"] == rule["spec"]["groups"]
    (monitor,) = objects("PodMonitor")
    assert "app.kubernetes.io/name" == monitor["spec"]["jobLabel"]
    for one in objects("Deployment"):
        labels = one["spec"]["template"]["metadata"]["labels"]
        assert "parley" == labels["app.kubernetes.io/name"]


def test_nothing_of_the_cluster_looks_like_a_setting() -> None:
    """A Service named `parley` brings PARLEY_PORT into every pod that lets it."""
    for one in objects("Deployment"):
        assert one["spec"]["template"]["spec"]["enableServiceLinks"] is False


def test_the_documentation_names_every_key_of_the_secret() -> None:
    """Or nobody could make it."""
    text = (FOLDER.parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")
    for one in objects("Deployment"):
        for variable in one["spec"]["template"]["spec"]["containers"][0].get("env", ()):
            if "valueFrom" in variable:
                assert f"--from-literal={variable['valueFrom']['secretKeyRef']['key']}=" in text

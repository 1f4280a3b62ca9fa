"""Kubernetes' manifests as code: services and topics in, deploy/kubernetes/*.yaml out.

`python -m deploy.kubernetes.build` writes them; a test fails when they are stale. Apply with `kubectl apply -k`;
what must be there before stands in docs/operations.md.
"""

from pathlib import Path
from typing import Any

import yaml

from services.cli.processes import STAGES
from shared.runtime.kafka.admin import wanted
from shared.runtime.kafka.connection import group_name, topic_name
from shared.runtime.kafka.progress import CHAIN
from shared.runtime.settings import Settings

FOLDER = Path(__file__).parent
IMAGE = "parley:0.1.0"
KAFKA = "parley-kafka-bootstrap:9092"
SETTINGS = Settings(partitions=12, replication=3)
PAGE, OPERATIONS = 8080, 9100
SCRATCH = "/tmp"  # noqa: S108 - inside a container, a volume of its own
MEMORY = "768Mi"
SIZES = {"extraction": ("1Gi", "1")}
FEEDS = "/etc/parley"
"""Where `fetch` finds its list of feeds."""
INPUT = {("ingest" if stage == "admit" else stage): (stage, topic) for stage, topic in CHAIN}
SINGLE = {
    "fetch": ["python", "-m", "services.ingest", "fetch"],
    "notifier": ["python", "-m", "services.notifier"],
}


def _labels(name: str) -> dict[str, str]:
    return {"app.kubernetes.io/name": "parley", "app.kubernetes.io/component": name}


def _secret(variable: str, key: str) -> dict[str, Any]:
    source = {"name": "parley", "key": key, "optional": key != "redis-url"}
    return {"name": variable, "valueFrom": {"secretKeyRef": source}}


SECRETS = {
    "fetch": [_secret("PARLEY_API_KEY", "api-key")],
    "notifier": [_secret("PARLEY_SLACK_WEBHOOK_URL", "slack-webhook-url")],
    "web": [_secret("PARLEY_API_KEY", "api-key"), _secret("PARLEY_REDIS_URL", "redis-url")],
}


def deployment(name: str, command: list[str], port: int, memory: str, cpu: str) -> dict[str, Any]:
    """One service: not root, read-only, probed, ended with time to commit."""
    container = {
        "name": name,
        "image": IMAGE,
        "command": command,
        "envFrom": [{"configMapRef": {"name": "parley"}}],
        "ports": [{"name": "http", "containerPort": port}],
        "startupProbe": {
            "httpGet": {"path": "/healthz", "port": "http"},
            "failureThreshold": 30,
            "periodSeconds": 5,
        },
        "livenessProbe": {
            "httpGet": {"path": "/healthz", "port": "http"},
            "periodSeconds": 15,
            "timeoutSeconds": 5,
        },
        "readinessProbe": {
            "httpGet": {"path": "/readyz", "port": "http"},
            "periodSeconds": 10,
            "timeoutSeconds": 5,
        },
        "resources": {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": memory}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        },
        "volumeMounts": [
            {"name": "tables", "mountPath": "/var/lib/parley"},
            {"name": "tmp", "mountPath": SCRATCH},
        ],
    }
    if name in SECRETS:
        container["env"] = [*SECRETS[name]]
    pod = {
        "automountServiceAccountToken": False,
        # A Service named `parley` would put PARLEY_PORT=tcp://… into every pod.
        "enableServiceLinks": False,
        "terminationGracePeriodSeconds": 60,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": 10001,
            "runAsGroup": 10001,
            "fsGroup": 10001,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [container],
        "volumes": [{"name": "tables", "emptyDir": {}}, {"name": "tmp", "emptyDir": {"sizeLimit": "64Mi"}}],
    }
    if name == "fetch":
        container["env"].append({"name": "PARLEY_FEEDS", "value": f"{FEEDS}/feeds.opml"})
        container["volumeMounts"].append({"name": "feeds", "mountPath": FEEDS, "readOnly": True})
        pod["volumes"].append({"name": "feeds", "configMap": {"name": "parley-feeds"}})
    spec: dict[str, Any] = {
        "selector": {"matchLabels": _labels(name)},
        "template": {"metadata": {"labels": _labels(name)}, "spec": pod},
    }
    if name in SINGLE:
        # Never two at a time, also while it is replaced.
        spec |= {"replicas": 1, "strategy": {"type": "Recreate"}}
    elif name == "web":
        spec["replicas"] = 1
    # The number of a stage's workers is KEDA's to say.
    return _object("apps/v1", "Deployment", name, spec)


def _object(version: str, kind: str, name: str, spec: dict[str, Any], **labels: str) -> dict[str, Any]:
    metadata = {"name": name, "labels": _labels(name) | labels}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, "spec": spec}


def service(name: str, port: int) -> dict[str, Any]:
    """How others in the cluster reach it."""
    spec = {"selector": _labels(name), "ports": [{"name": "http", "port": port, "targetPort": "http"}]}
    return _object("v1", "Service", name, spec)


def scaled(name: str) -> dict[str, Any]:
    """KEDA: one more worker for every 200 records that wait, up to one for each partition."""
    stage, topic = INPUT[name]
    trigger = {
        "type": "kafka",
        "metadata": {
            "bootstrapServers": KAFKA,
            "consumerGroup": group_name(SETTINGS, stage),
            "topic": topic_name(SETTINGS, topic),
            "lagThreshold": "200",
            "offsetResetPolicy": "earliest",
        },
    }
    spec = {
        "scaleTargetRef": {"name": name},
        "minReplicaCount": 1,
        "maxReplicaCount": SETTINGS.partitions,
        # Each change of workers hands partitions over; that should pay.
        "cooldownPeriod": 600,
        "triggers": [trigger],
    }
    return _object("keda.sh/v1alpha1", "ScaledObject", name, spec)


def topic(name: str, partitions: int, configs: dict[str, str]) -> dict[str, Any]:
    """Strimzi makes it as `parley topics create` would."""
    spec = {
        "topicName": name,
        "partitions": partitions,
        "replicas": SETTINGS.replication,
        "config": {key: int(value) if value.isdigit() else value for key, value in configs.items()},
    }
    found = _object("kafka.strimzi.io/v1beta2", "KafkaTopic", name, spec)
    found["metadata"]["labels"]["strimzi.io/cluster"] = "parley"
    return found


def manifests() -> dict[str, str]:
    """File name to YAML."""
    workers = [
        deployment(name, ["python", "-m", f"services.{name}"], OPERATIONS, *SIZES.get(name, (MEMORY, "250m")))
        for name in STAGES
    ]
    others = [deployment(name, command, OPERATIONS, MEMORY, "100m") for name, command in SINGLE.items()]
    web = deployment("web", ["python", "-m", "services.web"], PAGE, MEMORY, "250m")
    monitor = _object(
        "monitoring.coreos.com/v1", "PodMonitor", "parley",
        {
            "selector": {"matchLabels": {"app.kubernetes.io/name": "parley"}},
            "jobLabel": "app.kubernetes.io/name",
            "podMetricsEndpoints": [{"port": "http", "interval": "15s"}],
        },
    )  # fmt: skip
    rules = yaml.safe_load((FOLDER.parent / "prometheus" / "rules.yml").read_text(encoding="utf-8"))
    alerts = _object("monitoring.coreos.com/v1", "PrometheusRule", "parley", rules)
    kustomization = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "namespace": "parley",
        "resources": ["workloads.yaml", "scaling.yaml", "topics.yaml", "monitoring.yaml"],
        "configMapGenerator": [
            {
                "name": "parley",
                "literals": [
                    f"PARLEY_KAFKA={KAFKA}",
                    f"PARLEY_PARTITIONS={SETTINGS.partitions}",
                    "PARLEY_PUBLIC_URL=https://parley.example.org",
                ],
            },
            {
                "name": "parley-feeds",
                "literals": [f"feeds.opml={(FOLDER.parent / 'feeds.opml').read_text(encoding='utf-8')}"],
            },
        ],
    }
    return {
        "kustomization.yaml": _dump([kustomization]),
        "workloads.yaml": _dump([*workers, *others, web, service("web", PAGE), service("fetch", OPERATIONS)]),
        "scaling.yaml": _dump([scaled(name) for name in STAGES]),
        "topics.yaml": _dump([topic(one.name, one.partitions, one.configs) for one in wanted(SETTINGS)]),
        "monitoring.yaml": _dump([monitor, alerts]),
    }


def _dump(objects: list[dict[str, Any]]) -> str:
    head = "# Generated by `python -m deploy.kubernetes.build`; do not edit, put an overlay over it.\n"
    return head + yaml.safe_dump_all(objects, sort_keys=False, width=110)


if __name__ == "__main__":
    for name, content in manifests().items():
        (FOLDER / name).write_text(content, encoding="utf-8")

"""Turns settings into what the Kafka libraries take: addresses, TLS, SASL, and names within a namespace."""

import ssl
from typing import Any

from shared.contracts.topics import TOPICS, Topic
from shared.runtime.settings import BadSettings, Settings

TABLE = "rows"


class KafkaFault(RuntimeError):
    """Kafka cannot be used: nobody answers, it refuses, a topic is missing. The text is for people."""


def servers(settings: Settings) -> list[str]:
    """Bootstrap servers; raises BadSettings if there are none."""
    if not settings.kafka:
        raise BadSettings("PARLEY_KAFKA is not set; give it the brokers' addresses, e.g. localhost:9092")
    return [server.strip() for server in settings.kafka.split(",") if server.strip()]


def topic_name(settings: Settings, topic: Topic | str) -> str:
    """A topic's name on the broker."""
    return settings.namespace + (topic if isinstance(topic, str) else topic.name)


def logical_name(settings: Settings, name: str) -> str:
    """The contract's name of a topic on the broker."""
    return name.removeprefix(settings.namespace)


def group_name(settings: Settings, service: str) -> str:
    """Consumer group of a service, also its Faust application id."""
    return f"{settings.namespace}parley-{service}"


def changelog_name(settings: Settings, stage: str) -> str:
    """Topic that a stage's rows are kept in (named as Faust and Kafka Streams name theirs)."""
    return f"{group_name(settings, stage)}-{TABLE}-changelog"


STATEFUL_STAGES = ("admit", "extraction", "statements", "milestones", "stances")


def all_names(settings: Settings) -> tuple[str, ...]:
    """Every topic of a namespace, changelogs included."""
    names = [topic_name(settings, name) for name in TOPICS]
    return (*names, *(changelog_name(settings, stage) for stage in STATEFUL_STAGES))


def tls(settings: Settings) -> ssl.SSLContext | None:
    """TLS context where the settings ask for TLS; brokers' names are always checked."""
    if settings.kafka_security not in ("SSL", "SASL_SSL"):
        return None
    try:
        context = ssl.create_default_context(cafile=settings.kafka_ca)
        if settings.kafka_certificate:
            context.load_cert_chain(settings.kafka_certificate, settings.kafka_key)
    except (OSError, ssl.SSLError) as error:
        raise BadSettings(
            f"PARLEY_KAFKA_CA, PARLEY_KAFKA_CERTIFICATE or PARLEY_KAFKA_KEY cannot be used: {error}"
        ) from None
    return context


def credentials(settings: Settings) -> tuple[str, str] | None:
    """SASL user and password where the settings ask for SASL."""
    if not settings.kafka_security.startswith("SASL"):
        return None
    if not settings.kafka_username or settings.kafka_password is None:
        raise BadSettings(
            f"PARLEY_KAFKA_SECURITY={settings.kafka_security} needs PARLEY_KAFKA_USERNAME and "
            "PARLEY_KAFKA_PASSWORD (or PARLEY_KAFKA_PASSWORD_FILE)"
        )
    return settings.kafka_username, settings.kafka_password.get_secret_value()


def client_options(settings: Settings) -> dict[str, Any]:
    """Arguments that every kafka-python client takes."""
    options: dict[str, Any] = {
        "bootstrap_servers": servers(settings),
        "client_id": f"{settings.namespace}parley",
        "security_protocol": settings.kafka_security,
    }
    if context := tls(settings):
        options["ssl_context"] = context
    if login := credentials(settings):
        options["sasl_mechanism"] = settings.kafka_sasl_mechanism
        options["sasl_plain_username"], options["sasl_plain_password"] = login
    return options

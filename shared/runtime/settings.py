"""Declares every setting once, with its meaning; reads them from the environment (`PARLEY_…`), secret files
(`PARLEY_…_FILE`) and a settings file.

`docs/configuration.md` is generated from this module.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from shared.runtime.settings_sources import PREFIX, BadSettings, SecretFiles, check_settings_file
from shared.runtime.wellformed import is_page, is_server, leads_to_redis


class Settings(BaseSettings):
    """All settings of all services."""

    # An empty variable is no value, as deployments pass on what is not set (`PARLEY_KAFKA: ${PARLEY_KAFKA:-}`).
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=os.environ.get("PARLEY_SETTINGS"),
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    # Where things are
    data: Path = Field(Path("var"), description="Folder of the embedded engine: log, cache, state.")
    catalog: Path | None = Field(
        None, description="Folder with a catalog of your own; the built-in one if unset."
    )
    routes: Path | None = Field(
        None, description="YAML file with routes and receivers; built-in defaults if unset."
    )
    feeds: Path | None = Field(None, description="OPML file or list of feed URLs to poll.")
    redis_url: SecretStr | None = Field(
        None, description="Redis or Valkey to use (`redis://…`); unset: a private one is started."
    )
    redis_prefix: str = Field(
        "parley:", min_length=1, max_length=60, description="What every key of the cache begins with."
    )
    redis_ca: Path | None = Field(
        None, description="Certificate authority (PEM) that a `rediss://` URL is checked against."
    )

    # Kafka
    kafka: str | None = Field(None, description="Kafka bootstrap servers (`host:port,…`).")
    namespace: str = Field(
        "",
        pattern=r"^[A-Za-z0-9._-]{0,60}$",
        description="Put before every topic, group, table and Redis key, e.g. `staging.`.",
    )
    partitions: int = Field(
        6, ge=1, le=1000, description="Partitions of every topic; fixed once topics exist."
    )
    replication: int = Field(
        1, ge=1, le=9, description="Replicas of every topic that `parley topics create` makes."
    )
    kafka_security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="How the brokers are spoken to."
    )
    kafka_ca: Path | None = Field(None, description="Certificate authority (PEM) of the brokers.")
    kafka_certificate: Path | None = Field(None, description="Client certificate (PEM), for mutual TLS.")
    kafka_key: Path | None = Field(None, description="Key (PEM) of the client certificate.")
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="SASL mechanism, where `PARLEY_KAFKA_SECURITY` says SASL."
    )
    kafka_username: str | None = Field(None, description="SASL user.")
    kafka_password: SecretStr | None = Field(None, description="SASL password.")
    kafka_session_seconds: float = Field(
        10,
        ge=6,
        le=300,
        description="A worker unheard of for so long loses its partitions to the others; by default brokers take no "
        "less than 6.",
    )
    tables: Path | None = Field(
        None,
        description="Folder on a disk for workers' tables (copies of Kafka's); the system's temporary one if unset.",
    )
    commit_seconds: float = Field(
        1.0,
        gt=0,
        le=60,
        description="How often a worker commits how far it is; more often repeats less after a crash.",
    )
    dead_letter_fuse: int = Field(
        20, ge=1, description="So many dead letters of one worker in five minutes stop it: a bad deployment."
    )
    watchdog_seconds: float = Field(
        120,
        ge=5,
        description="A worker that makes no progress for so long ends itself, to be started anew; while it reads an "
        "article of more than 100 kB it has longer, in proportion.",
    )

    # Feeds
    feed_interval_seconds: int = Field(
        900, ge=60, le=86_400, description="Usual pause between two polls of a feed."
    )
    fetch_pages: bool = Field(True, description="Read an article's page where its feed gives only a teaser.")
    page_pause_seconds: float = Field(
        1.0, ge=0, le=600, description="Least pause between two requests to one host; be polite."
    )
    allow_private_feeds: bool = Field(
        False,
        description="Also poll feeds at private and loopback addresses; else only public ones are asked.",
    )
    user_agent: str = Field(
        "Parley/0.1 (negotiation monitor; reads feeds)",
        min_length=3,
        max_length=200,
        pattern=r"^[ -~]+$",
        description="How feeds and pages see us; add how their owners can reach you.",
    )

    # The page and the API
    host: str = Field("127.0.0.1", description="Address the page is served on.")
    port: int = Field(8080, ge=0, le=65535, description="Port the page is served on.")
    operations_host: str = Field(
        "127.0.0.1", description="Address of /metrics, /healthz and /readyz of a service without a page."
    )
    operations_port: int = Field(
        9100,
        ge=0,
        le=65535,
        description="Port of /metrics, /healthz and /readyz of a service without a page.",
    )
    api_key: SecretStr | None = Field(
        None, description="Key that `POST /v1/articles` and other writes ask for; unset: writes are refused."
    )
    public_url: str = Field("http://127.0.0.1:8080", description="How links in messages reach the page.")

    # Telling people
    slack_webhook_url: SecretStr | None = Field(
        None, description="Slack incoming webhook of the default receiver."
    )

    # What is new
    saying_window_days: int = Field(
        30, ge=1, description="A saying repeated after so many days is `reiterated`."
    )
    retention_days: int = Field(
        400, ge=1, description="How long evidence is kept; what was published longer ago is passed by."
    )
    corroboration: int = Field(2, ge=1, description="Independent publishers for the default route.")
    expiry_hours: int = Field(
        36, ge=1, description="A scheduled step unheard of so long after its day is `overdue`."
    )
    deadline_near_hours: int = Field(24, ge=1, description="How long before a deadline notice is given.")
    alert_importance: int = Field(
        50,
        ge=0,
        le=100,
        description="Least importance (0-100) with which a statement raises an alert at all.",
    )
    alert_newsworthiness: float = Field(
        0.5,
        ge=0,
        le=1,
        description="How likely a desk must want a statement for it to raise an alert, while fewer than three "
        "publishers tell it and no side is at odds with it; learnt from readers' verdicts.",
    )
    alert_fresh_days: int = Field(
        1,
        ge=0,
        description="What an article says to have been said more days before raises no alert.",
    )
    silence: bool = Field(False, description="Tell when a side has gone quiet on a question.")
    gate: bool = Field(
        True, description="Live only: do not read articles that mention no actor of the catalog."
    )
    max_text_characters: int = Field(500_000, ge=1000, description="Longer articles become dead letters.")

    # Logs
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level to log.")
    log_json: bool = Field(False, description="Log lines as JSON.")

    @field_validator("redis_url")
    @classmethod
    def _is_redis_url(cls, url: SecretStr | None) -> SecretStr | None:
        """Refused here, since the client would say so only when it connects, and show the URL with its password."""
        if url is not None and not leads_to_redis(url.get_secret_value()):
            raise ValueError("must be redis://, rediss:// or unix:// with a host or path")
        return url

    @field_validator("kafka")
    @classmethod
    def _are_addresses(cls, servers: str | None) -> str | None:
        """Refused here, since a client of Kafka would end of it with an error about numbers."""
        given = [one.strip() for one in (servers or "").split(",") if one.strip()]
        if servers is not None and not (given and all(map(is_server, given))):
            raise ValueError("must be host:port, several with commas between")
        return servers

    @field_validator("public_url")
    @classmethod
    def _is_page(cls, url: str) -> str:
        """Refused here, since every link in every message would lead nowhere."""
        if not is_page(url):
            raise ValueError("must be http:// or https:// with a host")
        return url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """First given wins: arguments, environment, secret files, settings file."""
        return init_settings, env_settings, SecretFiles(settings_cls), dotenv_settings


def load(**overrides: Any) -> Settings:
    """Settings of this process; raises BadSettings naming every wrong one, without their values."""
    check_settings_file(Settings.model_config.get("env_file"))
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [
            f"{PREFIX}{'_'.join(str(part) for part in e['loc']).upper()}: {e['msg']}"
            for e in error.errors(include_input=False)
        ]
        raise BadSettings("these settings are wrong:\n  " + "\n  ".join(lines)) from None


@cache
def defaults() -> Settings:
    """The defaults alone, for documentation and tests."""
    return Settings.model_construct()


__all__ = ["PREFIX", "BadSettings", "Settings", "defaults", "load"]

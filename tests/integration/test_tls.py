"""TLS and logins: a real Redis that speaks TLS alone; and that every Kafka client is given what the settings say."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from faust import SASLCredentials, SSLCredentials
from pydantic import SecretStr
from redis.exceptions import RedisError

from services.cli.processes import free_port
from services.web.adapters.cache import connect
from shared.runtime.kafka.application import _credentials
from shared.runtime.kafka.connection import client_options
from shared.runtime.settings import BadSettings, Settings, load
from tests.e2e.support import wait_for


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ca.pem, other-ca.pem, and server.pem with server.key for the name localhost."""
    folder = tmp_path_factory.mktemp("tls")
    for name in ("ca", "other-ca"):
        openssl(
            folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem",
        )  # fmt: skip
    openssl(
        folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=CA:FALSE",
        "-CA", "ca.pem", "-CAkey", "ca.key", "-keyout", "server.key", "-out", "server.pem",
    )  # fmt: skip
    return folder


@pytest.fixture
def redis_port(certificates: Path) -> Iterator[int]:
    """A Redis that speaks TLS only and asks for a password."""
    port = free_port()
    process = subprocess.Popen(
        [
            "redis-server", "--port", "0", "--tls-port", str(port), "--tls-cert-file", "server.pem",
            "--tls-key-file", "server.key", "--tls-ca-cert-file", "ca.pem", "--tls-auth-clients", "no",
            "--requirepass", "opensesame", "--save", "",
        ],
        cwd=certificates, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: _listens(port), 30)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.redis
def test_redis_over_tls(certificates: Path, redis_port: int) -> None:
    """With the right authority it answers; with another, under another name, or in plain text it does not."""
    url = f"rediss://:opensesame@localhost:{redis_port}/0"
    assert connect(url, certificates / "ca.pem").ping()
    for wrong, ca in (
        (url, certificates / "other-ca.pem"),
        (url, None),
        (url.replace("localhost", "127.0.0.1"), certificates / "ca.pem"),
        (url.replace("rediss", "redis"), None),
    ):
        with pytest.raises((RedisError, ssl.SSLError)):
            connect(wrong, ca).ping()


def test_kafka_clients_are_given_tls_and_login(certificates: Path) -> None:
    """kafka-python and faust alike; the brokers' names are checked."""
    settings = Settings(
        kafka="broker:9093", kafka_security="SASL_SSL", kafka_ca=certificates / "ca.pem",
        kafka_username="parley", kafka_password=SecretStr("opensesame"),
    )  # fmt: skip
    options = client_options(settings)
    assert ("SASL_SSL", "SCRAM-SHA-512", "parley", "opensesame") == (
        options["security_protocol"],
        options["sasl_mechanism"],
        options["sasl_plain_username"],
        options["sasl_plain_password"],
    )
    assert options["ssl_context"].check_hostname
    assert ssl.CERT_REQUIRED == options["ssl_context"].verify_mode
    given = _credentials(settings)
    assert isinstance(given, SASLCredentials)
    assert ("parley", "opensesame") == (given.username, given.password)
    assert given.ssl_context is not None
    plain = settings.model_copy(update={"kafka_security": "SSL"})
    assert isinstance(_credentials(plain), SSLCredentials)
    assert "sasl_mechanism" not in client_options(plain)
    with pytest.raises(BadSettings, match="PARLEY_KAFKA_PASSWORD"):
        client_options(settings.model_copy(update={"kafka_password": None}))


def test_a_secret_file_that_is_empty_is_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose mounts every secret; one that is not wanted is an empty file."""
    (tmp_path / "slack").write_text("\n", encoding="utf-8")
    (tmp_path / "key").write_text("secret\n", encoding="utf-8")
    monkeypatch.setenv("PARLEY_SLACK_WEBHOOK_URL_FILE", str(tmp_path / "slack"))
    monkeypatch.setenv("PARLEY_API_KEY_FILE", str(tmp_path / "key"))
    found = load()
    assert found.slack_webhook_url is None
    assert found.api_key is not None
    assert "secret" == found.api_key.get_secret_value()

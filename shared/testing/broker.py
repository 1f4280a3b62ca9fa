"""Starts a real Apache Kafka broker without a container, and stops it by its process id.

Jars come from Maven; it runs on free ports in a temporary folder. `python -m shared.testing.broker [PORT]` runs one
until Ctrl-C.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2] / "deploy" / "kafka"
READY_SECONDS = 300


class NoBroker(RuntimeError):
    """A broker cannot be started here; the text says what is missing and what to do."""


class Broker:
    """One broker in a folder of its own; `stop` and `start` again keep its data, `remove` leaves nothing. `front`: the
    port of a proxy, through which clients are to come."""

    def __init__(self, port: int | None = None, heap: str = "512m", *, front: int | None = None) -> None:
        self.port = port or _free_port()
        self.address = f"127.0.0.1:{front or self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="parley-kafka-"))
        self._heap = heap
        self._process: subprocess.Popen[bytes] | None = None
        self._configure()

    def _configure(self) -> None:
        template = (PROJECT / "server.properties").read_text(encoding="utf-8")
        values = {
            "port": self.port,
            "address": self.address,
            "controller_port": _free_port(),
            "folder": self.folder,
        }
        text = "\n".join(
            line if line.startswith("#") else line.format_map(values) for line in template.splitlines()
        )
        (self.folder / "server.properties").write_text(text + "\n", encoding="utf-8")
        cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        self._java(
            "kafka.tools.StorageTool", "format", f"--cluster-id={cluster}", "-c", str(self._properties)
        )

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    @property
    def log(self) -> Path:
        """The broker's own log."""
        return self.folder / "broker.log"

    def _command(self, *arguments: str) -> list[str]:
        return [
            # The quick compiler alone: half the CPU until it is ready, and on a small machine that is what counts.
            _java_binary(), f"-Xmx{self._heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp", f"{libraries()}/*", *arguments,
        ]  # fmt: skip

    def _java(self, *arguments: str) -> None:
        done = subprocess.run(self._command(*arguments), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise NoBroker(f"{arguments[0]} failed: {(done.stderr or done.stdout).strip()[-800:]}")

    def start(self) -> "Broker":
        """Start and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self._command("kafka.Kafka", str(self._properties)),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise NoBroker(f"the broker ended at once: {self.log.read_text(errors='replace')[-800:]}")
            if _answers(self.address):
                return self
            time.sleep(0.2)
        self.stop(kill=True)
        raise NoBroker(f"the broker does not answer after {READY_SECONDS} s")

    def stop(self, *, kill: bool = False) -> None:
        """Stop by process id; `kill` is sudden death."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        self.stop(kill=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def libraries() -> Path:
    """Folder with Kafka's jars; fetched by Maven the first time. `PARLEY_KAFKA_LIBS` names another."""
    folder = Path(os.environ.get("PARLEY_KAFKA_LIBS") or PROJECT / "libs")
    if any(folder.glob("kafka_2.13-*.jar")):
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise NoBroker(
            "Maven fetches Apache Kafka and is not installed (Debian: apt install maven openjdk-17-jre-headless); "
            "or set PARLEY_KAFKA=host:port to use a broker that is running"
        )
    done = subprocess.run(  # noqa: S603
        [
            maven, "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime",
            f"-DoutputDirectory={folder}",
        ],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NoBroker(f"Maven could not fetch Apache Kafka: {done.stdout.strip()[-800:]}")
    return folder


@contextmanager
def broker() -> Iterator[str]:
    """Address of a broker: that of `PARLEY_KAFKA`, else a fresh one that is removed afterwards."""
    given = os.environ.get("PARLEY_KAFKA")
    if given:
        yield given
        return
    own = Broker()
    try:
        yield own.start().address
    finally:
        own.remove()


def _java_binary() -> str:
    java = shutil.which("java")
    if java is None:
        raise NoBroker(
            "Apache Kafka needs Java 17 (Debian: apt install openjdk-17-jre-headless); "
            "or set PARLEY_KAFKA=host:port to use a broker that is running"
        )
    return java


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    from kafka.admin import KafkaAdminClient
    from kafka.errors import KafkaError

    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        if probe.connect_ex((host, int(port))) != 0:
            return False
    try:
        client = KafkaAdminClient(bootstrap_servers=address, request_timeout_ms=5000)
    except KafkaError:
        return False
    try:
        # Asking for a group also makes the broker prepare its topic for groups, so that workers need not wait for it.
        client.list_group_offsets({"parley-ready": None})
        return bool(client.describe_cluster().get("brokers"))
    except KafkaError:
        return False
    finally:
        client.close()


def main() -> int:
    """Run a broker until it is told to end."""
    own = Broker(int(sys.argv[1]) if len(sys.argv) > 1 else None)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        own.start()
        sys.stdout.write(f"PARLEY_KAFKA={own.address}  (Ctrl-C stops it and leaves nothing behind)\n")
        sys.stdout.flush()
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        own.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())

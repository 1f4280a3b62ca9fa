"""Starts Parley's services as processes of this machine, with settings in their environment, and stops them by process
id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from services.cli.problems import Problem

STAGES = ("ingest", "extraction", "statements", "milestones", "stances")
"""Services that run the stream processors, in the order of the flow."""
STOP_SECONDS = 40


class Running(msgspec.Struct):
    """One process: its service, where its metrics are, where its log is."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    log: Path
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = {}


class Processes:
    """Starts services and ends exactly those."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.running: list[Running] = []
        self._folder = folder
        self._environment = {"PARLEY_TABLES": str(folder), **environment}
        self._count = 0

    def start(self, name: str, *arguments: str, **environment: str) -> Running:
        """`python -m services.<name>` with settings added to the environment."""
        self._count += 1
        port = free_port()
        log = self._folder / f"{name}-{self._count}.log"
        values = os.environ | {"PARLEY_OPERATIONS_PORT": str(port)} | self._environment | environment
        with log.open("ab") as out:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", f"services.{name}", *arguments],
                env=values,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        one = Running(name, process, port, log, arguments, environment)
        self.running.append(one)
        return one

    def of(self, name: str) -> list[Running]:
        """The live processes of a service."""
        return [one for one in self.running if one.name == name and one.process.poll() is None]

    def ended(self) -> list[Running]:
        """The processes that ended by themselves."""
        return [one for one in self.running if one.process.poll() is not None]

    def restart_ended(self) -> list[Running]:
        """Restart what ended, as a supervisor would; returns what had ended."""
        ended = self.ended()
        for one in ended:
            self.running.remove(one)
            self.start(one.name, *one.arguments, **one.environment)
        return ended

    def kill(self, one: Running) -> None:
        """End a process without warning."""
        one.process.kill()
        one.process.wait()
        self.running.remove(one)

    def stop(self) -> None:
        """Ask all to end, and wait; those that do not end in time are killed."""
        for one in self.running:
            if one.process.poll() is None:
                one.process.send_signal(signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        for one in self.running:
            try:
                one.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.process.kill()
                one.process.wait()
        self.running = []


def complaint(ended: Sequence[Running]) -> Problem:
    """The last words of a process that ended by itself."""
    one = ended[0]
    text = one.log.read_text(encoding="utf-8", errors="replace").strip()[-1500:]
    return Problem(f"{one.name} ended by itself (exit code {one.process.returncode}):\n{text}", 3)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

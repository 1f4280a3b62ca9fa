"""Faults at random moments of a run on Kafka: workers killed, a worker stopped past its session time-out and woken
again, the broker restarted, the cache flushed and rebuilt; how long others took to take over."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping

import msgspec

from services.cli.problems import Problem
from services.cli.processes import Processes, Running

KILLED = ("extraction", "statements", "milestones")
"""Services whose workers are killed or stopped."""
TAKE_OVER_LIMIT = 300
LOOK_SECONDS = 0.4
AHEAD = 0.03
REBUILDS = 5


class Fault(msgspec.Struct, frozen=True, order=True):
    """`what` happens (to a worker of `service`) once this share of the articles is read."""

    share: float
    what: str
    service: str = ""


class Happened(msgspec.Struct, frozen=True):
    """A fault, when it came, and the seconds until every partition of the service had a worker again."""

    what: str
    service: str
    after_seconds: float
    seconds: float


def plan(kills: int, zombies: int, restarts: int, flushes: int, seed: int) -> list[Fault]:
    """When what happens, in order; the same for the same seed."""
    chance = random.Random(seed)
    faults = [Fault(_some(chance), "kill", service) for service in KILLED for _ in range(kills)]
    faults += [Fault(_some(chance), "zombie", service) for service in KILLED for _ in range(zombies)]
    faults += [Fault(_some(chance), "restart of the broker") for _ in range(restarts)]
    faults += [Fault(_some(chance), "flush of the cache") for _ in range(flushes)]
    return sorted(faults)


def _some(chance: random.Random) -> float:
    return round(chance.uniform(0.03, 0.93), 4)


class Faults:
    """Call `tend` again and again while a run goes on. `share` says how far the run is, 0 to 1."""

    def __init__(
        self,
        planned: list[Fault],
        processes: Processes,
        partitions: int,
        share: Callable[[], float],
        *,
        restart_broker: Callable[[], None],
        flush: Callable[[], subprocess.Popen[str]],
        session_seconds: float,
        seed: int,
    ) -> None:
        self.happened: list[Happened] = []
        self.restarts = 0
        self._planned = list(planned)
        self._processes = processes
        self._partitions = partitions
        self._share = share
        self._restart_broker = restart_broker
        self._flush = flush
        self._session = session_seconds
        self._chance = random.Random(seed)
        self._started = self._asked = time.monotonic()
        self._under_way: dict[str, tuple[Fault, float, Iterator[bool]]] = {}

    @property
    def left(self) -> int:
        """Faults that are still to come or not yet over."""
        return len(self._planned) + len(self._under_way)

    def holds(self, share: float) -> bool:
        """Whether what lies this far must wait, so that the run is not over before the faults are."""
        return bool(self._planned) and share > self._planned[0].share + AHEAD

    def tend(self) -> None:
        """Start anew what ended by itself, let happen what is due, look what is over."""
        self.restarts += len(self._processes.restart_ended())
        if not self.left or time.monotonic() - self._asked < LOOK_SECONDS:
            return
        self._asked = time.monotonic()
        for service, (fault, at, steps) in list(self._under_way.items()):
            if not next(steps, False):
                self._over(fault, at)
                del self._under_way[service]
        following = self._planned[0] if self._planned else None
        if (
            following
            and (following.service or following.what) not in self._under_way
            and self._share() >= following.share
        ):
            self._happen(self._planned.pop(0))

    def _happen(self, fault: Fault) -> None:
        steps = {
            "kill": lambda: self._kill(fault.service),
            "zombie": lambda: self._put_to_sleep(fault.service),
            "restart of the broker": self._restart,
            "flush of the cache": self._flush_and_rebuild,
        }[fault.what]()
        self._under_way[fault.service or fault.what] = fault, time.monotonic(), steps
        next(steps, None)

    def _over(self, fault: Fault, at: float) -> None:
        now = time.monotonic()
        self.happened.append(
            Happened(fault.what, fault.service, round(at - self._started, 1), round(now - at, 1))
        )
        print(f"  {self.happened[-1]}", file=sys.stderr, flush=True)

    # What follows yields True until it is over: until every partition has a worker again.

    def _restart(self) -> Iterator[bool]:
        self._restart_broker()
        yield from self._until_taken_over(lambda: self._processes.of(KILLED[0]))

    def _flush_and_rebuild(self) -> Iterator[bool]:
        for _ in range(REBUILDS):  # where the broker is away at that moment, again, as an operator would
            process = self._flush()
            while process.poll() is None:
                yield True
            if process.returncode == 0:
                return
        raise Problem(f"parley rebuild ended with exit code {process.returncode}")

    def _kill(self, service: str) -> Iterator[bool]:
        self._processes.kill(self._one_of(service))
        self._processes.start(service)
        yield from self._until_taken_over(lambda: self._processes.of(service))

    def _put_to_sleep(self, service: str) -> Iterator[bool]:
        one = self._one_of(service)
        one.process.send_signal(signal.SIGSTOP)
        try:
            yield from self._until_taken_over(
                lambda: [w for w in self._processes.of(service) if w is not one]
            )
            awake = time.monotonic() + self._session
            while time.monotonic() < awake:
                yield True
        finally:
            one.process.send_signal(signal.SIGCONT)  # does nothing where it has ended
        yield from self._until_taken_over(lambda: self._processes.of(service))

    def _until_taken_over(self, workers: Callable[[], list[Running]]) -> Iterator[bool]:
        # At first those who live believe that nothing has happened, but their partitions are not all.
        until = time.monotonic() + TAKE_OVER_LIMIT
        while sum(assigned(one) for one in workers()) != self._partitions:
            if time.monotonic() > until:
                raise Problem(f"nobody took over within {TAKE_OVER_LIMIT} s: {workers()}")
            yield True

    def _one_of(self, service: str) -> Running:
        """A worker that has partitions, else any."""
        alive = self._processes.of(service)
        return self._chance.choice([one for one in alive if assigned(one)] or alive)


def assigned(one: Running) -> int:
    """Partitions that a worker has, as its metrics say; 0 while it does not answer."""
    name = f'parley_partitions_assigned{{stage="{"admit" if one.name == "ingest" else one.name}"}} '
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{one.port}/metrics", timeout=2) as answer:
            lines = answer.read().decode().splitlines()
    except OSError:
        return 0
    return sum(int(float(line.removeprefix(name))) for line in lines if line.startswith(name))


def rebuild(environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """`parley rebuild`, started."""
    return subprocess.Popen(
        [sys.executable, "-m", "services.cli.main", "rebuild", "--yes"],
        env=os.environ | environment, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip

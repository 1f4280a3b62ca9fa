"""Workers killed between steps and at random moments, put to sleep, cut off; changelogs emptied: nothing is lost,
nothing is made twice that was not made the same."""

import asyncio
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from kafka import TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType

from shared.runtime.kafka import admin
from shared.runtime.kafka.connection import changelog_name
from shared.runtime.kafka.engine import Engine
from shared.runtime.kafka.monitor import Monitor
from shared.runtime.kafka.progress import ADMIT, Progress
from shared.runtime.settings import Settings
from shared.testing.broker import Broker
from shared.testing.equivalence import compare
from tests.integration.kafka.driving import (
    Trickle,
    Worker,
    ending,
    partitions_of,
    send,
    until,
    until_through,
)
from tests.integration.kafka.proxy import Proxy
from tests.integration.kafka.small import build

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(1200)]


def and_then(condition: Callable[[], bool], else_do: Callable[[], None]) -> Callable[[], bool]:
    """A condition for `until` that does something each time it does not hold."""

    def look() -> bool:
        if condition():
            return True
        else_do()
        return False

    return look


def check(settings: Settings, sent: int) -> int:
    """Rows and events are those of the processor alone; returns how many raw duplicates there are."""
    (compared,) = compare(settings, [build()])
    assert () == compared.differences
    assert sent == compared.rows == compared.events
    return compared.duplicates


def test_a_worker_may_die_between_any_two_steps(settings: Settings, tmp_path: Path) -> None:
    """After publishing, after storing rows, after acknowledging and before the commit: the next worker repeats what
    was not committed, and what it repeats is the same."""
    trickle = Trickle(settings)
    with ending() as workers:
        for step in ("published", "stored", "acknowledged"):
            worker = Worker(settings, tmp_path, DIE_AT=f"{step}:3")
            workers.append(worker)
            dead = and_then(lambda w=worker: w.process.poll() is not None, trickle)
            until(dead, f"it did not die when {step}", worker)
            assert -signal.SIGKILL == worker.process.returncode
        last = Worker(settings, tmp_path)
        workers.append(last)
        until_through(settings, last)
    duplicates = check(settings, trickle.sent)
    assert 0 < duplicates <= trickle.sent


def test_workers_killed_at_random_moments_lose_nothing(settings: Settings, tmp_path: Path) -> None:
    """Two workers, four sudden deaths, a new one each time; others take over within the session time-out and a bit."""
    chance = random.Random(11)
    trickle = Trickle(settings)
    with ending(Worker(settings, tmp_path), Worker(settings, tmp_path)) as workers:
        for _ in range(4):
            moment = trickle.sent + chance.randrange(5, 30)
            until(and_then(lambda m=moment: trickle.sent >= m, trickle), "it could not be sent", *workers)
            mine = [w for w in workers if partitions_of(w)] or workers
            victim = chance.choice(mine)
            victim.process.kill()
            victim.process.wait()
            workers.remove(victim)
            workers.append(Worker(settings, tmp_path))
            everything = and_then(lambda: settings.partitions == sum(map(partitions_of, workers)), trickle)
            until(everything, "nobody took over", *workers)
        until_through(settings, *workers)
    check(settings, trickle.sent)


def test_a_worker_that_was_thought_dead_and_wakes_does_no_harm(settings: Settings, tmp_path: Path) -> None:
    """Stopped past its session time-out, with records read but not decided, while another does its work."""
    trickle = Trickle(settings, each=15)
    with ending(Worker(settings, tmp_path), Worker(settings, tmp_path)) as (sleeper, other):
        both = and_then(lambda: partitions_of(sleeper) * partitions_of(other) > 0, trickle)
        until(both, "the partitions were not shared", sleeper, other)
        trickle()
        os.kill(sleeper.process.pid, signal.SIGSTOP)
        everything = and_then(lambda: partitions_of(other) == settings.partitions, trickle)
        until(everything, "nobody took over", other)
        until_through(settings, other)
        os.kill(sleeper.process.pid, signal.SIGCONT)
        both = and_then(lambda: partitions_of(sleeper) * partitions_of(other) > 0, trickle)
        until(both, "it did not come back", sleeper, other)
        until_through(settings, sleeper, other)
    check(settings, trickle.sent)


@pytest.mark.parametrize("kept", [0, 0.5], ids=["emptied", "cut"])
def test_a_changelog_that_was_emptied_is_made_anew(settings: Settings, tmp_path: Path, kept: float) -> None:
    """From the input, with the same numbers; without hanging, and once only."""
    send(settings, 120)
    with ending(Worker(settings, tmp_path)) as workers:
        until_through(settings, *workers)
        workers[0].process.terminate()
        workers[0].process.wait(40)
        _cut(settings, kept)
        send(settings, 30, start=120)
        workers.append(Worker(settings, tmp_path))
        until(lambda: partitions_of(workers[-1]) == settings.partitions, "it hangs", workers[-1])
        until_through(settings, workers[-1])
        assert "changelog was emptied" in workers[-1].says()
        workers[-1].process.terminate()
        workers[-1].process.wait(40)
        workers.append(Worker(settings, tmp_path))
        until(lambda: partitions_of(workers[-1]) == settings.partitions, "it hangs", workers[-1])
        assert "changelog was emptied" not in workers[-1].says()
    check(settings, 150)


def _cut(settings: Settings, kept: float) -> None:
    """Delete the older part of a changelog, as a wrong retention would."""
    name = changelog_name(settings, "admit")
    places = [TopicPartition(name, p) for p in range(settings.partitions)]
    progress = Progress(settings)
    ends = progress.ends_of(places)
    progress.close()

    def cleanup(policy: str) -> list[ConfigResource]:
        return [ConfigResource(ConfigResourceType.TOPIC, name, {"cleanup.policy": policy})]

    with admin.administration(settings) as client:
        client.alter_configs(cleanup("delete"))
        client.delete_records({place: end - int(end * kept) for place, end in ends.items()})
        client.alter_configs(cleanup("compact"))


def test_a_broker_that_restarts_under_load_costs_nothing(tmp_path: Path) -> None:
    """Killed and started again while two workers work; they need not be started anew, or are by their supervisor."""
    broker = Broker()
    try:
        own = Settings(
            kafka=broker.start().address, namespace="restart.", partitions=4, gate=False, commit_seconds=0.2,
            kafka_session_seconds=10,
        )  # fmt: skip
        admin.create(own, forever=True)
        trickle = Trickle(own)
        with ending(Worker(own, tmp_path), Worker(own, tmp_path)) as workers:
            everything = and_then(lambda: own.partitions == sum(map(partitions_of, workers)), trickle)
            until(everything, "they did not start", *workers)
            trickle()
            broker.stop(kill=True)
            broker.start()
            trickle()
            until(_through_and_alive(own, workers, tmp_path), "records are still waiting", *workers)
        check(own, trickle.sent)
    finally:
        broker.remove()


def test_a_line_that_breaks_or_carries_a_byte_at_a_time_costs_nothing(tmp_path: Path) -> None:
    """Between everybody and the broker: for a while bytes come one by one, then late, then all connections are reset
    again and again."""
    proxy = Proxy()
    broker = Broker(front=proxy.port)
    proxy.lead_to(broker.port)
    try:
        own = Settings(
            kafka=broker.start().address, namespace="line.", partitions=4, gate=False, commit_seconds=0.2,
            kafka_session_seconds=10,
        )  # fmt: skip
        admin.create(own, forever=True)
        trickle = Trickle(own)
        with ending(Worker(own, tmp_path), Worker(own, tmp_path)) as workers:
            everything = and_then(lambda: own.partitions == sum(map(partitions_of, workers)), trickle)
            until(everything, "they did not start", *workers)
            through = _through_and_alive(own, workers, tmp_path)
            for at_once, pause_seconds in ((1, 0.0), (65_536, 0.1)):
                proxy.at_once, proxy.pause_seconds = at_once, pause_seconds
                trickle()
                until(through, f"records are still waiting, {at_once} bytes at once", *workers)
            proxy.pause_seconds = 0.0
            for _ in range(5):
                trickle()
                proxy.break_all()
                until(through, "records are still waiting after a reset", *workers)
        assert proxy.broken >= 5
        check(own, trickle.sent)
    finally:
        proxy.close()
        broker.remove()


def _through_and_alive(settings: Settings, workers: list[Worker], folder: Path) -> Callable[[], bool]:
    def look() -> bool:
        for worker in [w for w in workers if w.process.poll() is not None]:
            workers.remove(worker)
            workers.append(Worker(settings, folder))
        progress = Progress(settings)
        try:
            return progress.waiting(*ADMIT) == 0
        finally:
            progress.close()

    return look


def test_a_worker_that_its_group_refuses_says_why(settings: Settings, tmp_path: Path) -> None:
    """It would wait for ever, and look alive; here for a session time-out that brokers do not take."""

    async def join() -> str | None:
        refused = settings.model_copy(update={"kafka_session_seconds": 4.0})
        engine = Engine(refused, build(), tmp_path)
        monitor = Monitor(engine, refused)
        tasks = [asyncio.create_task(engine.start()), asyncio.create_task(monitor.watch())]
        try:
            await asyncio.wait_for(engine.failed.wait(), 120)
            await asyncio.wait_for(engine.stop(), 60)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return engine.failure

    failure = asyncio.run(join())
    assert failure is not None
    assert "look at PARLEY_KAFKA_SESSION_SECONDS" in failure

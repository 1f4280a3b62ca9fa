"""Asks a broker about offsets through a Faust app's own connection.

Faust queues such questions behind its fetches, which wait up to a second each; here they go to the client directly, in
the event loop of its thread.
"""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from typing import Any

from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata

ASK_SECONDS = 20


async def beginnings(app: Any, *places: Any) -> dict[Any, int]:
    """First offset that is there, by (topic, partition)."""
    return await _offsets(app, "beginning_offsets", places)


async def ends(app: Any, *places: Any) -> dict[Any, int]:
    """Offset that the next record will have, by (topic, partition)."""
    return await _offsets(app, "end_offsets", places)


async def _offsets(app: Any, question: str, places: Iterable[Any]) -> dict[Any, int]:
    wanted = {TopicPartition(place.topic, place.partition): place for place in places}
    if not wanted:
        return {}
    found = await _ask(app, getattr(_client(app), question)(list(wanted)))
    return {wanted[place]: offset or 0 for place, offset in found.items()}


async def committed(app: Any, *places: Any) -> dict[Any, int | None]:
    """Committed offset (the next that is wanted), None where there is none."""
    client = _client(app)

    async def all_of_them() -> list[int | None]:
        return list(
            await asyncio.gather(*(client.committed(TopicPartition(p.topic, p.partition)) for p in places))
        )

    return dict(zip(places, await _ask(app, all_of_them()), strict=True))


async def starts(app: Any, *places: Any) -> dict[Any, int]:
    """The next offset to read for a group that has just got these partitions."""
    done, first = await committed(app, *places), await beginnings(app, *places)
    return {place: max(done[place] or 0, first[place]) for place in places}


def recovered_offsets(app: Any) -> dict[Any, int]:
    """How far Faust has read each changelog: by (topic, partition)."""
    return dict(app.tables.recovery.active_offsets)


def refusal(app: Any) -> BaseException | None:
    """Why brokers do not take this worker into its group, None while they do or may. The client keeps it for the next
    request for records, but nobody makes one before there are partitions."""
    client = app.consumer._thread._consumer
    coordinator = getattr(client, "_coordinator", None)
    if coordinator is None:
        return None
    task = coordinator._coordination_task
    ended: BaseException | None = task.exception() if task.done() and not task.cancelled() else None
    if ended:
        return ended.__cause__ or ended
    pending: BaseException | None = coordinator._pending_exception
    return None if getattr(pending, "retriable", False) else pending


async def commit(app: Any, offsets: Mapping[Any, int]) -> None:
    """Commit these offsets as the group's."""
    wanted = {TopicPartition(p.topic, p.partition): OffsetAndMetadata(o, "") for p, o in offsets.items()}
    await _ask(app, _client(app).commit(wanted))


def _client(app: Any) -> Any:
    return app.consumer._thread._ensure_consumer()


async def _ask(app: Any, question: Coroutine[Any, Any, Any]) -> Any:
    answer = asyncio.run_coroutine_threadsafe(question, app.consumer._thread.thread_loop)
    return await asyncio.wait_for(asyncio.wrap_future(answer), ASK_SECONDS)
